// Where a page of a scoped list ends: lists walk (division, id) order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"

namespace ladder::registry {

struct ListKey {
  int64_t division = 0;
  Ulid id = {};
  Ulid item = {};  // for lists of what a person has: the last of this person's

  // For page tokens. ParseListKey("") is the start; a text that is none is PAGE_TOKEN_INVALID.
  std::string ToString() const;
  friend auto operator<=>(const ListKey&, const ListKey&) = default;
};
absl::StatusOr<ListKey> ParseListKey(absl::string_view text);

// One page: at most as many rows as asked, and where to go on when there are more.
template <typename T>
struct Listed {
  std::vector<T> rows = {};
  bool more = false;
  ListKey last = {};
};

}  // namespace ladder::registry
