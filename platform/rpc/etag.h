// Etags (AIP-154): the version of the root row, opaque to clients.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::rpc {

inline std::string EtagOf(int64_t version) { return absl::StrCat("v", version); }

// OK when the client sent no etag or the current one; ETAG_MISMATCH otherwise. Check it under the
// root's lock.
inline absl::Status CheckEtag(absl::string_view sent, int64_t version) {
  if (sent.empty() || sent == EtagOf(version)) return absl::OkStatus();
  return Refuse(Reason::kEtagMismatch);
}

}  // namespace ladder::rpc
