#include "platform/feed/wakeup.h"

#include <utility>

namespace ladder::feed {

void Wakeup::Ring(int partition) {
  {
    std::lock_guard lock(mutex_);
    partitions_ |= uint64_t{1} << partition;
  }
  rung_.notify_one();
}

void Wakeup::Close() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  rung_.notify_all();
}

uint64_t Wakeup::Wait(absl::Duration timeout) {
  std::unique_lock lock(mutex_);
  rung_.wait_for(lock, absl::ToChronoMicroseconds(timeout),
                 [this] { return partitions_ != 0 || closed_; });
  return std::exchange(partitions_, 0);
}

}  // namespace ladder::feed
