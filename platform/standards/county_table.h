// The county codes that an identity number may start with: today's, and those retired since GB/T
// 2260's early years (docs/domain.md 2.1). Built once at start from `counties.tsv` of the set-up,
// then shared by reference.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder {

class CountyTable {
 public:
  // Knows no county.
  CountyTable() : known_(kCodes) {}
  // Lines `code6<TAB>today|historic<TAB>name`. INVALID_ARGUMENT naming the first line of another
  // form.
  static absl::StatusOr<CountyTable> Parse(absl::string_view tsv);

  bool Has(int64_t code6) const {
    return code6 >= 0 && code6 < kCodes && known_[static_cast<size_t>(code6)];
  }
  int size() const { return size_; }

 private:
  static constexpr int64_t kCodes = 1'000'000;
  std::vector<bool> known_;  // one bit a code: a test is one load
  int size_ = 0;
};

}  // namespace ladder
