// A small set of codes, stored as one number: bit n stands for the code n.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace ladder::registry {

template <typename Code>
class EnumSet {
 public:
  constexpr EnumSet() = default;
  constexpr EnumSet(std::initializer_list<Code> codes) {
    for (const Code code : codes) Add(code);
  }
  static constexpr EnumSet FromBits(int64_t bits) {
    EnumSet set;
    set.bits_ = bits;
    return set;
  }

  constexpr void Add(Code code) { bits_ |= int64_t{1} << static_cast<int>(code); }
  constexpr bool Has(Code code) const { return (bits_ >> static_cast<int>(code) & 1) != 0; }
  constexpr int64_t bits() const { return bits_; }
  // In the order of their numbers.
  std::vector<Code> codes() const {
    std::vector<Code> codes;
    for (int n = 0; n < 63; ++n) {
      if (Has(static_cast<Code>(n))) codes.push_back(static_cast<Code>(n));
    }
    return codes;
  }

  friend constexpr bool operator==(EnumSet, EnumSet) = default;

 private:
  int64_t bits_ = 0;
};

}  // namespace ladder::registry
