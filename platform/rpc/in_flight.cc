#include "platform/rpc/in_flight.h"

#include <utility>

namespace ladder::rpc {

InFlight::Entry InFlight::Enter(const std::string& key, std::function<void()> start) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    auto [entry, is_new] = waiting_.try_emplace(key);
    if (!is_new) {
      if (entry->second.size() >= kWaitingMax) return Entry::kRefused;
      entry->second.push_back(std::move(start));
      return Entry::kWaiting;
    }
  }
  start();
  return Entry::kStarted;
}

void InFlight::Leave(const std::string& key) {
  std::function<void()> next;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    auto entry = waiting_.find(key);
    if (entry == waiting_.end()) return;
    if (entry->second.empty()) {
      waiting_.erase(entry);
      return;
    }
    next = std::move(entry->second.front());
    entry->second.pop_front();
  }
  next();
}

}  // namespace ladder::rpc
