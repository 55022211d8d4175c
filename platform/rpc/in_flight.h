// One call per request id is at work in a process; a few wait in memory without holding a worker
// (docs/architecture.md 9.2).
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace ladder::rpc {

// Thread-safe. Keys are (principal, method, request id).
class InFlight {
 public:
  static constexpr size_t kWaitingMax = 4;

  enum class Entry {
    kStarted,  // nobody is at work on the key: `start` was called, here and now
    kWaiting,  // `start` will be called by the Leave of the one before
    kRefused,  // too many wait already
  };

  // Calls `start` when it is this call's turn. Every started call must Leave exactly once.
  Entry Enter(const std::string& key, std::function<void()> start);
  void Leave(const std::string& key);

 private:
  std::mutex mutex_;
  absl::flat_hash_map<std::string, std::deque<std::function<void()>>> waiting_;  // by key at work
};

}  // namespace ladder::rpc
