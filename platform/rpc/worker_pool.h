// Threads that run handlers, as many as the database pool has connections, behind a queue of at
// most twice that.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"

namespace ladder::rpc {

// Thread-safe.
class WorkerPool {
 public:
  WorkerPool(size_t workers, size_t queue_max);
  // Runs what is queued, then ends the threads.
  ~WorkerPool();

  // Queues `work`. False when the queue is full, or so long that `work` could not start before
  // `deadline`, judged by the recent mean time of a piece of work.
  bool TryRun(absl::Time deadline, std::function<void()> work);

  size_t queued() const;

 private:
  void Loop();
  bool WouldStartTooLate(absl::Time deadline) const;  // with mutex_ held

  const size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> queue_;
  double mean_seconds_ = 0;  // exponentially weighted, of one piece of work
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ladder::rpc
