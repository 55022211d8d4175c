// Where this process knows each partition of its own feed to stand. The numberer writes it; the
// open streams of the EventFeed service wait on it, so that they ask the database only when there
// is something to read.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "platform/feed/event.h"
#include "platform/id/ulid.h"

namespace ladder::feed {

// All heads of one epoch.
struct HeadView {
  Ulid epoch = {};
  std::array<int64_t, kPartitions> last_seq = {};
  friend bool operator==(const HeadView&, const HeadView&) = default;
};

// Thread-safe.
class Heads {
 public:
  // What was read from the database. Numbers of the same epoch never go back.
  void Publish(const HeadView& view);
  // One partition advanced, told by who advanced it.
  void Advance(int partition, int64_t last_seq);
  // Nothing until the first Publish.
  std::optional<HeadView> view() const;
  // Called after each change, by the thread that made it; must not block. Nothing: no more calls,
  // and none is running when this returns.
  void SetListener(std::function<void()> listener);

 private:
  void Tell();

  mutable std::mutex mutex_;
  std::optional<HeadView> view_;
  std::mutex listener_mutex_;  // held while the listener runs
  std::function<void()> listener_;
};

}  // namespace ladder::feed
