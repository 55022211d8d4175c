// Connections on loan. At most connections_max are open; a caller waits for one no longer than
// acquire_timeout.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/mysql/connection.h"
#include "platform/mysql/database.h"

namespace ladder::mysql {

class Pool {
 public:
  // A connection that goes back to the pool, or is closed when it is no longer reusable.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&& other) noexcept = default;
    Lease& operator=(Lease&& other) = delete;
    ~Lease() {
      if (connection_ != nullptr) pool_->Return(std::move(connection_));
    }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  explicit Pool(const Options& options) : options_(options) {}  // `options` outlives the pool

  // OVERLOADED after acquire_timeout, DEADLINE_PASSED at `deadline`, or why no connection could be
  // opened.
  absl::StatusOr<Lease> Acquire(absl::Time deadline);

  PoolStats stats() const;

 private:
  struct Idle {
    std::unique_ptr<Connection> connection;
    absl::Time since;
  };

  absl::StatusOr<Lease> Open();
  void Return(std::unique_ptr<Connection> connection);
  void Forget();

  const Options& options_;
  StatementCounts counts_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<Idle> idle_;  // the most recently used last, which is lent first
  int open_ = 0;            // idle, lent or being opened
  int64_t opened_ = 0;
  int64_t discarded_ = 0;
  absl::Time suspect_until_ =
      absl::InfinitePast();  // connections idle since before are asked first
};

}  // namespace ladder::mysql
