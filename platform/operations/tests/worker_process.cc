#include "platform/operations/tests/worker_process.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

extern char** environ;

namespace ladder::operations {

WorkerProcess::WorkerProcess(const mysql::Options& database, std::string crash_at,
                             std::string stop_at) {
  std::string program = LADDER_OPERATIONS_WORKER;
  char* argv[] = {program.data(), crash_at.data(), stop_at.data(), nullptr};
  std::vector<std::string> settings = {absl::StrCat("OPERATIONS_DSN=", database.dsn),
                                       absl::StrCat("OPERATIONS_SCHEMA=", database.schema),
                                       absl::StrCat("OPERATIONS_USER=", database.user),
                                       absl::StrCat("OPERATIONS_PASSWORD=", database.password)};
  std::vector<char*> env;
  for (std::string& setting : settings) env.push_back(setting.data());
  for (char** variable = environ; *variable != nullptr; ++variable) env.push_back(*variable);
  env.push_back(nullptr);
  LADDER_INVARIANT(posix_spawn(&pid_, argv[0], nullptr, nullptr, argv, env.data()) == 0);
}

WorkerProcess::~WorkerProcess() {
  if (ended_) return;
  (void)kill(pid_, SIGKILL);
  (void)WaitKilled();
}

void WorkerProcess::Send(int signal) {
  if (!ended_) LADDER_INVARIANT(kill(pid_, signal) == 0);
}

bool WorkerProcess::WaitStopped() {
  if (waitpid(pid_, &status_, WUNTRACED) != pid_) return false;
  ended_ = !WIFSTOPPED(status_);
  return !ended_;
}

bool WorkerProcess::WaitKilled() {
  if (!ended_) ended_ = waitpid(pid_, &status_, 0) == pid_;
  return WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL;
}

}  // namespace ladder::operations
