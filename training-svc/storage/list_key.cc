#include "training-svc/storage/list_key.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {

std::string ListKey::ToString() const {
  return absl::StrCat(number, ":", id.ToString(), ":", item.ToString());
}

absl::StatusOr<ListKey> ParseListKey(absl::string_view text) {
  ListKey key;
  if (text.empty()) return key;
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &key.number)) {
    return Refuse(ladder::Reason::kPageTokenInvalid);
  }
  LADDER_ASSIGN_OR_RETURN(key.id, Ulid::Parse(parts[1]));
  LADDER_ASSIGN_OR_RETURN(key.item, Ulid::Parse(parts[2]));
  return key;
}

}  // namespace ladder::training
