// Issues the certificates of a class while it is locked.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "training-svc/domain/certificate.h"
#include "training-svc/rpc/seating.h"

namespace ladder::training {

// One for everybody who completed the class, in the order of enrolments; the class becomes
// CERTIFIED. CLASS_STATE, CERTIFICATE_SERIES_FULL.
absl::StatusOr<std::vector<IssuedCertificate>> IssueAll(Seating& seating);

}  // namespace ladder::training
