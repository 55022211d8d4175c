// Pages of enrolments (enrolments.h).
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "training-svc/storage/enrolment_rows.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/person_profiles.h"

namespace ladder::training {
namespace {

// Single persons of a scope come after every division.
constexpr int64_t kAfterDivisions = 1'000'000'000'000;

const std::string& OfClassSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", kEnrolmentColumns,
      "FROM enrolment e WHERE e.class_id = ? AND e.id > ? AND (? IS NULL OR e.state = ?) "
      "AND (? IS NULL OR e.person_id = ?) ORDER BY e.id LIMIT ?"));
  return sql;
}

const std::string& OfPersonSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", kEnrolmentColumns,
      "FROM enrolment e WHERE e.person_id = ? AND e.id > ? AND (? IS NULL OR e.state = ?) "
      "ORDER BY e.id LIMIT ?"));
  return sql;
}

const std::string& WalkSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT STRAIGHT_JOIN s.division, p.register_div, p.residence_div, ", kEnrolmentColumns,
      "FROM person_scope s JOIN person_profile p ON p.person_id = s.person_id "
      "JOIN enrolment e ON e.person_id = s.person_id "
      "WHERE s.division >= ? AND s.division <= ? AND (s.division > ? OR s.person_id > ? OR "
      "(s.person_id = ? AND e.id > ?)) AND (? IS NULL OR e.state = ?) "
      "ORDER BY s.division, s.person_id, e.id LIMIT ?"));
  return sql;
}

mysql::Value StateOf(const EnrolmentQuery& query) {
  return query.state ? mysql::Value(static_cast<int>(*query.state)) : mysql::Value(std::nullopt);
}

// Adds a row, or says that there are more.
void Add(const EnrolmentQuery& query, const ListKey& key, Enrolment enrolment,
         Listed<Enrolment>& page) {
  page.more = static_cast<int>(page.rows.size()) == query.size;
  if (page.more) return;
  page.rows.push_back(std::move(enrolment));
  page.last = key;
}

absl::Status AddRange(mysql::Transaction& tx, const Scope& scope, const EnrolmentQuery& query,
                      const DivisionRange& range, Listed<Enrolment>& page) {
  ListKey after = std::max(query.after, page.last);
  const int limit = query.size + 1;
  while (!page.more) {
    if (after.number < range.first) after = {.number = range.first};
    LADDER_ASSIGN_OR_RETURN(
        const mysql::Rows rows,
        tx.Query(WalkSql(), {after.number, range.last, after.number, after.id, after.id, after.item,
                             StateOf(query), StateOf(query), limit}));
    for (const mysql::Row& row : rows) {
      Enrolment enrolment = ReadEnrolment(row, 3);
      after = {.number = row.Int(0), .id = enrolment.person, .item = enrolment.root.id};
      const WalkRow walked = {
          .key = after, .register_div = row.Int(1), .residence_div = row.Int(2)};
      if (IsShownAt(scope, walked)) Add(query, after, std::move(enrolment), page);
      if (page.more) break;
    }
    if (static_cast<int>(rows.size()) < limit) break;
  }
  return absl::OkStatus();
}

// One person's, after the item of `after`; the key of each row is in `division`.
absl::Status AddPerson(mysql::Transaction& tx, const EnrolmentQuery& query, const Ulid& person,
                       int64_t division, Listed<Enrolment>& page) {
  const bool goes_on = query.after.number == division && query.after.id == person;
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(OfPersonSql(), {person, goes_on ? query.after.item : Ulid(), StateOf(query),
                               StateOf(query), query.size + 1}));
  for (const mysql::Row& row : rows) {
    Enrolment enrolment = ReadEnrolment(row);
    const ListKey key = {.number = division, .id = person, .item = enrolment.root.id};
    if (!page.more) Add(query, key, std::move(enrolment), page);
  }
  return absl::OkStatus();
}

absl::Status AddSingles(mysql::Transaction& tx, const Scope& scope, const EnrolmentQuery& query,
                        Listed<Enrolment>& page) {
  for (const Ulid& person : scope.persons()) {
    const ListKey first = {.number = kAfterDivisions, .id = person};
    if (page.more) break;
    if (query.after.number == kAfterDivisions && first.id < query.after.id) continue;
    LADDER_ASSIGN_OR_RETURN(const bool shown, IsInDivisions(tx, person, scope));
    if (!shown) LADDER_RETURN_IF_ERROR(AddPerson(tx, query, person, kAfterDivisions, page));
  }
  return absl::OkStatus();
}

absl::Status AddClass(mysql::Transaction& tx, const EnrolmentQuery& query,
                      Listed<Enrolment>& page) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(OfClassSql(), {*query.class_id, query.after.id, StateOf(query), StateOf(query),
                              query.person, query.person, query.size + 1}));
  for (const mysql::Row& row : rows) {
    Enrolment enrolment = ReadEnrolment(row);
    const Ulid id = enrolment.root.id;
    Add(query, {.id = id}, std::move(enrolment), page);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Listed<Enrolment>> ListEnrolments(mysql::Transaction& tx, const Scope& scope,
                                                 const EnrolmentQuery& query) {
  Listed<Enrolment> page;
  if (query.class_id) {
    LADDER_RETURN_IF_ERROR(AddClass(tx, query, page));
    return page;
  }
  if (query.person) {
    if (const absl::Status seen = CheckPersonSeen(tx, *query.person, scope); !seen.ok()) {
      return absl::IsNotFound(seen) ? absl::StatusOr<Listed<Enrolment>>(page) : seen;
    }
    LADDER_RETURN_IF_ERROR(AddPerson(tx, query, *query.person, 0, page));
    return page;
  }
  for (const DivisionRange& range : scope.ranges()) {
    if (range.last < query.after.number || page.more) continue;
    LADDER_RETURN_IF_ERROR(AddRange(tx, scope, query, range, page));
  }
  LADDER_RETURN_IF_ERROR(AddSingles(tx, scope, query, page));
  return page;
}

}  // namespace ladder::training
