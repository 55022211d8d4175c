#include "registry-svc/storage/class_intervals.h"

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/storage/person_tables.h"

namespace ladder::registry {
namespace {

constexpr char kList[] =
    "SELECT rec_from, valid_from, valid_to, listed, elsewhere, class, verified, base, "
    "school_leaver, "
    "household_class, register_division, residence_division FROM class_interval "
    "WHERE person_id = ? AND valid_from > ? AND rec_from <= ? AND ? < rec_to "
    "ORDER BY valid_from LIMIT ?";

}  // namespace

absl::StatusOr<ListedIntervals> ListClassIntervals(mysql::Transaction& tx, const Ulid& person,
                                                   const Moment& moment, absl::string_view after,
                                                   int size) {
  CivilDay last(1, 1, 1);
  if (!after.empty()) {
    const absl::StatusOr<CivilDay> day = ParseDay(after);
    if (!day.ok()) return Refuse(::ladder::Reason::kPageTokenInvalid);
    last = *day;
  }
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kList, {person, last, moment.known_at,
                                                                   moment.known_at, size + 1}));
  ListedIntervals listed = {.more = static_cast<int>(rows.size()) > size};
  for (const mysql::Row& row : rows) {
    if (static_cast<int>(listed.rows.size()) == size) break;
    listed.rows.push_back(
        {.period = {.from = row.Day(1), .to = row.Day(2), .value = ReadRosterFacts(row, 3)},
         .recorded_from = row.Time(0)});
    listed.last = FormatDay(row.Day(1));
  }
  return listed;
}

}  // namespace ladder::registry
