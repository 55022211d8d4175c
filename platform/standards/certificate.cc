#include "platform/standards/certificate.h"

#include <array>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

constexpr std::array<absl::string_view, 8> kNames = {"COMPLETION", "SPECIAL", "SYB", "L5",
                                                     "L4",         "L3",      "L2",  "L1"};

}  // namespace

std::optional<int> RankOf(Certificate certificate) {
  if (certificate < Certificate::kLevel5) return std::nullopt;
  return static_cast<int>(certificate) - static_cast<int>(Certificate::kLevel5) + 1;
}

absl::string_view NameOf(Certificate certificate) {
  return kNames[static_cast<size_t>(certificate) - 1];
}

absl::StatusOr<Certificate> ParseCertificate(absl::string_view name, absl::string_view field) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Certificate>(i + 1);
  }
  return RefuseField(Reason::kFieldEnum, field);
}

}  // namespace ladder
