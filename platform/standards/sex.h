// Sex by GB/T 2261.1-2003 (docs/domain.md 2.1).
#pragma once

namespace ladder {

enum class Sex : int {
  kUnknown = 0,
  kMale = 1,
  kFemale = 2,
  kNotStated = 9,
};

}  // namespace ladder
