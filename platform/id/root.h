// The part of every aggregate's root row that the platform needs: what is locked, counted and told
// by the feed.
#pragma once

#include <cstdint>

#include "platform/id/ulid.h"

namespace ladder {

// Loaded under the row's lock, changed in memory, written back with the rest of the row.
struct Root {
  Ulid id;
  int64_t version = 0;  // 0 before the first save; each change adds one; the etag
  Ulid last_event;      // id of the aggregate's newest event; event ids of one aggregate grow
                        // (docs/architecture.md 9.1)
};

}  // namespace ladder
