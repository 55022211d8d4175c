#include "platform/feed/testing/processes.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

extern char** environ;

namespace ladder::feed {

Worker::Worker(const mysql::Options& database, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {LADDER_FEED_WORKER};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  std::vector<std::string> settings = {
      absl::StrCat("FEED_DSN=", database.dsn), absl::StrCat("FEED_SCHEMA=", database.schema),
      absl::StrCat("FEED_USER=", database.user), absl::StrCat("FEED_PASSWORD=", database.password)};
  std::vector<char*> env;
  for (std::string& setting : settings) env.push_back(setting.data());
  for (char** variable = environ; *variable != nullptr; ++variable) env.push_back(*variable);
  env.push_back(nullptr);

  LADDER_INVARIANT(posix_spawn(&pid_, argv[0], nullptr, nullptr, argv.data(), env.data()) == 0);
}

Worker::~Worker() {
  if (ended_) return;
  (void)kill(pid_, SIGKILL);
  (void)WaitKilled();
}

void Worker::Send(int signal) {
  if (!ended_) LADDER_INVARIANT(kill(pid_, signal) == 0);
}

bool Worker::Ended() {
  if (!ended_) ended_ = waitpid(pid_, &status_, WNOHANG) == pid_;
  return ended_;
}

bool Worker::Stopped() const {
  // The third field of the line, after the name in parentheses: T when stopped.
  std::ifstream stat(absl::StrCat("/proc/", pid_, "/stat"));
  std::string line;
  std::getline(stat, line);
  const size_t name_end = line.rfind(')');
  return name_end != std::string::npos && line.substr(name_end + 2, 1) == "T";
}

bool Worker::WaitKilled() {
  if (!ended_) ended_ = waitpid(pid_, &status_, 0) == pid_;
  return WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL;
}

}  // namespace ladder::feed
