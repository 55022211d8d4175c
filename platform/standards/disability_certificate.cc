#include "platform/standards/disability_certificate.h"

#include <optional>

#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

bool IsBetween(char c, char first, char last) { return c >= first && c <= last; }

// The tests that follow the citizen id's.
std::optional<Reason> EndingFault(absl::string_view canonical) {
  if (!IsBetween(canonical[18], '1', '7')) return Reason::kDisCategory;
  if (!IsBetween(canonical[19], '1', '4')) return Reason::kDisGrade;
  if (canonical.size() == 22 && (canonical[20] != 'B' || !IsBetween(canonical[21], '1', '9'))) {
    return Reason::kDisSuffix;
  }
  return std::nullopt;
}

bool HasCertificateLength(absl::string_view canonical) {
  return canonical.size() == 20 || canonical.size() == 22;
}

std::optional<Reason> CertificateFault(absl::string_view canonical, const CitizenIdRules& rules) {
  if (!HasCertificateLength(canonical)) return Reason::kDisLength;
  if (const std::optional<Reason> fault = CitizenIdFault(canonical.substr(0, 18), rules))
    return fault;
  return EndingFault(canonical);
}

}  // namespace

DisabilityCertificate DisabilityCertificate::FromStored(absl::string_view canonical) {
  LADDER_INVARIANT(HasCertificateLength(canonical) && !EndingFault(canonical));
  return DisabilityCertificate(canonical);
}

absl::StatusOr<DisabilityCertificate> ParseDisabilityCertificate(absl::string_view written,
                                                                 const CitizenIdRules& rules,
                                                                 absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = CertificateFault(code.text(), rules))
    return RefuseField(*fault, field);
  return DisabilityCertificate(code.text());
}

}  // namespace ladder
