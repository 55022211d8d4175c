// Administrative divisions by their 12-digit statistical codes: 2 digits province, 2 prefecture, 2
// county, 3 township, 3 village (docs/domain.md 2.1). The first six are GB/T 2260's.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder {

enum class DivisionLevel : int {
  kProvince = 1,
  kPrefecture = 2,
  kCounty = 3,
  kTownship = 4,
  kVillage = 5,
};

class DivisionCode {
 public:
  // Code of no division.
  constexpr DivisionCode() = default;
  // As the database holds it: 12 digits, the trailing groups zero above a village. Other numbers
  // end the process.
  static DivisionCode FromNumber(int64_t number);

  constexpr int64_t number() const { return number_; }
  // The level of the last group that is not zero. A city without counties, such as 441900000000, is
  // a prefecture here.
  DivisionLevel level() const;
  // The six digits of its county, for a county and what lies below.
  int32_t county() const { return static_cast<int32_t>(number_ / 1'000'000); }
  // The division of `level` in which this one lies; itself when it is of that level or above.
  DivisionCode Above(DivisionLevel level) const;
  // The next division upwards that has a code of its own; the empty code above a province.
  DivisionCode Parent() const;
  // The largest code below this one: its subtree is every code from number() to last_number().
  int64_t last_number() const;
  bool Contains(DivisionCode other) const {
    return other.number_ >= number_ && other.number_ <= last_number();
  }
  std::string ToString() const;
  bool WrittenAs(absl::string_view written) const { return written == ToString(); }

  friend constexpr auto operator<=>(DivisionCode, DivisionCode) = default;
  template <typename H>
  friend H AbslHashValue(H h, DivisionCode code) {
    return H::combine(std::move(h), code.number_);
  }

 private:
  explicit constexpr DivisionCode(int64_t number) : number_(number) {}
  friend class DivisionTable;

  int64_t number_ = 0;
};

// Twelve digits of any division, known or not. Refuses about `field`, in this order: DIV_LENGTH,
// DIV_CHARSET, and DIV_UNKNOWN for a code that starts with 0.
absl::StatusOr<DivisionCode> ParseDivisionCode(absl::string_view written,
                                               absl::string_view field = "division");

}  // namespace ladder
