// The thread on which the server's side of the feed may block. gRPC's callbacks must not wait for a
// database; they hand their work to a pump, which runs every open job in turn.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"

namespace ladder::feed {

class Pump {
 public:
  enum class Step {
    kIdle,   // nothing to do before the next Notify or tick
    kAgain,  // there may be more to do at once
    kDone,   // finished; the job may be gone already and is never touched again
  };

  class Job {
   public:
    virtual ~Job() = default;
    // Does the next bounded piece of work. `stopping`: finish as soon as possible.
    virtual Step Run(bool stopping) = 0;
  };

  // Every job is run at least once a `tick`.
  explicit Pump(absl::Duration tick) : tick_(tick) {}
  ~Pump() { Stop(); }

  void Start();
  // Returns when every job is done.
  void Stop();

  // False once it stops: the job was not taken.
  bool Add(Job* job);
  // Something happened that a job may wait for. Never blocks.
  void Notify();

 private:
  void Loop();

  const absl::Duration tick_;
  std::mutex mutex_;
  std::condition_variable notified_;
  bool pending_ = false;
  bool stopping_ = false;
  bool running_ = false;
  std::vector<Job*> added_;
  std::thread thread_;
};

}  // namespace ladder::feed
