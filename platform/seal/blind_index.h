// Blind indexes: what a sensitive value is looked up by when the value itself is sealed
// (docs/architecture.md 5, 9.7).
#pragma once

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace ladder::seal {

using BlindIndexBytes = std::array<uint8_t, 16>;

// The first 16 bytes of HMAC-SM3 of `canonical` (docs/domain.md 2.3 I1). Equal values give equal
// bytes under one key; without the key the bytes say nothing.
BlindIndexBytes BlindIndex(absl::string_view key, absl::string_view canonical);

}  // namespace ladder::seal
