#include "platform/feed/pump.h"

#include <utility>

#include "platform/status/status.h"

namespace ladder::feed {

void Pump::Start() {
  std::lock_guard lock(mutex_);
  LADDER_INVARIANT(!running_ && !stopping_);
  running_ = true;
  thread_ = std::thread([this] { Loop(); });
}

void Pump::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    pending_ = true;
  }
  notified_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool Pump::Add(Job* job) {
  {
    std::lock_guard lock(mutex_);
    if (!running_ || stopping_) return false;
    added_.push_back(job);
    pending_ = true;
  }
  notified_.notify_one();
  return true;
}

void Pump::Notify() {
  {
    std::lock_guard lock(mutex_);
    pending_ = true;
  }
  notified_.notify_one();
}

void Pump::Loop() {
  std::vector<Job*> jobs;
  bool again = false;
  bool stopping = false;
  while (!stopping || !jobs.empty()) {
    {
      std::unique_lock lock(mutex_);
      if (!again) {
        notified_.wait_for(lock, absl::ToChronoMicroseconds(tick_), [this] { return pending_; });
      }
      pending_ = false;
      stopping = stopping_;
      jobs.insert(jobs.end(), added_.begin(), added_.end());
      added_.clear();
    }
    again = false;
    std::erase_if(jobs, [&](Job* job) {
      const Step step = job->Run(stopping);
      again = again || step == Step::kAgain;
      return step == Step::kDone;
    });
  }
}

}  // namespace ladder::feed
