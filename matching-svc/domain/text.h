// A sentence in the two languages the suite speaks. Plain words: many readers left school at
// twelve.
#pragma once

#include <string>

namespace ladder::matching {

struct Text {
  std::string zh = "";
  std::string en = "";
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace ladder::matching
