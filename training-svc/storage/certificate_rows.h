// The row of a certificate between SQL and the domain.
#pragma once

#include "platform/mysql/database.h"
#include "training-svc/domain/certificate.h"

namespace ladder::training {

// The columns of certificate f in the order of ReadCertificate.
inline constexpr char kCertificateColumns[] =
    "f.id, f.version, f.last_event, f.class_id, f.enrolment_id, f.person_id, f.number, "
    "f.verify_code, f.kind, f.occupation, f.issuer_uscc, f.issued_on, f.state, f.revoke_reason, "
    "f.revoked_on ";
inline constexpr size_t kCertificateColumnCount = 15;
IssuedCertificate ReadCertificate(const mysql::Row& row, size_t first = 0);

}  // namespace ladder::training
