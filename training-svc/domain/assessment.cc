#include "training-svc/domain/assessment.h"

#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr int kMarkMax = 100;

}  // namespace

bool HasPassed(const Assessment& assessment, int pass_mark) {
  return (assessment.first && assessment.first->mark >= pass_mark) ||
         (assessment.resit && assessment.resit->mark >= pass_mark);
}

absl::StatusOr<Assessment> Sit(Assessment assessment, const Sitting& sitting,
                               const ClassRules& rules, CivilDay today) {
  if (sitting.mark < 0 || sitting.mark > kMarkMax) return RefuseField(Reason::kMarkInvalid, "mark");
  if (sitting.day > today) return RefuseField(Reason::kDayInFuture, "day");
  if (!assessment.first) {
    assessment.first = sitting;
    return assessment;
  }
  if (assessment.resit || HasPassed(assessment, rules.pass_mark)) {
    return Refuse(Reason::kResitNotAllowed);
  }
  const CivilDay deadline = assessment.first->day + rules.resit_days;
  if (sitting.day > deadline) {
    return Refuse(Reason::kResitTooLate, {{"deadline", FormatDay(deadline)}});
  }
  assessment.resit = sitting;
  return assessment;
}

}  // namespace ladder::training
