#include "platform/rpc/worker_pool.h"

#include <utility>

#include "absl/time/clock.h"

namespace ladder::rpc {

WorkerPool::WorkerPool(size_t workers, size_t queue_max) : queue_max_(queue_max) {
  threads_.reserve(workers);
  for (size_t i = 0; i < workers; ++i) threads_.emplace_back([this] { Loop(); });
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::WouldStartTooLate(absl::Time deadline) const {
  const double wait =
      mean_seconds_ * static_cast<double>(queue_.size()) / static_cast<double>(threads_.size());
  return absl::Now() + absl::Seconds(wait) > deadline;
}

bool WorkerPool::TryRun(absl::Time deadline, std::function<void()> work) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_ || queue_.size() >= queue_max_ ||
        (!queue_.empty() && WouldStartTooLate(deadline)))
      return false;
    queue_.push_back(std::move(work));
  }
  ready_.notify_one();
  return true;
}

size_t WorkerPool::queued() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return queue_.size();
}

void WorkerPool::Loop() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    ready_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    const absl::Time start = absl::Now();
    work();
    work = nullptr;
    const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
    lock.lock();
    mean_seconds_ += (seconds - mean_seconds_) * 0.05;
  }
}

}  // namespace ladder::rpc
