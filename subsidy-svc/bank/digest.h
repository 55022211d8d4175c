// SM3 (GB/T 32905) of files that are signed and of facts that are kept.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "subsidy-svc/domain/facts.h"

namespace ladder::subsidy {

// 32 bytes.
std::string Sm3(absl::string_view bytes);
// 64 lower-case hexadecimal digits.
std::string Sm3Hex(absl::string_view bytes);

// The digest of a claim's facts: of their canonical form (docs/domain.md 4.1 G11).
std::string FactsDigest(const FactMap& facts);

}  // namespace ladder::subsidy
