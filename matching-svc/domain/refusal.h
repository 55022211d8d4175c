// Refusals (docs/domain.md 7.7): every "no" is kept with its reason. Three in a row without good
// reason, of work that fits health and ability, by a member of a low-income family, are reported to
// civil affairs, which alone may decide anything about aid (Interim Measures for Social Assistance
// 45). This suite changes no benefit by itself.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "matching-svc/domain/policy_table.h"
#include "platform/calendar/civil_day.h"

namespace ladder::matching {

// Why a person says no.
enum class DeclineReason {
  kUnspecified = 0,
  kPay = 1,
  kDistance = 2,
  kHours = 3,
  kHealth = 4,
  kCareDuty = 5,
  kKindOfWork = 6,
  kFoundOtherWork = 7,
  kTermsChanged = 8,  // the offer differs from what was promised
  kOther = 9,
};

// Whether the reason is good by itself. An officer may judge otherwise for the others, never for
// these.
bool IsGoodReason(DeclineReason reason);

// What came of one piece of work introduced to a person, oldest first.
struct Outcome {
  CivilDay day = CivilDay();
  bool refused = false;  // false: taken, or ended by the other side
  bool good_reason = false;
  bool fits = true;  // health and ability
};

struct RefusalReview {
  int in_a_row = 0;         // refusals that count, since the last outcome that breaks the row
  bool report_due = false;  // an officer is asked to report; nothing happens by itself
};

// A refusal with good reason or of work that doesn't fit breaks the row, as taking work does: doubt
// is the person's. `refusals_to_report` is a parameter.
RefusalReview ReviewRefusals(absl::Span<const Outcome> outcomes, bool low_income_aid,
                             int refusals_to_report);

}  // namespace ladder::matching
