// Certificates: roots of their own. They are issued under their class's lock, and numbered under
// that of their series.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "training-svc/domain/certificate.h"

namespace ladder::training {

// Takes `count` serials of the county's year, whose row stays locked; returns the first. They may
// be past the largest.
absl::StatusOr<int> TakeSerials(mysql::Transaction& tx, int32_t county, int year, int count);

absl::Status InsertCertificates(mysql::Transaction& tx,
                                absl::Span<const IssuedCertificate> certificates);
// Emit first. ETAG_MISMATCH when the row is not of version `before`.
absl::Status SaveCertificate(mysql::Transaction& tx, int64_t before,
                             const IssuedCertificate& certificate);

// NOT_FOUND when there is none, or when neither the class's site nor the person's divisions are in
// `scope`.
absl::StatusOr<IssuedCertificate> GetCertificate(mysql::Transaction& tx, const Ulid& id,
                                                 const Scope& scope);
// The same, locked.
absl::StatusOr<IssuedCertificate> LockCertificate(mysql::Transaction& tx, const Ulid& id,
                                                  const Scope& scope);
// The certificate of an enrolment, which the caller sees; nothing when there is none.
absl::StatusOr<std::optional<Ulid>> CertificateOf(mysql::Transaction& tx, const Ulid& enrolment);
// What a paper's number and code belong to, for anybody who holds the paper. NOT_FOUND.
absl::StatusOr<IssuedCertificate> FindPaper(mysql::Transaction& tx, const CertificateNumber& number,
                                            const std::string& verify_code);

struct CertificateQuery {
  std::optional<Ulid> person = {};
  std::optional<Ulid> class_id = {};  // its scope is checked with the class
  std::optional<std::string> number = {};
  std::optional<CertificateState> state = {};
  ListKey after = {};
  int size = 50;
};

// A page: of a number, class or person in the order of ids, else in (division, person, id) order
// over the persons of `scope`.
absl::StatusOr<Listed<IssuedCertificate>> ListCertificates(mysql::Transaction& tx,
                                                           const Scope& scope,
                                                           const CertificateQuery& query);

// Those of a partition of the feed, for readers that start anew.
absl::StatusOr<std::vector<IssuedCertificate>> SnapshotCertificates(mysql::Transaction& tx,
                                                                    int partition,
                                                                    const Ulid& after, int limit);

}  // namespace ladder::training
