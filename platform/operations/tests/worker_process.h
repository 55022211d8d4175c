// The worker program under a test's hand.
#pragma once

#include <sys/types.h>

#include <string>

#include "platform/mysql/database.h"

namespace ladder::operations {

// One worker. Ends with the test.
class WorkerProcess {
 public:
  // The arguments as worker.cc says.
  WorkerProcess(const mysql::Options& database, std::string crash_at, std::string stop_at);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  void Send(int signal);
  // Waits until it has stopped. False: it ended.
  bool WaitStopped();
  // Waits for the end. True: it was killed by SIGKILL.
  bool WaitKilled();

 private:
  pid_t pid_ = 0;
  bool ended_ = false;
  int status_ = 0;
};

}  // namespace ladder::operations
