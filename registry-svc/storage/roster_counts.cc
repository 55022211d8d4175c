#include <array>
#include <string>

#include "absl/strings/substitute.h"
#include "platform/status/status.h"
#include "registry-svc/storage/code_values.h"
#include "registry-svc/storage/roster_sides.h"
#include "registry-svc/storage/rosters.h"
#include "registry-svc/storage/view_sql.h"

namespace ladder::registry {
namespace {

std::string Where(size_t side) {
  return absl::Substitute(
      "c.listed = 1 AND c.$0 BETWEEN ? AND ? AND $1 AND (? IS NULL OR c.household_class = ?) ",
      RosterSides()[side].division, Holds("c"));
}

const std::string& PeopleSql(size_t side) {
  static const auto& sql = *new std::array<std::string, 2>([] {
    std::array<std::string, 2> made;
    for (const size_t s : {kRegisterSide, kResidenceSide}) {
      made[s] = absl::Substitute(
          "SELECT c.register_division, c.base, c.school_leaver, c.class, COUNT(*) FROM $0 JOIN "
          "class_interval c "
          "FORCE INDEX ($1) "
          "WHERE $2 GROUP BY c.register_division, c.base, c.school_leaver, c.class",
          kAt, RosterSides()[s].index, Where(s));
    }
    return made;
  }());
  return sql[side];
}

// R-I and R-T by their definition; `kind = 3` is training. The domain's predicates say the same of
// one row.
const std::string& IntentionsSql(size_t side) {
  static const auto& sql = *new std::array<std::string, 2>([] {
    std::array<std::string, 2> made;
    for (const size_t s : {kRegisterSide, kResidenceSide}) {
      made[s] = absl::Substitute(
          "SELECT STRAIGHT_JOIN c.register_division, c.base, c.school_leaver, i.kind = 3, "
          "COUNT(*), COUNT(DISTINCT "
          "c.person_id) "
          "FROM $0 JOIN class_interval c FORCE INDEX ($1) "
          "JOIN intention_state i ON i.person_id = c.person_id AND $3 "
          "AND ((i.kind = 3 AND i.state = 1) OR (i.kind <> 3 AND i.state IN (1, 2))) "
          "WHERE $2 GROUP BY c.register_division, c.base, c.school_leaver, i.kind = 3",
          kAt, RosterSides()[s].index, Where(s), Holds("i"));
    }
    return made;
  }());
  return sql[side];
}

mysql::Values Parameters(const RosterQuery& query, const DivisionRange& range) {
  const mysql::Value wanted = OptNumber(query.household_class);
  return {query.moment.as_of, query.moment.known_at, range.first, range.last, wanted, wanted};
}

absl::Status AddPeople(mysql::Transaction& tx, const RosterQuery& query, const Area& area,
                       size_t side, const DivisionRange& range, RosterCounts& counts) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(PeopleSql(side), Parameters(query, range)));
  for (const mysql::Row& row : rows) {
    if (IsOtherSides(area, side, row.Int(0))) continue;
    const RosterFacts facts = {.primary_class = ReadCode<PrimaryClass>(row, 3),
                               .base = ReadCode<Base>(row, 1),
                               .school_leaver = row.Bool(2)};
    CountPeople(facts, row.Int(4), query.include_elderly, counts);
  }
  return absl::OkStatus();
}

absl::Status AddIntentions(mysql::Transaction& tx, const RosterQuery& query, const Area& area,
                           size_t side, const DivisionRange& range, RosterCounts& counts) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(IntentionsSql(side), Parameters(query, range)));
  for (const mysql::Row& row : rows) {
    if (IsOtherSides(area, side, row.Int(0))) continue;
    const RosterFacts facts = {.base = ReadCode<Base>(row, 1), .school_leaver = row.Bool(2)};
    const bool training = row.Bool(3);
    if (training && InTrainingNeeds(facts, IntentionKind::kTraining, IntentionState::kOpen,
                                    query.include_elderly)) {
      counts.training_needs += row.Int(4);
      counts.people_with_training_needs += row.Int(5);
    }
    if (!training &&
        InIntentions(facts, IntentionKind::kJob, IntentionState::kOpen, query.include_elderly)) {
      counts.intentions += row.Int(4);
      counts.people_with_intentions += row.Int(5);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RosterCounts> CountRosters(mysql::Transaction& tx, const Scope& scope,
                                          const RosterQuery& query) {
  const Area area = AreaOf(scope, query.asked, query.by);
  RosterCounts counts;
  for (const size_t side : {kRegisterSide, kResidenceSide}) {
    if (!Asks(area, side)) continue;
    for (const DivisionRange& range : area.ranges) {
      LADDER_RETURN_IF_ERROR(AddPeople(tx, query, area, side, range, counts));
      LADDER_RETURN_IF_ERROR(AddIntentions(tx, query, area, side, range, counts));
    }
  }
  return counts;
}

}  // namespace ladder::registry
