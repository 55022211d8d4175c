// A runner as a process of its own, for tests that kill or stop it. The database comes in the
// environment. operations_worker POINT STOP: POINT is a crash point such as
// "operations.step.saved:2", or "-"; STOP is "before:2" or "inside:2", where it stops itself with
// SIGSTOP at the second thing, or "-".
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "platform/operations/doorbell.h"
#include "platform/operations/runner.h"
#include "platform/operations/tests/things.h"
#include "platform/server/crash_point.h"
#include "platform/telemetry/metrics.h"

namespace ladder::operations {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int Main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string point = argv[1];
  const std::string stop = argv[2];
  if (point != "-") server::ArmCrashPoint(point);
  const absl::StatusOr<std::unique_ptr<mysql::Database>> database =
      mysql::Database::Open({.dsn = Environment("OPERATIONS_DSN"),
                             .schema = Environment("OPERATIONS_SCHEMA"),
                             .user = Environment("OPERATIONS_USER"),
                             .password = Environment("OPERATIONS_PASSWORD"),
                             .idle_transaction_timeout = absl::Seconds(1)});
  if (!database.ok()) {
    std::fprintf(stderr, "operations_worker: %s\n", database.status().ToString().c_str());
    return 1;
  }
  Doorbell doorbell;
  telemetry::Metrics metrics;
  const OperationStore store("test", ScramblingSeal(), &doorbell);
  Runner runner(**database, store, doorbell, metrics, QuickOptions());
  MakeThings work;
  work.before = [&](OperationContext&, int64_t number) {
    if (stop == absl::StrCat("before:", number)) (void)raise(SIGSTOP);
    return absl::OkStatus();
  };
  work.inside = [&](int64_t number) {
    if (stop == absl::StrCat("inside:", number)) (void)raise(SIGSTOP);
  };
  runner.Add<MakeThings::Request>(kMakeThings, work);
  runner.Start();
  (void)pause();
  return 0;
}

}  // namespace
}  // namespace ladder::operations

int main(int argc, char** argv) { return ladder::operations::Main(argc, argv); }
