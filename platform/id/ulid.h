// Ids: 128 bits, time-ordered, printed as 26 Crockford base-32 characters (ULID). Stored as
// BINARY(16).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ladder {

class Ulid {
 public:
  // All zero: before every id that was ever made.
  constexpr Ulid() = default;

  // `random` fills the low 80 bits; its first six bytes are overwritten by `time_ms`.
  static Ulid FromParts(int64_t time_ms, const std::array<uint8_t, 10>& random);
  // A new id of this instant with random bits from the operating system.
  static Ulid New(absl::Time now);
  // A new id whose time is the later of `now` and one millisecond after `last`: ids of one root
  // grow (docs/architecture.md 9.1).
  static Ulid After(const Ulid& last, absl::Time now);
  // Accepts 26 characters in either case; I, L, O, U are refused. nullopt semantics:
  // INVALID_ARGUMENT without a field.
  static absl::StatusOr<Ulid> Parse(absl::string_view text);
  // Exactly 16 bytes, as the database stores them. Other lengths are a defect of the caller and end
  // the process.
  static Ulid FromBytes(absl::string_view bytes);

  std::string ToString() const;
  std::string ToBytes() const;
  int64_t time_ms() const;
  bool is_zero() const { return *this == Ulid(); }

  friend auto operator<=>(const Ulid&, const Ulid&) = default;
  friend bool operator==(const Ulid&, const Ulid&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Ulid& id) {
    return H::combine(std::move(h), id.bytes_);
  }

 private:
  std::array<uint8_t, 16> bytes_ = {};
};

}  // namespace ladder
