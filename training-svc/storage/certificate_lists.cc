// Pages of certificates (certificates.h).
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "training-svc/storage/certificate_rows.h"
#include "training-svc/storage/certificates.h"
#include "training-svc/storage/enrolment_rows.h"
#include "training-svc/storage/person_profiles.h"

namespace ladder::training {
namespace {

// Single persons of a scope come after every division.
constexpr int64_t kAfterDivisions = 1'000'000'000'000;

const std::string& OfClassSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", kCertificateColumns,
                   "FROM certificate f WHERE f.class_id = ? AND f.id > ? ORDER BY f.id LIMIT ?"));
  return sql;
}

const std::string& OfPersonSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", kCertificateColumns,
                   "FROM certificate f WHERE f.person_id = ? AND f.id > ? ORDER BY f.id LIMIT ?"));
  return sql;
}

const std::string& OfNumberSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", kCertificateColumns, "FROM certificate f WHERE f.number = ?"));
  return sql;
}

const std::string& WalkSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT STRAIGHT_JOIN s.division, p.register_div, p.residence_div, ", kCertificateColumns,
      "FROM person_scope s JOIN person_profile p ON p.person_id = s.person_id "
      "JOIN certificate f ON f.person_id = s.person_id "
      "WHERE s.division >= ? AND s.division <= ? AND (s.division > ? OR s.person_id > ? OR "
      "(s.person_id = ? AND f.id > ?)) ORDER BY s.division, s.person_id, f.id LIMIT ?"));
  return sql;
}

bool Matches(const CertificateQuery& query, const IssuedCertificate& row) {
  return (!query.person || row.person == *query.person) &&
         (!query.class_id || row.training_class == *query.class_id) &&
         (!query.number || row.number.ToString() == *query.number) &&
         (!query.state || row.state == *query.state);
}

// Adds a row that the filters show, or says that there are more.
void Add(const CertificateQuery& query, const ListKey& key, IssuedCertificate row,
         Listed<IssuedCertificate>& page) {
  if (page.more || !Matches(query, row)) return;
  page.more = static_cast<int>(page.rows.size()) == query.size;
  if (page.more) return;
  page.rows.push_back(std::move(row));
  page.last = key;
}

absl::Status AddRange(mysql::Transaction& tx, const Scope& scope, const CertificateQuery& query,
                      const DivisionRange& range, Listed<IssuedCertificate>& page) {
  ListKey after = std::max(query.after, page.last);
  const int limit = query.size + 1;
  while (!page.more) {
    if (after.number < range.first) after = {.number = range.first};
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx.Query(WalkSql(), {after.number, range.last, after.number, after.id,
                                                 after.id, after.item, limit}));
    for (const mysql::Row& row : rows) {
      IssuedCertificate certificate = ReadCertificate(row, 3);
      after = {.number = row.Int(0), .id = certificate.person, .item = certificate.root.id};
      const WalkRow walked = {
          .key = after, .register_div = row.Int(1), .residence_div = row.Int(2)};
      if (IsShownAt(scope, walked)) Add(query, after, std::move(certificate), page);
    }
    if (static_cast<int>(rows.size()) < limit) break;
  }
  return absl::OkStatus();
}

// The few of one person, whole; the key of each row is in `division`.
absl::Status AddPerson(mysql::Transaction& tx, const CertificateQuery& query, const Ulid& person,
                       int64_t division, Listed<IssuedCertificate>& page) {
  constexpr int kOfPersonMax = 1000;
  const bool goes_on = query.after.number == division && query.after.id == person;
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(OfPersonSql(), {person, goes_on ? query.after.item : Ulid(), kOfPersonMax}));
  for (const mysql::Row& row : rows) {
    IssuedCertificate certificate = ReadCertificate(row);
    const ListKey key = {.number = division, .id = person, .item = certificate.root.id};
    Add(query, key, std::move(certificate), page);
  }
  return absl::OkStatus();
}

absl::Status AddNumber(mysql::Transaction& tx, const Scope& scope, const CertificateQuery& query,
                       Listed<IssuedCertificate>& page) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(OfNumberSql(), {query.number}));
  for (const mysql::Row& row : rows) {
    IssuedCertificate certificate = ReadCertificate(row);
    const absl::Status seen = CheckPersonSeen(tx, certificate.person, scope);
    if (absl::IsNotFound(seen)) continue;
    LADDER_RETURN_IF_ERROR(seen);
    const Ulid id = certificate.root.id;
    Add(query, {.id = id}, std::move(certificate), page);
  }
  return absl::OkStatus();
}

absl::Status AddClass(mysql::Transaction& tx, const CertificateQuery& query,
                      Listed<IssuedCertificate>& page) {
  constexpr int kBatch = 500;
  Ulid after = query.after.id;
  while (!page.more) {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx.Query(OfClassSql(), {query.class_id, after, kBatch}));
    for (const mysql::Row& row : rows) {
      IssuedCertificate certificate = ReadCertificate(row);
      after = certificate.root.id;
      Add(query, {.id = after}, std::move(certificate), page);
    }
    if (static_cast<int>(rows.size()) < kBatch) break;
  }
  return absl::OkStatus();
}

absl::Status AddWalk(mysql::Transaction& tx, const Scope& scope, const CertificateQuery& query,
                     Listed<IssuedCertificate>& page) {
  for (const DivisionRange& range : scope.ranges()) {
    if (range.last < query.after.number || page.more) continue;
    LADDER_RETURN_IF_ERROR(AddRange(tx, scope, query, range, page));
  }
  for (const Ulid& person : scope.persons()) {
    if (page.more) break;
    if (query.after.number == kAfterDivisions && person < query.after.id) continue;
    LADDER_ASSIGN_OR_RETURN(const bool shown, IsInDivisions(tx, person, scope));
    if (!shown) LADDER_RETURN_IF_ERROR(AddPerson(tx, query, person, kAfterDivisions, page));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Listed<IssuedCertificate>> ListCertificates(mysql::Transaction& tx,
                                                           const Scope& scope,
                                                           const CertificateQuery& query) {
  Listed<IssuedCertificate> page;
  if (query.number) {
    LADDER_RETURN_IF_ERROR(AddNumber(tx, scope, query, page));
  } else if (query.class_id) {
    LADDER_RETURN_IF_ERROR(AddClass(tx, query, page));
  } else if (query.person) {
    const absl::Status seen = CheckPersonSeen(tx, *query.person, scope);
    if (absl::IsNotFound(seen)) return page;
    LADDER_RETURN_IF_ERROR(seen);
    LADDER_RETURN_IF_ERROR(AddPerson(tx, query, *query.person, 0, page));
  } else {
    LADDER_RETURN_IF_ERROR(AddWalk(tx, scope, query, page));
  }
  return page;
}

}  // namespace ladder::training
