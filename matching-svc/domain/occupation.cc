#include "matching-svc/domain/occupation.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "ladder/matching/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::matching {

absl::StatusOr<Occupation> Occupation::Parse(absl::string_view text, absl::string_view field) {
  Occupation occupation;
  if (text.empty()) return occupation;
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  if (parts.size() > kLevels) return RefuseField(Reason::kOccupationInvalid, field);
  for (absl::string_view part : parts) {
    const size_t digits = occupation.levels_ == 0 ? 1 : 2;
    if (part.size() != digits || !std::all_of(part.begin(), part.end(), absl::ascii_isdigit)) {
      return RefuseField(Reason::kOccupationInvalid, field);
    }
    int value = 0;
    for (char digit : part) value = value * 10 + (digit - '0');
    occupation.parts_[static_cast<size_t>(occupation.levels_++)] = static_cast<uint8_t>(value);
  }
  if (occupation.parts_[0] < 1 || occupation.parts_[0] > 8) {
    return RefuseField(Reason::kOccupationInvalid, field);
  }
  return occupation;
}

std::string Occupation::ToString() const {
  std::string text;
  for (int level = 0; level < levels_; ++level) {
    const int part = parts_[static_cast<size_t>(level)];
    if (level == 0) {
      absl::StrAppend(&text, part);
    } else {
      absl::StrAppendFormat(&text, "-%02d", part);
    }
  }
  return text;
}

int Occupation::CommonLevels(const Occupation& other) const {
  const int both = std::min(levels_, other.levels_);
  int level = 0;
  while (level < both &&
         parts_[static_cast<size_t>(level)] == other.parts_[static_cast<size_t>(level)]) {
    ++level;
  }
  return level;
}

}  // namespace ladder::matching
