// Occupations of the national classification: "6-02-01-03" is major, sub-major, minor group and
// occupation (docs/domain.md 2.1). A shorter code such as "6-02" names a group and is used as a
// filter or a wish.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::matching {

class Occupation {
 public:
  static constexpr int kLevels = 4;

  Occupation() = default;
  // One to four levels. OCCUPATION_INVALID about `field` for another form, OK and empty for "".
  static absl::StatusOr<Occupation> Parse(absl::string_view text, absl::string_view field);

  std::string ToString() const;
  int levels() const { return levels_; }
  bool empty() const { return levels_ == 0; }
  // How many leading levels both codes have and share: 4 is the same occupation, 1 the same major
  // group.
  int CommonLevels(const Occupation& other) const;
  // Whether this occupation is `group` or lies below it.
  bool IsWithin(const Occupation& group) const { return CommonLevels(group) == group.levels_; }

  friend bool operator==(const Occupation&, const Occupation&) = default;

 private:
  std::array<uint8_t, kLevels> parts_ = {};
  int levels_ = 0;
};

}  // namespace ladder::matching
