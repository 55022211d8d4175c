// SM3 and SM4 of the national cryptography standards as OpenSSL computes them, in lower-case hex.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::verify {

// GB/T 32905-2016.
std::string Sm3Hex(absl::string_view text);

// GB/T 32907-2016 in ECB mode without padding. INVALID_ARGUMENT unless the key is 16 bytes of hex
// and the plaintext one or more whole blocks of 16.
absl::StatusOr<std::string> Sm4EcbHex(absl::string_view key_hex, absl::string_view plain_hex);

}  // namespace ladder::verify
