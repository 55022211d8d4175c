#include "training-svc/storage/certificates.h"

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "training-svc/storage/certificate_rows.h"

namespace ladder::training {
namespace {

constexpr char kTake[] =
    "INSERT INTO certificate_series (county, year, last_serial) VALUES (?, ?, ?) "
    "ON DUPLICATE KEY UPDATE last_serial = last_serial + VALUES(last_serial)";
constexpr char kTaken[] =
    "SELECT last_serial FROM certificate_series WHERE county = ? AND year = ?";
constexpr char kInsert[] =
    "INSERT INTO certificate (id, version, last_event, class_id, enrolment_id, person_id, number, "
    "verify_code, kind, occupation, issuer_uscc, issued_on, state, revoke_reason, revoked_on) "
    "VALUES ";
constexpr char kUpdate[] =
    "UPDATE certificate SET version = ?, last_event = ?, state = ?, revoke_reason = ?, "
    "revoked_on = ? WHERE id = ? AND version = ?";
constexpr char kOfEnrolment[] = "SELECT id FROM certificate WHERE enrolment_id = ?";

const std::string& GetSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", kCertificateColumns,
                   ", c.site_division, p.register_div, p.residence_div FROM certificate f "
                   "JOIN training_class c ON c.id = f.class_id "
                   "LEFT JOIN person_profile p ON p.person_id = f.person_id WHERE f.id = ?"));
  return sql;
}

const std::string& LockSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", kCertificateColumns, "FROM certificate f WHERE f.id = ? FOR UPDATE"));
  return sql;
}

const std::string& PaperSql() {
  static const auto& sql =
      *new std::string(absl::StrCat("SELECT ", kCertificateColumns,
                                    "FROM certificate f WHERE f.number = ? AND f.verify_code = ?"));
  return sql;
}

const std::string& SnapshotSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", kCertificateColumns,
      "FROM certificate f WHERE f.id > ? AND CRC32(f.id) MOD 64 = ? ORDER BY f.id LIMIT ?"));
  return sql;
}

absl::Status NotFound(const Ulid& id) {
  return Refuse(ladder::Reason::kNotFound, {{"name", "certificates/" + id.ToString()}});
}

}  // namespace

IssuedCertificate ReadCertificate(const mysql::Row& row, size_t first) {
  const size_t c = first;
  const absl::StatusOr<CertificateNumber> number = CertificateNumber::Parse(row.Text(c + 6));
  LADDER_INVARIANT(number.ok());
  return {.root = {.id = row.Id(c), .version = row.Int(c + 1), .last_event = row.Id(c + 2)},
          .training_class = row.Id(c + 3),
          .enrolment = row.Id(c + 4),
          .person = row.Id(c + 5),
          .number = *number,
          .verify_code = row.Text(c + 7),
          .kind = static_cast<Certificate>(row.Int(c + 8)),
          .occupation = row.Text(c + 9),
          .issuer_uscc = row.Text(c + 10),
          .issued_on = row.Day(c + 11),
          .state = static_cast<CertificateState>(row.Int(c + 12)),
          .revoke_reason = row.Text(c + 13),
          .revoked_on = row.OptDay(c + 14)};
}

absl::StatusOr<int> TakeSerials(mysql::Transaction& tx, int32_t county, int year, int count) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kTake, {county, year, count}).status());
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kTaken, {county, year}));
  return static_cast<int>(row->Int(0)) - count + 1;
}

absl::Status InsertCertificates(mysql::Transaction& tx,
                                absl::Span<const IssuedCertificate> certificates) {
  std::vector<mysql::Values> rows;
  for (const IssuedCertificate& certificate : certificates) {
    rows.push_back(
        {certificate.root.id, certificate.root.version, certificate.root.last_event,
         certificate.training_class, certificate.enrolment, certificate.person,
         certificate.number.ToString(), certificate.verify_code, static_cast<int>(certificate.kind),
         certificate.occupation, certificate.issuer_uscc, certificate.issued_on,
         static_cast<int>(certificate.state), certificate.revoke_reason, certificate.revoked_on});
  }
  return tx.InsertMany(kInsert, rows).status();
}

absl::Status SaveCertificate(mysql::Transaction& tx, int64_t before,
                             const IssuedCertificate& certificate) {
  LADDER_ASSIGN_OR_RETURN(
      const int64_t saved,
      tx.Execute(kUpdate, {certificate.root.version, certificate.root.last_event,
                           static_cast<int>(certificate.state), certificate.revoke_reason,
                           certificate.revoked_on, certificate.root.id, before}));
  return saved == 1 ? absl::OkStatus() : Refuse(ladder::Reason::kEtagMismatch);
}

absl::StatusOr<IssuedCertificate> GetCertificate(mysql::Transaction& tx, const Ulid& id,
                                                 const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(GetSql(), {id}));
  if (!row) return NotFound(id);
  const IssuedCertificate certificate = ReadCertificate(*row);
  bool seen = scope.CoversPerson(certificate.person);
  for (size_t i = 0; i < 3; ++i) {
    const std::optional<int64_t> division = row->OptInt(kCertificateColumnCount + i);
    seen = seen || (division && scope.Covers(*division));
  }
  if (!seen) return NotFound(id);
  return certificate;
}

absl::StatusOr<IssuedCertificate> LockCertificate(mysql::Transaction& tx, const Ulid& id,
                                                  const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(LockSql(), {id}));
  if (!row) return NotFound(id);
  return GetCertificate(tx, id, scope);
}

absl::StatusOr<std::optional<Ulid>> CertificateOf(mysql::Transaction& tx, const Ulid& enrolment) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kOfEnrolment, {enrolment}));
  return row ? std::optional<Ulid>(row->Id(0)) : std::nullopt;
}

absl::StatusOr<IssuedCertificate> FindPaper(mysql::Transaction& tx, const CertificateNumber& number,
                                            const std::string& verify_code) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(PaperSql(), {number.ToString(), verify_code}));
  if (!row) return Refuse(ladder::Reason::kNotFound, {{"name", number.ToString()}});
  return ReadCertificate(*row);
}

absl::StatusOr<std::vector<IssuedCertificate>> SnapshotCertificates(mysql::Transaction& tx,
                                                                    int partition,
                                                                    const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(SnapshotSql(), {after, partition, limit}));
  std::vector<IssuedCertificate> certificates;
  for (const mysql::Row& row : rows) certificates.push_back(ReadCertificate(row));
  return certificates;
}

}  // namespace ladder::training
