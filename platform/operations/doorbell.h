// How whoever starts an operation tells the runner of its own process, so that it need not wait for
// a poll.
#pragma once

#include <condition_variable>
#include <mutex>

#include "absl/time/time.h"

namespace ladder::operations {

// Thread-safe. A ring is remembered until the next Wait.
class Doorbell {
 public:
  void Ring() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      rung_ = true;
    }
    heard_.notify_all();
  }
  // Waits for a ring, `timeout` at most.
  void Wait(absl::Duration timeout) {
    std::unique_lock<std::mutex> lock(mutex_);
    heard_.wait_for(lock, absl::ToChronoMicroseconds(timeout), [this] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable heard_;
  bool rung_ = false;
};

}  // namespace ladder::operations
