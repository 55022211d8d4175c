// Sensitive values at rest: AES-256-GCM under a key that the sealed bytes name, so that a key is
// replaced without a stop (docs/architecture.md 5). Bytes that were sealed for one place do not
// open at another.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::seal {

// Thread-safe; immutable.
class Sealer {
 public:
  // The current key's secret first, then those before it, which still open what they closed. At
  // least one; each of any length.
  explicit Sealer(const std::vector<std::string>& secrets);

  // `context` names the place, such as row and column; it is not kept in the bytes. The bytes are
  // 33 longer than `plain`, and others each time.
  std::string Close(absl::string_view plain, absl::string_view context) const;
  // DATA_LOSS when the bytes were not closed by one of the keys for this context.
  absl::StatusOr<std::string> Open(absl::string_view sealed, absl::string_view context) const;

 private:
  struct Key {
    std::string id;     // 4 bytes
    std::string bytes;  // 32
  };
  std::vector<Key> keys_;
};

}  // namespace ladder::seal
