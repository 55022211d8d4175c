// A short code of ASCII characters held in place: what the number types of this folder are made of.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/string_view.h"
#include "platform/status/status.h"

namespace ladder {

// Up to `kSizeMax` characters, copied without allocating. Equal, ordered and hashed by its
// characters.
template <size_t kSizeMax>
class ShortCode {
 public:
  ShortCode() = default;
  // A longer text is a defect of the caller and ends the process.
  explicit ShortCode(absl::string_view text) : size_(static_cast<uint8_t>(text.size())) {
    LADDER_INVARIANT(text.size() <= kSizeMax);
    std::copy(text.begin(), text.end(), chars_.begin());
  }

  absl::string_view view() const { return {chars_.data(), size_}; }

  // Whether `text` is this code. The first test lets the compiler see that no comparison leaves the
  // array.
  bool Is(absl::string_view text) const { return text.size() <= kSizeMax && text == view(); }

  friend bool operator==(const ShortCode&, const ShortCode&) = default;
  friend auto operator<=>(const ShortCode&, const ShortCode&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const ShortCode& code) {
    return H::combine(std::move(h), code.view());
  }

 private:
  static_assert(kSizeMax < 256);
  std::array<char, kSizeMax> chars_ = {};
  uint8_t size_ = 0;
};

// Value of a decimal digit, or -1.
constexpr int DigitValue(char c) { return c >= '0' && c <= '9' ? c - '0' : -1; }

constexpr bool AllDigits(absl::string_view text) {
  for (const char c : text) {
    if (DigitValue(c) < 0) return false;
  }
  return true;
}

// The number that `digits` spells; only for texts that AllDigits of at most 18 characters holds
// for.
constexpr int64_t DigitsValue(absl::string_view digits) {
  int64_t value = 0;
  for (const char c : digits) value = value * 10 + DigitValue(c);
  return value;
}

}  // namespace ladder
