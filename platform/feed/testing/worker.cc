// A numberer or a consumer as a process of its own, for tests that kill or stop it. The database
// comes in the environment, the rest as arguments: feed_worker number KILL_AT | consume KILL_AT
// TARGET. With KILL_AT above zero it kills itself before the step of that number.
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
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

std::function<void(absl::string_view)> KillAt(int64_t step) {
  if (step == 0) return nullptr;
  auto left = std::make_shared<int64_t>(step);
  return [left](absl::string_view) {
    if (--*left == 0) (void)kill(getpid(), SIGKILL);
  };
}

int Number(mysql::Database& database, int64_t kill_at) {
  const SystemClock clock;
  Heads heads;
  Wakeup wakeup;
  Numberer numberer(database, clock, heads, wakeup,
                    {.poll = absl::Milliseconds(5),
                     .lease = absl::Milliseconds(30),
                     .error_pause = absl::Milliseconds(20),
                     .before_statement = KillAt(kill_at)});
  numberer.Start();
  (void)pause();
  return 0;
}

int Consume(mysql::Database& database, int64_t kill_at, const std::string& target) {
  const SystemClock clock;
  Consumer consumer(database, clock,
                    grpc::CreateChannel(target, grpc::InsecureChannelCredentials()), "upstream",
                    ThingHandlers(),
                    {.backoff_min = absl::Milliseconds(10),
                     .backoff_max = absl::Milliseconds(100),
                     .lease = absl::Milliseconds(300),
                     .applier = {.chunk_max = 7, .before_step = KillAt(kill_at)}});
  consumer.Start();
  (void)pause();
  return 0;
}

int Main(int argc, char** argv) {
  int64_t kill_at = 0;
  if (argc < 3 || !absl::SimpleAtoi(argv[2], &kill_at)) return 2;
  const absl::StatusOr<std::unique_ptr<mysql::Database>> database =
      mysql::Database::Open({.dsn = Environment("FEED_DSN"),
                             .schema = Environment("FEED_SCHEMA"),
                             .user = Environment("FEED_USER"),
                             .password = Environment("FEED_PASSWORD")});
  if (!database.ok()) {
    std::fprintf(stderr, "feed_worker: %s\n", database.status().ToString().c_str());
    return 1;
  }
  const std::string role = argv[1];
  if (role == "number") return Number(**database, kill_at);
  if (role == "consume" && argc == 4) return Consume(**database, kill_at, argv[3]);
  return 2;
}

}  // namespace
}  // namespace ladder::feed

int main(int argc, char** argv) { return ladder::feed::Main(argc, argv); }
