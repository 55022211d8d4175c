#include "platform/feed/heads.h"

#include <algorithm>

namespace ladder::feed {

void Heads::Publish(const HeadView& view) {
  {
    std::lock_guard lock(mutex_);
    HeadView next = view;
    if (view_ && view_->epoch == view.epoch) {
      for (size_t p = 0; p < kPartitions; ++p) {
        next.last_seq[p] = std::max(next.last_seq[p], view_->last_seq[p]);
      }
    }
    if (view_ && *view_ == next) return;
    view_ = next;
  }
  Tell();
}

void Heads::Advance(int partition, int64_t last_seq) {
  {
    std::lock_guard lock(mutex_);
    if (!view_) return;
    int64_t& known = view_->last_seq[static_cast<size_t>(partition)];
    if (known >= last_seq) return;
    known = last_seq;
  }
  Tell();
}

std::optional<HeadView> Heads::view() const {
  std::lock_guard lock(mutex_);
  return view_;
}

void Heads::SetListener(std::function<void()> listener) {
  std::lock_guard lock(listener_mutex_);
  listener_ = std::move(listener);
}

void Heads::Tell() {
  std::lock_guard lock(listener_mutex_);
  if (listener_) listener_();
}

}  // namespace ladder::feed
