// A numberer or a consumer as a process of its own, for tests that kill or stop it. The database
// comes in the environment, the rest as arguments: feed_worker number STEP SIGNAL | consume STEP
// SIGNAL TARGET. Before the step of that number, when it is above zero, the process sends itself
// the signal: 9 kills it, 19 stops it.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "platform/clock/clock.h"
#include "platform/feed/consumer.h"
#include "platform/feed/numberer.h"
#include "platform/feed/testing/things.h"

namespace ladder::feed {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// What the process does to itself, and before which step.
struct Fate {
  int64_t step = 0;
  int signal = 0;
};

std::function<void(absl::string_view)> Meet(const Fate& fate) {
  if (fate.step == 0) return nullptr;
  auto left = std::make_shared<std::atomic<int64_t>>(fate.step);
  return [left, signal = fate.signal](absl::string_view) {
    if (--*left == 0) (void)kill(getpid(), signal);
  };
}

int Number(mysql::Database& database, const Fate& fate) {
  const SystemClock clock;
  Heads heads;
  Wakeup wakeup;
  Numberer numberer(database, clock, heads, wakeup,
                    {.poll = absl::Milliseconds(5),
                     .lease = absl::Milliseconds(30),
                     .error_pause = absl::Milliseconds(20),
                     .before_statement = Meet(fate)});
  numberer.Start();
  (void)pause();
  return 0;
}

int Consume(mysql::Database& database, const Fate& fate, const std::string& target) {
  const SystemClock clock;
  Consumer consumer(database, clock,
                    grpc::CreateChannel(target, grpc::InsecureChannelCredentials()), "upstream",
                    ThingHandlers(),
                    {.backoff_min = absl::Milliseconds(10),
                     .backoff_max = absl::Milliseconds(100),
                     .lease = absl::Milliseconds(300),
                     .applier = {.chunk_max = 7, .before_step = Meet(fate)}});
  consumer.Start();
  (void)pause();
  return 0;
}

int Main(int argc, char** argv) {
  Fate fate;
  if (argc < 4 || !absl::SimpleAtoi(argv[2], &fate.step) ||
      !absl::SimpleAtoi(argv[3], &fate.signal)) {
    return 2;
  }
  // Short, so that a stopped worker's locks are soon free.
  const absl::StatusOr<std::unique_ptr<mysql::Database>> database =
      mysql::Database::Open({.dsn = Environment("FEED_DSN"),
                             .schema = Environment("FEED_SCHEMA"),
                             .user = Environment("FEED_USER"),
                             .password = Environment("FEED_PASSWORD"),
                             .idle_transaction_timeout = absl::Seconds(1),
                             .lock_wait_timeout = absl::Seconds(1)});
  if (!database.ok()) {
    std::fprintf(stderr, "feed_worker: %s\n", database.status().ToString().c_str());
    return 1;
  }
  const std::string role = argv[1];
  if (role == "number") return Number(**database, fate);
  if (role == "consume" && argc == 5) return Consume(**database, fate, argv[4]);
  return 2;
}

}  // namespace
}  // namespace ladder::feed

int main(int argc, char** argv) { return ladder::feed::Main(argc, argv); }
