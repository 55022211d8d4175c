// Pages of lists in the order of ids: the last key is an id, and a row beyond the page tells that
// another follows.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "ladder/options/v1/reasons.h"
#include "platform/id/ulid.h"
#include "platform/rpc/page.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

// The id after which the page starts; zero on the first.
inline absl::StatusOr<Ulid> IdAfter(const rpc::Page& page) {
  if (page.after.empty()) return Ulid();
  if (page.after.size() != 16) return RefuseField(ladder::Reason::kPageTokenInvalid, "page_token");
  return Ulid::FromBytes(page.after);
}

// Drops what lies beyond the page; true when something did.
template <typename T>
bool CutToPage(std::vector<T>& rows, const rpc::Page& page) {
  if (rows.size() <= static_cast<size_t>(page.size)) return false;
  rows.resize(static_cast<size_t>(page.size));
  return true;
}

}  // namespace ladder::subsidy
