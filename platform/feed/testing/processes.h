// The worker program under a test's hand.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "platform/mysql/database.h"

namespace ladder::feed {

// One worker. Ends with the test.
class Worker {
 public:
  // `arguments` as worker.cc says.
  Worker(const mysql::Options& database, const std::vector<std::string>& arguments);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void Send(int signal);
  // True once it has ended; doesn't wait.
  bool Ended();
  // True while it is stopped by SIGSTOP.
  bool Stopped() const;
  // Waits for the end. True: it was killed by SIGKILL, its own or Send's.
  bool WaitKilled();

 private:
  pid_t pid_ = 0;
  bool ended_ = false;
  int status_ = 0;
};

}  // namespace ladder::feed
