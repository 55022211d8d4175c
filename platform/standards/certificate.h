// Kinds of skill certificates: the five national levels, and those beside them
// (docs/domain.md 2.1, 4.5).
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder {

enum class Certificate : int {
  kCompletion = 1,  // 培训合格: a course was completed
  kSpecial = 2,     // 专项能力: one special ability
  kStartup = 3,     // SYB: start your business
  kLevel5 = 4,      // 初级工
  kLevel4 = 5,      // 中级工
  kLevel3 = 6,      // 高级工
  kLevel2 = 7,      // 技师
  kLevel1 = 8,      // 高级技师
};

// 1 for level 5, the lowest, to 5 for level 1. The other certificates have no rank.
std::optional<int> RankOf(Certificate certificate);

// "COMPLETION", "SPECIAL", "SYB", "L5" to "L1".
absl::string_view NameOf(Certificate certificate);
// FIELD_ENUM about `field` for another name.
absl::StatusOr<Certificate> ParseCertificate(absl::string_view name,
                                             absl::string_view field = "certificate");

}  // namespace ladder
