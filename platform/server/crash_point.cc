#include "platform/server/crash_point.h"

#include <signal.h>

#include <atomic>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace ladder::server {
namespace {

struct Armed {
  std::string point;
  int signal = SIGKILL;
  std::atomic<int> passings_left{1};
};

// Written once before threads start.
Armed* armed = nullptr;

}  // namespace

void ArmCrashPoint(const std::string& point) {
  if (point.empty()) return;
  const std::vector<std::string> parts = absl::StrSplit(point, ':');
  armed = new Armed{.point = parts[0], .passings_left = {}};
  int passings = 1;
  if (parts.size() >= 2 && !absl::SimpleAtoi(parts[1], &passings)) passings = 1;
  armed->passings_left = passings;
  if (parts.back() == "stop") armed->signal = SIGSTOP;
}

void CrashPoint(absl::string_view point) {
  if (armed == nullptr || armed->point != point) return;
  // To this thread, which then goes no further; another could take a signal to the process.
  if (armed->passings_left.fetch_sub(1) == 1) raise(armed->signal);
}

}  // namespace ladder::server
