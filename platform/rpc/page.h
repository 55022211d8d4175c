// Page tokens (docs/architecture.md 9.9): opaque, bound to the method, the filter and the caller's
// scope, with a MAC.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/rpc/call.h"

namespace ladder::rpc {

// Where a list stands. `after` is the last key of the page before, as the storage layer encoded it;
// empty at the start.
struct Page {
  int size = 50;
  std::string after = "";
  bool first = true;
  CivilDay as_of = CivilDay();  // pinned on the first page by the handler, when the list has one
  absl::Time known_at = absl::UnixEpoch();  // the same
};

class Pager {
 public:
  static constexpr int kSizeDefault = 50;
  static constexpr int kSizeMax = 1000;

  // `keys`: the current key first, then the one before, which is accepted while its tokens may be
  // in use.
  explicit Pager(std::vector<std::string> keys);

  // The page the request asks for, by its fields page_size and page_token. PAGE_TOKEN_INVALID when
  // the token is not of this method, filter and scope; FIELD_OUT_OF_RANGE for a negative page_size.
  // A size over the maximum is capped (AIP-158).
  absl::StatusOr<Page> Open(const Call& call) const;
  // The token of the page that follows `last_key`.
  std::string Next(const Call& call, const Page& page, absl::string_view last_key) const;

 private:
  std::string Seal(absl::string_view key, absl::string_view body) const;
  std::vector<std::string> keys_;
};

}  // namespace ladder::rpc
