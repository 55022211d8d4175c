// How a writer tells the numberer of its own process that it committed, so that the event need not
// wait for a poll.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "absl/time/time.h"

namespace ladder::feed {

// Thread-safe. A ring is remembered until the next Wait.
class Wakeup {
 public:
  // Partition `partition` has events to number.
  void Ring(int partition);
  // Ends a Wait at once, now and later.
  void Close();
  // The partitions rung since the last call, bit p for partition p. Waits for the first one,
  // `timeout` at most.
  uint64_t Wait(absl::Duration timeout);

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  uint64_t partitions_ = 0;
  bool closed_ = false;
};

}  // namespace ladder::feed
