// Which rows a caller may see (docs/architecture.md 5 and 9.4). Storage functions take a Scope
// without a default, so that no query can forget it; rows outside do not exist for the caller.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"

namespace ladder {

// Division codes from `first` to `last`, both inclusive: a subtree of the 12-digit codes is one
// range.
struct DivisionRange {
  int64_t first = 0;
  int64_t last = 0;
  friend auto operator<=>(const DivisionRange&, const DivisionRange&) = default;
};

class Scope {
 public:
  static constexpr size_t kRangesMax = 64;

  // Sees nothing.
  Scope() = default;
  // Work of the service itself, such as a consumer or a nightly task. The only way round; `reason`
  // is for the reader and a tidy test counts the uses.
  static Scope System(absl::string_view reason);
  // Division subtrees and single persons. Ranges are merged; more than kRangesMax after merging is
  // INVALID_ARGUMENT.
  static absl::StatusOr<Scope> Of(std::vector<DivisionRange> ranges,
                                  std::vector<Ulid> persons = {});
  // The subtree of a 2-, 4-, 6-, 9- or 12-digit code written with 12 digits: 420625100000 is
  // 420625100000..420625100999.
  static DivisionRange Subtree(int64_t division);

  bool is_system() const { return system_; }
  bool empty() const { return !system_ && ranges_.empty() && persons_.empty(); }
  const std::vector<DivisionRange>& ranges() const { return ranges_; }
  const std::vector<Ulid>& persons() const { return persons_; }

  bool Covers(int64_t division) const;
  bool CoversPerson(const Ulid& person) const;
  // Stable text of the scope, for digests in page tokens.
  std::string Fingerprint() const;

 private:
  bool system_ = false;
  std::vector<DivisionRange> ranges_;  // sorted, disjoint
  std::vector<Ulid> persons_;          // sorted
};

}  // namespace ladder
