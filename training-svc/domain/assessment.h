// Assessment (docs/domain.md 6): a mark of 0 to 100 against the class's pass mark, and one resit
// within its days.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "platform/calendar/civil_day.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

struct Sitting {
  int mark = 0;
  CivilDay day = CivilDay();
};

struct Assessment {
  std::optional<Sitting> first = {};
  std::optional<Sitting> resit = {};
};

bool HasPassed(const Assessment& assessment, int pass_mark);

// The assessment with one more sitting. Order of refusals: MARK_INVALID, DAY_IN_FUTURE,
// RESIT_NOT_ALLOWED (the first was passed, or there was a resit), RESIT_TOO_LATE.
absl::StatusOr<Assessment> Sit(Assessment assessment, const Sitting& sitting,
                               const ClassRules& rules, CivilDay today);

}  // namespace ladder::training
