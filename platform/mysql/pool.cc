#include "platform/mysql/pool.h"

#include <algorithm>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::mysql {
namespace {

constexpr absl::Duration kTrustedIdle = absl::Seconds(30);

}  // namespace

absl::StatusOr<Pool::Lease> Pool::Acquire(absl::Time deadline) {
  const absl::Time patience = absl::Now() + options_.acquire_timeout;
  const absl::Time until = std::min(deadline, patience);
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    while (idle_.empty() && open_ >= options_.connections_max) {
      if (freed_.wait_until(lock, absl::ToChronoTime(until)) == std::cv_status::no_timeout)
        continue;
      if (!idle_.empty() || open_ < options_.connections_max) break;
      return Refuse(deadline < patience ? Reason::kDeadlinePassed : Reason::kOverloaded);
    }
    if (idle_.empty()) {
      ++open_;
      lock.unlock();
      return Open();
    }
    Idle idle = std::move(idle_.back());
    idle_.pop_back();
    const bool trusted = idle.since > suspect_until_ && absl::Now() - idle.since < kTrustedIdle;
    lock.unlock();
    if (trusted || idle.connection->IsAlive()) return Lease(*this, std::move(idle.connection));
    idle.connection.reset();
    Forget();
    lock.lock();
    ++discarded_;
  }
}

absl::StatusOr<Pool::Lease> Pool::Open() {
  absl::StatusOr<std::unique_ptr<Connection>> connection = Connection::Open(options_, counts_);
  if (!connection.ok()) {
    Forget();
    return connection.status();
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  ++opened_;
  return Lease(*this, *std::move(connection));
}

void Pool::Return(std::unique_ptr<Connection> connection) {
  if (!connection->reusable()) {
    connection.reset();
    {
      // One session is gone: perhaps the server is. The others are asked before they are trusted
      // again.
      const std::lock_guard<std::mutex> lock(mutex_);
      suspect_until_ = absl::Now();
      ++discarded_;
    }
    Forget();
    return;
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back({std::move(connection), absl::Now()});
  }
  freed_.notify_one();
}

void Pool::Forget() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    --open_;
  }
  freed_.notify_one();
}

PoolStats Pool::stats() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return {.open = open_,
          .idle = static_cast<int>(idle_.size()),
          .opened = opened_,
          .discarded = discarded_,
          .statements_prepared = counts_.prepared.load(std::memory_order_relaxed),
          .statements_reused = counts_.reused.load(std::memory_order_relaxed)};
}

}  // namespace ladder::mysql
