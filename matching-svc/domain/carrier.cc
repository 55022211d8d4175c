#include "matching-svc/domain/carrier.h"

#include <vector>

#include "ladder/matching/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kReviewMonths = 12;  // docs/domain.md 1, R49: yearly review

bool Allows(CarrierState state, CarrierEvent event) {
  switch (event) {
    case CarrierEvent::kRecognise:
      return state == CarrierState::kProposed;
    case CarrierEvent::kReview:
      return state == CarrierState::kRecognised;
    case CarrierEvent::kWithdraw:
      return state != CarrierState::kWithdrawn;
  }
  return false;
}

absl::Status RefuseState(CarrierState state, absl::string_view event) {
  return Refuse(Reason::kCarrierState,
                {{"state", std::string(NameOf(state))}, {"event", std::string(event)}});
}

}  // namespace

absl::string_view NameOf(CarrierState state) {
  switch (state) {
    case CarrierState::kProposed:
      return "PROPOSED";
    case CarrierState::kRecognised:
      return "RECOGNISED";
    case CarrierState::kWithdrawn:
      return "WITHDRAWN";
  }
  return "UNKNOWN";
}

absl::string_view NameOf(CarrierEvent event) {
  switch (event) {
    case CarrierEvent::kRecognise:
      return "RECOGNISE";
    case CarrierEvent::kReview:
      return "REVIEW";
    case CarrierEvent::kWithdraw:
      return "WITHDRAW";
  }
  return "UNKNOWN";
}

absl::Status CheckCarrier(const CarrierDraft& draft) {
  std::vector<absl::Status> refusals;
  if (draft.kind == CarrierKind::kUnspecified) {
    refusals.push_back(RefuseField(ladder::Reason::kFieldEnum, "kind"));
  }
  if (draft.display_name.empty()) {
    refusals.push_back(RefuseField(ladder::Reason::kFieldRequired, "display_name"));
  }
  if (draft.division == 0) {
    refusals.push_back(RefuseField(ladder::Reason::kFieldRequired, "division"));
  }
  if (draft.kind == CarrierKind::kWorkshop && !draft.enterprise) {
    refusals.push_back(RefuseField(Reason::kCarrierEnterpriseRequired, "enterprise"));
  }
  return JoinFieldRefusals(refusals);
}

absl::StatusOr<Carrier> ProposeCarrier(const CarrierDraft& draft) {
  LADDER_RETURN_IF_ERROR(CheckCarrier(draft));
  Carrier carrier;
  carrier.facts = draft;
  return carrier;
}

absl::StatusOr<Carrier> EditCarrier(Carrier carrier, const CarrierDraft& draft) {
  if (carrier.state == CarrierState::kWithdrawn) return RefuseState(carrier.state, "EDIT");
  LADDER_RETURN_IF_ERROR(CheckCarrier(draft));
  carrier.facts = draft;
  return carrier;
}

absl::StatusOr<Carrier> ApplyStep(Carrier carrier, const CarrierStep& step, CivilDay today) {
  if (!Allows(carrier.state, step.event)) return RefuseState(carrier.state, NameOf(step.event));
  if (step.day > today) return RefuseField(Reason::kDayInFuture, "day");
  if (carrier.recognised_on && step.day < *carrier.recognised_on) {
    return RefuseField(Reason::kDayOutOfOrder, "day",
                       {{"earliest", FormatDay(*carrier.recognised_on)}});
  }
  switch (step.event) {
    case CarrierEvent::kRecognise:
      carrier.state = CarrierState::kRecognised;
      carrier.recognised_on = step.day;
      carrier.review_on = AddMonths(step.day, kReviewMonths);
      break;
    case CarrierEvent::kReview:
      carrier.review_on = AddMonths(step.day, kReviewMonths);
      break;
    case CarrierEvent::kWithdraw:
      if (step.reason.empty()) return RefuseField(ladder::Reason::kFieldRequired, "reason");
      carrier.state = CarrierState::kWithdrawn;
      carrier.withdrawn_on = step.day;
      carrier.withdraw_reason = step.reason;
      carrier.review_on.reset();
      break;
  }
  return carrier;
}

}  // namespace ladder::matching
