// Sensitive values at rest: SM4-CTR (GB/T 32907) with HMAC-SM3 (GB/T 32905), encrypt-then-MAC,
// under a key that the sealed bytes name, so that a key or the algorithm is replaced without a stop
// (docs/architecture.md 5, docs/domain.md 8.3). Bytes that were sealed for one place do not open at
// another.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::seal {

// Thread-safe; immutable.
class Sealer {
 public:
  // By how many bytes a sealed value is longer.
  static constexpr size_t kGrowth = 37;

  // The current key's secret first, then those before it, which still open what they closed. At
  // least one; each of any length, 32 random bytes or more.
  explicit Sealer(const std::vector<std::string>& secrets);

  // `context` names the place, such as row and column; it is not kept in the bytes, which are
  // others each time.
  std::string Close(absl::string_view plain, absl::string_view context) const;
  // DATA_LOSS when the bytes were not closed by one of the keys for this context.
  absl::StatusOr<std::string> Open(absl::string_view sealed, absl::string_view context) const;
  // Whether the bytes name the current key; others are to be closed anew.
  bool IsCurrent(absl::string_view sealed) const;

 private:
  struct Key {
    std::string id;          // 5 bytes, of which the first is the algorithm
    std::string encryption;  // 16
    std::string mac;         // 32
  };
  std::vector<Key> keys_;
};

}  // namespace ladder::seal
