// How lists answer in pages: the last key of a page is an id or a ListKey, and a row beyond the
// page tells that another follows.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ladder/options/v1/reasons.h"
#include "platform/id/list_key.h"
#include "platform/id/ulid.h"
#include "platform/rpc/page.h"
#include "platform/status/status.h"

namespace ladder::rpc {

// The id after which the page starts; zero on the first. PAGE_TOKEN_INVALID.
inline absl::StatusOr<Ulid> IdAfter(const Page& page) {
  if (page.after.empty()) return Ulid();
  if (page.after.size() != 16) return RefuseField(Reason::kPageTokenInvalid, "page_token");
  return Ulid::FromBytes(page.after);
}

// Drops what lies beyond the page; true when something did.
template <typename T>
bool CutToPage(std::vector<T>& rows, const Page& page) {
  if (rows.size() <= static_cast<size_t>(page.size)) return false;
  rows.resize(static_cast<size_t>(page.size));
  return true;
}

// The token of the page that follows, or "" on the last one.
template <typename T>
std::string NextToken(const Pager& pager, const Call& call, const Page& page,
                      const Listed<T>& listed) {
  return listed.more ? pager.Next(call, page, listed.last.ToString()) : "";
}

}  // namespace ladder::rpc
