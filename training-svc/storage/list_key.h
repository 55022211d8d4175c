// Where a page of a list ends: a number that the list is ordered by first, an owner's id, and an
// item's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"

namespace ladder::training {

struct ListKey {
  int64_t number = 0;  // division, or minute since the first day; zero where ids alone order
  Ulid id = {};
  Ulid item = {};

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

}  // namespace ladder::training
