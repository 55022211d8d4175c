#include <string>

#include "absl/strings/substitute.h"
#include "platform/mysql/code_values.h"
#include "platform/status/status.h"
#include "registry-svc/storage/roster_sides.h"
#include "registry-svc/storage/rosters.h"
#include "registry-svc/storage/view_sql.h"

namespace ladder::registry {
namespace {

// $0 division, $1 index, $2 listed, $3 the side's condition, $4 the moment, $5 c holds, $6 i holds.
constexpr char kPeople[] =
    "SELECT c.register_division, c.base, c.school_leaver, c.class, COUNT(*) "
    "FROM $4 JOIN class_interval c FORCE INDEX ($1) "
    "WHERE $2 AND c.$0 BETWEEN ? AND ? AND $3 AND $5 AND (? IS NULL OR c.household_class = "
    "?) "
    "GROUP BY c.register_division, c.base, c.school_leaver, c.class";
// R-I and R-T by their definition; kind 3 is training. The domain's predicates say the same of one
// row.
constexpr char kIntentions[] =
    "SELECT STRAIGHT_JOIN c.register_division, c.base, c.school_leaver, i.kind = 3, COUNT(*), "
    "COUNT(DISTINCT c.person_id) "
    "FROM $4 JOIN class_interval c FORCE INDEX ($1) "
    "JOIN intention_state i FORCE INDEX (by_person) ON i.person_id = c.person_id AND $6 "
    "AND ((i.kind = 3 AND i.state = 1) OR (i.kind <> 3 AND i.state IN (1, 2))) "
    "WHERE $2 AND c.$0 BETWEEN ? AND ? AND $3 AND $5 AND (? IS NULL OR c.household_class = "
    "?) "
    "GROUP BY c.register_division, c.base, c.school_leaver, i.kind = 3";

std::string Statement(absl::string_view text, Side side) {
  const SideSql& sql = SqlOf(side);
  return absl::Substitute(text, sql.division, sql.index, sql.listed, sql.only, kAt, Holds("c"),
                          Holds("i"));
}

const std::string& PeopleSql(Side side) {
  static const auto& registered = *new std::string(Statement(kPeople, Side::kRegister));
  static const auto& resident = *new std::string(Statement(kPeople, Side::kResidence));
  return side == Side::kRegister ? registered : resident;
}

const std::string& IntentionsSql(Side side) {
  static const auto& registered = *new std::string(Statement(kIntentions, Side::kRegister));
  static const auto& resident = *new std::string(Statement(kIntentions, Side::kResidence));
  return side == Side::kRegister ? registered : resident;
}

// One range of an area, from one side.
struct Look {
  const RosterQuery& query;
  const Area& area;
  Side side;
  DivisionRange range;

  mysql::Values Parameters() const {
    mysql::Values values = {query.moment.as_of, query.moment.known_at, range.first, range.last};
    for (const mysql::Value& value : SideParameters(area, side, range)) values.push_back(value);
    values.push_back(OptNumber(query.household_class));
    values.push_back(OptNumber(query.household_class));
    return values;
  }
};

absl::Status AddPeople(mysql::Transaction& tx, const Look& look, RosterCounts& counts) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(PeopleSql(look.side), look.Parameters()));
  for (const mysql::Row& row : rows) {
    if (IsShownByRegister(look.area, look.side, row.Int(0))) continue;
    const RosterFacts facts = {.primary_class = ReadCode<PrimaryClass>(row, 3),
                               .base = ReadCode<Base>(row, 1),
                               .school_leaver = row.Bool(2)};
    CountPeople(facts, row.Int(4), look.query.include_elderly, counts);
  }
  return absl::OkStatus();
}

absl::Status AddIntentions(mysql::Transaction& tx, const Look& look, RosterCounts& counts) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(IntentionsSql(look.side), look.Parameters()));
  const bool elderly = look.query.include_elderly;
  for (const mysql::Row& row : rows) {
    if (IsShownByRegister(look.area, look.side, row.Int(0))) continue;
    const RosterFacts facts = {.base = ReadCode<Base>(row, 1), .school_leaver = row.Bool(2)};
    const bool training = row.Bool(3);
    if (training &&
        InTrainingNeeds(facts, IntentionKind::kTraining, IntentionState::kOpen, elderly)) {
      counts.training_needs += row.Int(4);
      counts.people_with_training_needs += row.Int(5);
    }
    if (!training && InIntentions(facts, IntentionKind::kJob, IntentionState::kOpen, elderly)) {
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
  for (const Side side : kSides) {
    if (!Asks(area, side)) continue;
    for (const DivisionRange& range : area.ranges) {
      const Look look = {.query = query, .area = area, .side = side, .range = range};
      LADDER_RETURN_IF_ERROR(AddPeople(tx, look, counts));
      LADDER_RETURN_IF_ERROR(AddIntentions(tx, look, counts));
    }
  }
  return counts;
}

}  // namespace ladder::registry
