// SM3 (GB/T 32905), the digest of facts that are kept and signed.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace ladder::seal {

// 32 bytes.
std::string Sm3(absl::string_view bytes);
// 64 lower-case hexadecimal digits.
std::string Sm3Hex(absl::string_view bytes);

}  // namespace ladder::seal
