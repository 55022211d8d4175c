#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/substitute.h"
#include "platform/status/status.h"
#include "registry-svc/storage/code_values.h"
#include "registry-svc/storage/person_tables.h"
#include "registry-svc/storage/roster_sides.h"
#include "registry-svc/storage/rosters.h"
#include "registry-svc/storage/view_sql.h"

namespace ladder::registry {
namespace {

// A roster as bounds of columns, so that one statement serves all: base low..high or a school
// leaver, a class low..high or one more.
struct Bounds {
  int base_low = 1;
  int base_high = 1;  // 2 with the elderly
  int leaver = 2;     // 1: school leavers too; 2: no row is
  int class_low = 0;
  int class_high = 127;
  int class_more = 0;
};

Bounds BoundsOf(Roster roster, bool include_elderly) {
  Bounds bounds = {.base_high = include_elderly ? 2 : 1};
  switch (roster) {
    case Roster::kEmployed:
      bounds.class_low = Number(PrimaryClass::kELocalFirm);
      bounds.class_high = Number(PrimaryClass::kEFarm);
      break;
    case Roster::kUnemployed:
      bounds.class_low = Number(PrimaryClass::kUSeeking);
      bounds.class_high = Number(PrimaryClass::kUUnwilling);
      bounds.class_more = Number(PrimaryClass::kXUnknown);
      break;
    case Roster::kNotInLabourForce:
      bounds.class_low = Number(PrimaryClass::kNStudent);
      bounds.class_high = Number(PrimaryClass::kNCare);
      break;
    case Roster::kSchoolLeavers:
      bounds.base_high = 0;  // below base_low: no row is in the base
      bounds.leaver = 1;
      break;
    case Roster::kTrainingNeeds:
      bounds.leaver = 1;
      break;
    default:
      break;
  }
  return bounds;
}

bool HasIntentions(Roster roster) {
  return roster == Roster::kIntentions || roster == Roster::kTrainingNeeds;
}

// $0 division, $1 other division, $2 index, $3 the moment, $4 c holds, $5 i holds, $6 n holds.
constexpr char kPeople[] =
    "SELECT STRAIGHT_JOIN c.$0, c.$1, c.person_id, c.person_id, 0, n.name, c.listed, c.class, "
    "c.verified, c.base, "
    "c.school_leaver, c.household_class, c.register_division, c.residence_division "
    "FROM $3 JOIN class_interval c FORCE INDEX ($2) "
    "JOIN person_identity n ON n.person_id = c.person_id AND $6 "
    "WHERE c.listed = 1 AND ((c.$0 = ? AND c.person_id > ?) OR (c.$0 > ? AND c.$0 <= ?)) AND $4 "
    "AND (? IS NULL OR c.household_class = ?) "
    "AND (c.base BETWEEN ? AND ? OR c.school_leaver >= ?) AND (c.class BETWEEN ? AND ? OR c.class "
    "= ?) "
    "ORDER BY c.$0, c.person_id LIMIT ?";
constexpr char kIntentions[] =
    "SELECT STRAIGHT_JOIN c.$0, c.$1, c.person_id, i.intention_id, i.kind, n.name, c.listed, "
    "c.class, c.verified, "
    "c.base, c.school_leaver, c.household_class, c.register_division, c.residence_division "
    "FROM $3 JOIN class_interval c FORCE INDEX ($2) "
    "JOIN person_identity n ON n.person_id = c.person_id AND $6 "
    "JOIN intention_state i FORCE INDEX (by_person) ON i.person_id = c.person_id AND $5 "
    "WHERE c.listed = 1 AND ((c.$0 = ? AND c.person_id >= ?) OR (c.$0 > ? AND c.$0 <= ?)) "
    "AND NOT (c.$0 = ? AND c.person_id = ? AND i.intention_id <= ?) AND $4 "
    "AND (? IS NULL OR c.household_class = ?) "
    "AND (c.base BETWEEN ? AND ? OR c.school_leaver >= ?) AND (c.class BETWEEN ? AND ? OR c.class "
    "= ?) "
    "AND (i.kind = 3) = ? AND i.state BETWEEN 1 AND ? "
    "ORDER BY c.$0, c.person_id, i.intention_id LIMIT ?";

const std::string& Sql(Roster roster, size_t side) {
  static const auto& sql = *new std::array<std::array<std::string, 2>, 2>([] {
    std::array<std::array<std::string, 2>, 2> made;
    for (const size_t s : {kRegisterSide, kResidenceSide}) {
      const RosterSide& names = RosterSides()[s];
      for (const bool intentions : {false, true}) {
        made[intentions][s] =
            absl::Substitute(intentions ? kIntentions : kPeople, names.division, names.other,
                             names.index, kAt, Holds("c"), Holds("i"), Holds("n"));
      }
    }
    return made;
  }());
  return sql[HasIntentions(roster)][side];
}

struct Keyed {
  ListKey key = {};
  RosterEntry entry = {};
};

Keyed Read(const mysql::Row& row, bool intentions) {
  Keyed keyed = {.key = {.division = row.Int(0), .id = row.Id(2)},
                 .entry = {.person = row.Id(2),
                           .name = PersonName::FromStored(row.Text(5)),
                           .facts = ReadRosterFacts(row, 6)}};
  if (intentions) {
    keyed.key.item = row.Id(3);
    keyed.entry.intention = row.Id(3);
    keyed.entry.intention_kind = ReadCode<IntentionKind>(row, 4);
  }
  return keyed;
}

absl::StatusOr<mysql::Rows> ReadRange(mysql::Transaction& tx, Roster roster,
                                      const RosterQuery& query, size_t side,
                                      const DivisionRange& range, const ListKey& after, int limit) {
  const bool inside = after.division >= range.first;
  const int64_t start = inside ? after.division : range.first;
  const Ulid id = inside ? after.id : Ulid();
  const Bounds bounds = BoundsOf(roster, query.include_elderly);
  const mysql::Value wanted = OptNumber(query.household_class);
  mysql::Values values = {query.moment.as_of, query.moment.known_at, start, id, start, range.last};
  if (HasIntentions(roster)) {
    for (const mysql::Value& value : mysql::Values{start, id, inside ? after.item : Ulid()})
      values.push_back(value);
  }
  for (const mysql::Value& value :
       mysql::Values{wanted, wanted, bounds.base_low, bounds.base_high, bounds.leaver,
                     bounds.class_low, bounds.class_high, bounds.class_more}) {
    values.push_back(value);
  }
  if (HasIntentions(roster)) {
    values.push_back(roster == Roster::kTrainingNeeds);
    values.push_back(Number(roster == Roster::kTrainingNeeds ? IntentionState::kOpen
                                                             : IntentionState::kMatched));
  }
  values.push_back(limit);
  return tx.Query(Sql(roster, side), values);
}

// At most `limit` rows of one side in key order, those that the other side shows left out.
absl::StatusOr<std::vector<Keyed>> ReadSide(mysql::Transaction& tx, Roster roster,
                                            const RosterQuery& query, const Area& area, size_t side,
                                            const ListKey& start, int limit) {
  std::vector<Keyed> found;
  ListKey after = start;
  for (const DivisionRange& range : area.ranges) {
    if (range.last < start.division) continue;
    for (bool more = true; more && static_cast<int>(found.size()) < limit;) {
      LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                              ReadRange(tx, roster, query, side, range, after, limit));
      for (const mysql::Row& row : rows) {
        Keyed keyed = Read(row, HasIntentions(roster));
        after = keyed.key;
        if (!IsOtherSides(area, side, row.Int(1))) found.push_back(std::move(keyed));
      }
      more = static_cast<int>(rows.size()) == limit;
    }
  }
  return found;
}

}  // namespace

absl::StatusOr<Listed<RosterEntry>> ListRosterEntries(mysql::Transaction& tx, const Scope& scope,
                                                      Roster roster, const RosterQuery& query,
                                                      const RosterPage& page) {
  const Area area = AreaOf(scope, query.asked, query.by);
  std::vector<Keyed> found;
  for (const size_t side : {kRegisterSide, kResidenceSide}) {
    if (!Asks(area, side)) continue;
    LADDER_ASSIGN_OR_RETURN(std::vector<Keyed> rows,
                            ReadSide(tx, roster, query, area, side, page.after, page.size + 1));
    found.insert(found.end(), std::make_move_iterator(rows.begin()),
                 std::make_move_iterator(rows.end()));
  }
  std::sort(found.begin(), found.end(),
            [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
  Listed<RosterEntry> listed = {.more = static_cast<int>(found.size()) > page.size};
  for (Keyed& keyed : found) {
    if (static_cast<int>(listed.rows.size()) == page.size) break;
    listed.last = keyed.key;
    listed.rows.push_back(std::move(keyed.entry));
  }
  return listed;
}

}  // namespace ladder::registry
