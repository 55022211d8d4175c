#include "platform/id/list_key.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder {

std::string ListKey::ToString() const {
  return absl::StrCat(number, ":", id.ToString(), ":", item.ToString());
}

absl::StatusOr<ListKey> ParseListKey(absl::string_view text) {
  ListKey key;
  if (text.empty()) return key;
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &key.number)) {
    return Refuse(Reason::kPageTokenInvalid);
  }
  const absl::StatusOr<Ulid> id = Ulid::Parse(parts[1]);
  const absl::StatusOr<Ulid> item = Ulid::Parse(parts[2]);
  if (!id.ok() || !item.ok()) return Refuse(Reason::kPageTokenInvalid);
  key.id = *id;
  key.item = *item;
  return key;
}

}  // namespace ladder
