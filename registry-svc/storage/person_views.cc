#include "registry-svc/storage/person_views.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/mysql/code_values.h"
#include "platform/status/status.h"
#include "registry-svc/storage/person_tables.h"
#include "registry-svc/storage/person_view_sql.h"
#include "registry-svc/storage/scope_rows.h"
#include "registry-svc/storage/view_sql.h"

namespace ladder::registry {
namespace {

// Single persons of a scope come after every division.
constexpr int64_t kAfterDivisions = 1'000'000'000'000;

// In the order written: with eight tables to order anew at every execution, choosing the order
// takes the server longer than reading by it.
const std::string& GetSql() {
  static const auto& sql =
      *new std::string(absl::StrCat("SELECT STRAIGHT_JOIN ", ViewColumns(), "FROM ", kAt,
                                    "JOIN person p ", ViewJoins(), "WHERE p.id = ?"));
  return sql;
}

constexpr char kSkills[] =
    "SELECT code, certificate, valid_from, valid_to, level FROM skill WHERE person_id = ? "
    "AND valid_from <= ? AND ? < valid_to AND rec_from <= ? AND ? < rec_to LIMIT 200";

constexpr char kCount[] =
    "SELECT division, other_division, COUNT(*) FROM person_scope WHERE division BETWEEN ? AND ? "
    "AND (kind & ?) <> 0 AND valid_from <= ? AND ? < valid_to AND rec_from <= ? AND ? < rec_to "
    "GROUP BY division, other_division";

// The rest of a list after what it starts from: the person's scope rows, the filters, the page.
std::string ListTail() {
  return absl::StrCat(
      "JOIN person p ON p.id = s.person_id ", ViewJoins(), "WHERE ", Holds("s"),
      " AND ((s.division = ? AND s.person_id > ?) OR (s.division > ? AND s.division <= ?))"
      " AND (s.kind & ?) <> 0 AND (? IS NULL OR c.class = ?) AND (? IS NULL OR i.name = ?)"
      " AND (? IS NULL OR m.household_id = ?) ORDER BY s.division, s.person_id LIMIT ?");
}

// In the order of the scope's own index, said outright: statistics lag behind a load, and a plan
// made for an empty table sorts the county for every page.
const std::string& WalkSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT STRAIGHT_JOIN s.division, s.other_division, ", ViewColumns(), "FROM ",
                   kAt, "JOIN person_scope s FORCE INDEX (PRIMARY) ", ListTail()));
  return sql;
}

// From the few that a name or a household gives.
const std::string& NameSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT STRAIGHT_JOIN s.division, s.other_division, ", ViewColumns(), "FROM ", kAt,
      "JOIN (SELECT DISTINCT person_id FROM person_identity WHERE name = ?) n "
      "JOIN person_scope s ON s.person_id = n.person_id ",
      ListTail()));
  return sql;
}
const std::string& HouseholdSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT STRAIGHT_JOIN s.division, s.other_division, ", ViewColumns(), "FROM ", kAt,
      "JOIN (SELECT DISTINCT person_id FROM household_member WHERE household_id = ?) n "
      "JOIN person_scope s ON s.person_id = n.person_id ",
      ListTail()));
  return sql;
}

absl::Status NotFound(const Ulid& id) {
  return Refuse(::ladder::Reason::kNotFound, {{"name", "persons/" + id.ToString()}});
}

int KindMask(PlaceBy by) {
  switch (by) {
    case PlaceBy::kRegister:
      return static_cast<int>(ScopeKind::kRegister);
    case PlaceBy::kResidence:
      return static_cast<int>(ScopeKind::kResidence);
    default:
      return static_cast<int>(ScopeKind::kBoth);
  }
}

absl::StatusOr<mysql::Rows> ReadRange(mysql::Transaction& tx, const PersonQuery& query,
                                      const Area& area, const DivisionRange& range,
                                      const ListKey& after, int limit) {
  const bool inside = after.number >= range.first;
  const int64_t start = inside ? after.number : range.first;
  const mysql::Value wanted = OptNumber(query.primary_class);
  const std::optional<std::string> name =
      query.name ? std::optional(query.name->value()) : std::nullopt;
  mysql::Values values = {query.moment.as_of, query.moment.known_at};
  if (name) {
    values.push_back(name);
  } else if (query.household) {
    values.push_back(query.household);
  }
  const mysql::Values tail = {start,
                              inside ? after.id : Ulid(),
                              start,
                              range.last,
                              KindMask(area.by),
                              wanted,
                              wanted,
                              name,
                              name,
                              query.household,
                              query.household,
                              limit};
  values.insert(values.end(), tail.begin(), tail.end());
  return tx.Query(name ? NameSql() : query.household ? HouseholdSql() : WalkSql(), values);
}

// Adds the rows of one range until the page is full; one more than the page tells that there are
// more.
absl::Status AddRange(mysql::Transaction& tx, const PersonQuery& query, const Area& area,
                      const DivisionRange& range, Listed<PersonView>& page) {
  ListKey after = std::max(query.after, page.last);
  while (!page.more) {
    const int limit = query.size + 1;
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            ReadRange(tx, query, area, range, after, limit));
    for (const mysql::Row& row : rows) {
      after = {.number = row.Int(0), .id = row.Id(2)};
      if (area.ShowsElsewhere(row.Int(0), row.Int(1))) continue;
      page.more = static_cast<int>(page.rows.size()) == query.size;
      if (page.more) return absl::OkStatus();
      page.rows.push_back(ReadView(row, 2));
      page.last = after;
    }
    if (static_cast<int>(rows.size()) < limit) return absl::OkStatus();
  }
  return absl::OkStatus();
}

bool Matches(const PersonQuery& query, const PersonView& view) {
  return (!query.primary_class || view.primary_class == *query.primary_class) &&
         (!query.name || view.identity.name == *query.name) &&
         (!query.household || (view.membership && view.membership->household == *query.household));
}

bool IsIn(const Area& area, const Home& home) {
  return (area.by != PlaceBy::kResidence && area.Covers(home.registered.number())) ||
         (area.by != PlaceBy::kRegister && area.Covers(home.residence.number()));
}

// The persons that a scope names one by one, as far as no division has shown them.
absl::Status AddSingles(mysql::Transaction& tx, const Scope& scope, const PersonQuery& query,
                        const Area& area, Listed<PersonView>& page) {
  const Area asked = AreaOf(*Scope::Of({{0, kAfterDivisions - 1}}), query.asked, query.by);
  for (const Ulid& id : scope.persons()) {
    const ListKey key = {.number = kAfterDivisions, .id = id};
    if (key <= query.after || page.more) continue;
    const absl::StatusOr<PersonView> view = GetPerson(tx, id, scope, query.moment);
    if (absl::IsNotFound(view.status())) continue;
    if (!view.ok()) return view.status();
    if (IsIn(area, view->home) || !IsIn(asked, view->home) || !Matches(query, *view)) continue;
    page.more = static_cast<int>(page.rows.size()) == query.size;
    if (page.more) break;
    page.rows.push_back(*view);
    page.last = key;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PersonView> GetPerson(mysql::Transaction& tx, const Ulid& id, const Scope& scope,
                                     const Moment& moment) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(GetSql(), {moment.as_of, moment.known_at, id}));
  if (!row) return NotFound(id);
  PersonView view = ReadView(*row, 0);
  if (!scope.CoversPerson(id) && !IsIn(AreaOf(scope), view.home)) return NotFound(id);
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows skills,
      tx.Query(kSkills, {id, moment.as_of, moment.as_of, moment.known_at, moment.known_at}));
  for (const mysql::Row& skill : skills) view.skills.push_back(ReadSkill(skill, 0));
  return view;
}

absl::StatusOr<Listed<PersonView>> ListPersons(mysql::Transaction& tx, const Scope& scope,
                                               const PersonQuery& query) {
  const Area area = AreaOf(scope, query.asked, query.by);
  Listed<PersonView> page;
  for (const DivisionRange& range : area.ranges) {
    if (range.last < query.after.number || page.more) continue;
    LADDER_RETURN_IF_ERROR(AddRange(tx, query, area, range, page));
  }
  LADDER_RETURN_IF_ERROR(AddSingles(tx, scope, query, area, page));
  return page;
}

absl::StatusOr<int64_t> CountPersons(mysql::Transaction& tx, const Scope& scope,
                                     const PersonQuery& query) {
  const Area area = AreaOf(scope, query.asked, query.by);
  const Moment& moment = query.moment;
  int64_t people = 0;
  for (const DivisionRange& range : area.ranges) {
    LADDER_ASSIGN_OR_RETURN(
        const mysql::Rows rows,
        tx.Query(kCount, {range.first, range.last, KindMask(area.by), moment.as_of, moment.as_of,
                          moment.known_at, moment.known_at}));
    for (const mysql::Row& row : rows) {
      if (!area.ShowsElsewhere(row.Int(0), row.Int(1))) people += row.Int(2);
    }
  }
  PersonQuery singles = {.asked = query.asked, .by = query.by, .moment = moment, .size = 1000};
  Listed<PersonView> page;
  LADDER_RETURN_IF_ERROR(AddSingles(tx, scope, singles, area, page));
  return people + static_cast<int64_t>(page.rows.size());
}

}  // namespace ladder::registry
