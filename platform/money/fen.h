// Money inside the suite: whole fen, the hundredth of a yuan. No floating point anywhere
// (docs/domain.md 4.1 G1).
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder {

class Fen {
 public:
  constexpr Fen() = default;
  constexpr explicit Fen(int64_t value) : value_(value) {}
  static constexpr Fen Yuan(int64_t yuan) { return Fen(yuan * 100); }
  // "1380.00", "-600.00", "5": at most two decimals. MONEY_INVALID otherwise.
  static absl::StatusOr<Fen> ParseYuan(absl::string_view text);

  constexpr int64_t value() const { return value_; }
  // "1380.00"
  std::string ToYuan() const;

  friend constexpr Fen operator+(Fen a, Fen b) { return Fen(a.value_ + b.value_); }
  friend constexpr Fen operator-(Fen a, Fen b) { return Fen(a.value_ - b.value_); }
  friend constexpr Fen operator-(Fen a) { return Fen(-a.value_); }
  friend constexpr Fen operator*(Fen a, int64_t n) { return Fen(a.value_ * n); }
  constexpr Fen& operator+=(Fen other) {
    value_ += other.value_;
    return *this;
  }
  constexpr Fen& operator-=(Fen other) {
    value_ -= other.value_;
    return *this;
  }
  friend constexpr auto operator<=>(Fen, Fen) = default;

 private:
  int64_t value_ = 0;
};

// amount x numerator / denominator, rounded half up (away from zero for negative amounts), exact in
// 128 bits. denominator > 0. A result outside int64 ends the process: amounts are bounded long
// before.
Fen MulDivHalfUp(Fen amount, int64_t numerator, int64_t denominator);

}  // namespace ladder
