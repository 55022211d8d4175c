#include "matching-svc/domain/refusal.h"

namespace ladder::matching {

bool IsGoodReason(DeclineReason reason) {
  return reason == DeclineReason::kHealth || reason == DeclineReason::kCareDuty ||
         reason == DeclineReason::kFoundOtherWork || reason == DeclineReason::kTermsChanged;
}

RefusalReview ReviewRefusals(absl::Span<const Outcome> outcomes, bool low_income_aid,
                             int refusals_to_report) {
  RefusalReview review;
  for (const Outcome& outcome : outcomes) {
    const bool counts = outcome.refused && !outcome.good_reason && outcome.fits;
    review.in_a_row = counts ? review.in_a_row + 1 : 0;
  }
  review.report_due = low_income_aid && review.in_a_row >= refusals_to_report;
  return review;
}

}  // namespace ladder::matching
