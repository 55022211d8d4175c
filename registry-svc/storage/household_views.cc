#include "registry-svc/storage/household_views.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "ladder/options/v1/reasons.h"
#include "platform/mysql/code_values.h"
#include "platform/status/status.h"
#include "registry-svc/storage/household_tables.h"
#include "registry-svc/storage/roster_sides.h"
#include "registry-svc/storage/view_sql.h"

namespace ladder::registry {
namespace {

constexpr char kColumns[] =
    "p.id, p.version, p.last_event, p.number, c.class, c.aid, c.causes, c.identified_on, "
    "c.exited_on, "
    "c.risk_on, c.risk_cleared_on, h.register_division, h.residence_division, h.relocated, h.site ";

std::string Joins() {
  return absl::StrCat("JOIN household_class c ON c.household_id = p.id AND ", Holds("c"),
                      " JOIN household_home h ON h.household_id = p.id AND ", Holds("h"), " ");
}

const std::string& GetSql() {
  static const auto& sql =
      *new std::string(absl::StrCat("SELECT STRAIGHT_JOIN ", kColumns, "FROM ", kAt,
                                    "JOIN household p ", Joins(), "WHERE p.id = ?"));
  return sql;
}

const std::string& ListSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT STRAIGHT_JOIN s.division, s.other_division, ", kColumns, "FROM ", kAt,
      "JOIN household_scope s FORCE INDEX (PRIMARY) JOIN household p ON p.id = s.household_id ",
      Joins(), "WHERE ", Holds("s"),
      " AND ((s.division = ? AND s.household_id > ?) OR (s.division > ? AND s.division <= ?))"
      " AND (? IS NULL OR c.class = ?) ORDER BY s.division, s.household_id LIMIT ?"));
  return sql;
}

const std::string& MembersSql() {
  static const auto& sql =
      *new std::string(absl::StrCat("SELECT DISTINCT m.person_id FROM ", kAt,
                                    "JOIN household_member m WHERE m.household_id = ? AND ",
                                    Holds("m"), " ORDER BY m.person_id LIMIT 200"));
  return sql;
}

const std::string& CountSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT STRAIGHT_JOIN s.division, s.other_division, c.class, COUNT(*) FROM ", kAt,
      "JOIN household_scope s JOIN household_class c ON c.household_id = s.household_id AND ",
      Holds("c"), " WHERE s.division BETWEEN ? AND ? AND ", Holds("s"),
      " GROUP BY s.division, s.other_division, c.class"));
  return sql;
}

// People of the county's list by the class of their household; classes above 70 are gone from it.
// $0 division, $1 index, $2 the side's people, $3 the side's condition, $4 the moment, $5 c holds.
constexpr char kCountPeople[] =
    "SELECT c.register_division, c.household_class, COUNT(*) FROM $4 JOIN class_interval c FORCE "
    "INDEX ($1) "
    "WHERE $2 AND c.$0 BETWEEN ? AND ? AND $3 AND $5 AND c.class <= 70 "
    "GROUP BY c.register_division, c.household_class";

const std::string& CountPeopleSql(Side side) {
  static const auto make = [](Side s) {
    const SideSql& sql = SqlOf(s);
    return absl::Substitute(kCountPeople, sql.division, sql.index, sql.all, sql.only, kAt,
                            Holds("c"));
  };
  static const auto& registered = *new std::string(make(Side::kRegister));
  static const auto& resident = *new std::string(make(Side::kResidence));
  return side == Side::kRegister ? registered : resident;
}

HouseholdView Read(const mysql::Row& row, size_t c) {
  return {.root = {.id = row.Id(c), .version = row.Int(c + 1), .last_event = row.Id(c + 2)},
          .number = HouseholdNo::FromStored(row.Text(c + 3)),
          .status = ReadHouseholdStatus(row, c + 4),
          .home = ReadHouseholdHome(row, c + 11)};
}

// Adds the rows of one range until the page is full; one more than the page tells that there are
// more.
absl::Status AddRange(mysql::Transaction& tx, const HouseholdQuery& query, const Area& area,
                      const DivisionRange& range, Listed<HouseholdView>& page) {
  ListKey after = std::max(query.after, page.last);
  const mysql::Value wanted = OptNumber(query.household_class);
  const int limit = query.size + 1;
  while (!page.more) {
    const bool inside = after.number >= range.first;
    const int64_t start = inside ? after.number : range.first;
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx.Query(ListSql(), {query.moment.as_of, query.moment.known_at, start,
                                                 inside ? after.id : Ulid(), start, range.last,
                                                 wanted, wanted, limit}));
    for (const mysql::Row& row : rows) {
      after = {.number = row.Int(0), .id = row.Id(2)};
      if (area.ShowsElsewhere(row.Int(0), row.Int(1))) continue;
      page.more = static_cast<int>(page.rows.size()) == query.size;
      if (page.more) break;
      page.rows.push_back(Read(row, 2));
      page.last = after;
    }
    if (static_cast<int>(rows.size()) < limit) break;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HouseholdView> GetHousehold(mysql::Transaction& tx, const Ulid& id,
                                           const Scope& scope, const Moment& moment) {
  const absl::Status not_found =
      Refuse(::ladder::Reason::kNotFound, {{"name", "households/" + id.ToString()}});
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(GetSql(), {moment.as_of, moment.known_at, id}));
  if (!row) return not_found;
  HouseholdView view = Read(*row, 0);
  const Area area = AreaOf(scope);
  if (!area.Covers(view.home.registered.number()) && !area.Covers(view.home.residence.number()))
    return not_found;
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows members,
                          tx.Query(MembersSql(), {moment.as_of, moment.known_at, id}));
  for (const mysql::Row& member : members) view.members.push_back(member.Id(0));
  return view;
}

absl::StatusOr<Listed<HouseholdView>> ListHouseholds(mysql::Transaction& tx, const Scope& scope,
                                                     const HouseholdQuery& query) {
  const Area area = AreaOf(scope, query.asked);
  Listed<HouseholdView> page;
  for (const DivisionRange& range : area.ranges) {
    if (range.last < query.after.number || page.more) continue;
    LADDER_RETURN_IF_ERROR(AddRange(tx, query, area, range, page));
  }
  return page;
}

absl::StatusOr<std::map<HouseholdClass, HouseholdCount>> CountHouseholds(
    mysql::Transaction& tx, const Scope& scope, const HouseholdQuery& query) {
  const Area area = AreaOf(scope, query.asked);
  const Moment& moment = query.moment;
  std::map<HouseholdClass, HouseholdCount> counts;
  for (const DivisionRange& range : area.ranges) {
    LADDER_ASSIGN_OR_RETURN(
        const mysql::Rows households,
        tx.Query(CountSql(), {moment.as_of, moment.known_at, range.first, range.last}));
    for (const mysql::Row& row : households) {
      if (area.ShowsElsewhere(row.Int(0), row.Int(1))) continue;
      counts[ReadCode<HouseholdClass>(row, 2)].households += row.Int(3);
    }
    for (const Side side : kSides) {
      mysql::Values values = {moment.as_of, moment.known_at, range.first, range.last};
      for (const mysql::Value& value : SideParameters(area, side, range)) values.push_back(value);
      LADDER_ASSIGN_OR_RETURN(const mysql::Rows people, tx.Query(CountPeopleSql(side), values));
      for (const mysql::Row& row : people) {
        if (IsShownByRegister(area, side, row.Int(0))) continue;
        counts[ReadCode<HouseholdClass>(row, 1)].people += row.Int(2);
      }
    }
  }
  return counts;
}

}  // namespace ladder::registry
