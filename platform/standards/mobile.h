// Mobile numbers of the mainland (docs/domain.md 2.2).
#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/standards/short_code.h"

namespace ladder {

class Mobile {
 public:
  // A number that was parsed before it was stored. A longer one ends the process.
  static Mobile FromStored(absl::string_view canonical) { return Mobile(canonical); }

  // 11 digits. Valid as long as this object.
  absl::string_view value() const { return code_.view(); }
  bool WrittenAs(absl::string_view written) const { return code_.Is(written); }

  friend bool operator==(const Mobile&, const Mobile&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Mobile& mobile) {
    return H::combine(std::move(h), mobile.code_);
  }

 private:
  explicit Mobile(absl::string_view canonical) : code_(canonical) {}
  friend absl::StatusOr<Mobile> ParseMobile(absl::string_view, absl::string_view);

  ShortCode<11> code_;
};

// Eleven digits, the first 1, the second 3 to 9, after one +86 is taken off. MOBILE_FORMAT about
// `field` otherwise.
absl::StatusOr<Mobile> ParseMobile(absl::string_view written, absl::string_view field = "mobile");

}  // namespace ladder
