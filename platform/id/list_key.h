// Where a page of a list ends: lists walk the order (number, id, item) of their rows by key, never
// by OFFSET (docs/architecture.md 4).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"

namespace ladder {

struct ListKey {
  int64_t number =
      0;  // what the list is ordered by first, such as a division; 0 where ids alone do
  Ulid id = {};
  Ulid item = {};  // for lists of what an owner has: the last of this owner's

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

// The page of rows that were read with one more than asked.
template <typename T, typename KeyOf>
Listed<T> CutToPage(std::vector<T> rows, int size, KeyOf key_of) {
  Listed<T> page;
  page.more = rows.size() > static_cast<size_t>(size);
  if (page.more) rows.resize(static_cast<size_t>(size));
  if (!rows.empty()) page.last = key_of(rows.back());
  page.rows = std::move(rows);
  return page;
}

}  // namespace ladder
