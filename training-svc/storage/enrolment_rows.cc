#include "training-svc/storage/enrolment_rows.h"

#include <algorithm>
#include <optional>

namespace ladder::training {
namespace {

std::optional<Sitting> ReadSitting(const mysql::Row& row, size_t first) {
  if (row.IsNull(first)) return std::nullopt;
  return Sitting{.mark = static_cast<int>(row.Int(first)), .day = row.Day(first + 1)};
}

}  // namespace

Enrolment ReadEnrolment(const mysql::Row& row, size_t first) {
  const size_t c = first;
  return {.root = {.id = row.Id(c), .version = row.Int(c + 1), .last_event = row.Id(c + 2)},
          .training_class = row.Id(c + 3),
          .person = row.Id(c + 4),
          .state = static_cast<EnrolmentState>(row.Int(c + 5)),
          .priority = static_cast<SeatPriority>(row.Int(c + 6)),
          .subsidised = row.Bool(c + 7),
          .applied_at = row.Time(c + 8),
          .answer_by = row.OptDay(c + 9),
          .exit_reason = static_cast<ExitReason>(row.Int(c + 10)),
          .exited_on = row.OptDay(c + 11),
          .completed_on = row.OptDay(c + 12),
          .assessment = {.first = ReadSitting(row, c + 13), .resit = ReadSitting(row, c + 15)}};
}

bool IsShownAt(const Scope& scope, const WalkRow& row) {
  const int64_t lower = std::min(row.register_div, row.residence_div);
  return row.key.number == lower || !scope.Covers(lower);
}

}  // namespace ladder::training
