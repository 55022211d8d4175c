#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/strings/substitute.h"
#include "platform/mysql/code_values.h"
#include "platform/status/status.h"
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

// A page may end within a person's intentions, but the database orders persons alone (by the
// index): a batch is read whole persons at a time, and nobody has more intentions than this.
constexpr int kPerPersonMax = 200;

// $0 division, $1 index, $2 listed, $3 the side's condition, $4 the moment, $5 c holds, $6 i holds,
// $7 n holds.
constexpr char kPeople[] =
    "SELECT STRAIGHT_JOIN c.$0, c.person_id, c.person_id, 0, n.name, c.listed, c.elsewhere, "
    "c.class, c.verified, "
    "c.base, c.school_leaver, c.household_class, c.register_division, c.residence_division "
    "FROM $4 JOIN class_interval c FORCE INDEX ($1) "
    "JOIN person_identity n ON n.person_id = c.person_id AND $7 "
    "WHERE $2 AND ((c.$0 = ? AND c.person_id > ?) OR (c.$0 > ? AND c.$0 <= ?)) AND $3 AND $5 "
    "AND (? IS NULL OR c.household_class = ?) "
    "AND (c.base BETWEEN ? AND ? OR c.school_leaver >= ?) AND (c.class BETWEEN ? AND ? OR c.class "
    "= ?) "
    "ORDER BY c.$0, c.person_id LIMIT ?";
constexpr char kIntentions[] =
    "SELECT STRAIGHT_JOIN c.$0, c.person_id, i.intention_id, i.kind, n.name, c.listed, "
    "c.elsewhere, c.class, "
    "c.verified, c.base, c.school_leaver, c.household_class, c.register_division, "
    "c.residence_division "
    "FROM $4 JOIN class_interval c FORCE INDEX ($1) "
    "JOIN intention_state i FORCE INDEX (by_person) ON i.person_id = c.person_id AND $6 "
    "JOIN person_identity n ON n.person_id = c.person_id AND $7 "
    "WHERE $2 AND ((c.$0 = ? AND c.person_id >= ?) OR (c.$0 > ? AND c.$0 <= ?)) AND $3 AND "
    "$5 "
    "AND (? IS NULL OR c.household_class = ?) "
    "AND (c.base BETWEEN ? AND ? OR c.school_leaver >= ?) AND (c.class BETWEEN ? AND ? OR c.class "
    "= ?) "
    "AND NOT (c.$0 = ? AND c.person_id = ? AND i.intention_id <= ?) "
    "AND (i.kind = 3) = ? AND i.state BETWEEN 1 AND ? "
    "ORDER BY c.$0, c.person_id LIMIT ?";

std::string Statement(absl::string_view text, Side side) {
  const SideSql& sql = SqlOf(side);
  return absl::Substitute(text, sql.division, sql.index, sql.listed, sql.only, kAt, Holds("c"),
                          Holds("i"), Holds("n"));
}

const std::string& Sql(bool intentions, Side side) {
  static const auto& sql = *new std::array<std::array<std::string, 2>, 2>{
      {{Statement(kPeople, Side::kRegister), Statement(kPeople, Side::kResidence)},
       {Statement(kIntentions, Side::kRegister), Statement(kIntentions, Side::kResidence)}}};
  return sql[intentions][static_cast<size_t>(side)];
}

struct Keyed {
  ListKey key = {};
  RosterEntry entry = {};
};

Keyed Read(const mysql::Row& row, bool intentions) {
  Keyed keyed = {.key = {.number = row.Int(0), .id = row.Id(1)},
                 .entry = {.person = row.Id(1),
                           .name = PersonName::FromStored(row.Text(4)),
                           .facts = ReadRosterFacts(row, 5)}};
  if (intentions) {
    keyed.key.item = row.Id(2);
    keyed.entry.intention = row.Id(2);
    keyed.entry.intention_kind = ReadCode<IntentionKind>(row, 3);
  }
  return keyed;
}

// What is asked of one side.
struct Look {
  Roster roster;
  const RosterQuery& query;
  const Area& area;
  Side side;
  bool intentions() const { return HasIntentions(roster); }
};

void Append(mysql::Values& values, const mysql::Values& more) {
  values.insert(values.end(), more.begin(), more.end());
}

absl::StatusOr<mysql::Rows> ReadRange(mysql::Transaction& tx, const Look& look,
                                      const DivisionRange& range, const ListKey& after, int limit) {
  const bool inside = after.number >= range.first;
  const int64_t start = inside ? after.number : range.first;
  const Ulid id = inside ? after.id : Ulid();
  const Bounds bounds = BoundsOf(look.roster, look.query.include_elderly);
  const mysql::Value wanted = OptNumber(look.query.household_class);
  mysql::Values values = {
      look.query.moment.as_of, look.query.moment.known_at, start, id, start, range.last};
  Append(values, SideParameters(look.area, look.side, range));
  Append(values, {wanted, wanted, bounds.base_low, bounds.base_high, bounds.leaver,
                  bounds.class_low, bounds.class_high, bounds.class_more});
  if (look.intentions()) {
    const bool training = look.roster == Roster::kTrainingNeeds;
    Append(values, {start, id, inside ? after.item : Ulid(), training,
                    Number(training ? IntentionState::kOpen : IntentionState::kMatched)});
  }
  values.push_back(limit);
  return tx.Query(Sql(look.intentions(), look.side), values);
}

// The rows of one batch in key order. A full batch may break off within its last person, who is
// left for the next.
std::vector<Keyed> InOrder(const mysql::Rows& rows, bool intentions, bool full) {
  std::vector<Keyed> batch;
  for (const mysql::Row& row : rows) batch.push_back(Read(row, intentions));
  if (!intentions) return batch;
  if (full) {
    const Ulid last = batch.back().key.id;
    while (batch.size() > 1 && batch.back().key.id == last && batch.front().key.id != last)
      batch.pop_back();
  }
  std::sort(batch.begin(), batch.end(),
            [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
  return batch;
}

// At least `wanted` rows of one side in key order, or all that are left; those that the other side
// shows left out.
absl::StatusOr<std::vector<Keyed>> ReadSide(mysql::Transaction& tx, const Look& look,
                                            const ListKey& start, int wanted) {
  const int limit = look.intentions() ? wanted + kPerPersonMax : wanted;
  std::vector<Keyed> found;
  ListKey after = start;
  for (const DivisionRange& range : look.area.ranges) {
    if (range.last < start.number) continue;
    for (bool more = true; more && static_cast<int>(found.size()) < wanted;) {
      LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, ReadRange(tx, look, range, after, limit));
      more = static_cast<int>(rows.size()) == limit;
      for (Keyed& keyed : InOrder(rows, look.intentions(), more)) {
        after = keyed.key;
        const int64_t registered = keyed.entry.facts.home.registered.number();
        if (!IsShownByRegister(look.area, look.side, registered)) found.push_back(std::move(keyed));
      }
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
  for (const Side side : kSides) {
    if (!Asks(area, side)) continue;
    const Look look = {.roster = roster, .query = query, .area = area, .side = side};
    LADDER_ASSIGN_OR_RETURN(std::vector<Keyed> rows, ReadSide(tx, look, page.after, page.size + 1));
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
