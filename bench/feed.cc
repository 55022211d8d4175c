// Events per second, written and numbered, against bare inserts of the same bytes: what telling a
// change costs.
#include <atomic>
#include <memory>

#include "absl/strings/str_cat.h"
#include "bench/pairs.h"
#include "ladder/rpctest/v1/echo.pb.h"
#include "platform/clock/clock.h"
#include "platform/feed/event_log.h"
#include "platform/feed/heads.h"
#include "platform/feed/numberer.h"
#include "platform/feed/outbox.h"
#include "platform/feed/wakeup.h"
#include "platform/migrate/migrator.h"
#include "platform/mysql/database.h"
#include "platform/status/status.h"
#include "platform/testing/mariadb.h"

namespace ladder::bench {
namespace {

constexpr int kWriters = 8;
constexpr char kMakeRoots[] =
    "CREATE TABLE thing (id BINARY(16) PRIMARY KEY, version BIGINT NOT NULL, last_event BINARY(16) "
    "NOT NULL) ENGINE=InnoDB";
constexpr char kMakeBare[] =
    "CREATE TABLE bare (id BINARY(16) PRIMARY KEY, payload MEDIUMBLOB NOT NULL) ENGINE=InnoDB";
constexpr char kInsertRoot[] = "INSERT INTO thing VALUES (?, 0, ?)";
constexpr char kLockRoot[] = "SELECT version, last_event FROM thing WHERE id = ? FOR UPDATE";
constexpr char kSaveRoot[] = "UPDATE thing SET version = ?, last_event = ? WHERE id = ?";
constexpr char kInsertBare[] = "INSERT INTO bare VALUES (?, ?)";

template <typename T>
T Must(absl::StatusOr<T> result) {
  if (!result.ok()) InvariantBroken(result.status().ToString().c_str(), __FILE__, __LINE__);
  return *std::move(result);
}

class Writers {
 public:
  explicit Writers(mysql::Database& database) : database_(database) {
    payload_.set_text(std::string(200, 'x'));
    for (Ulid& root : roots_) {
      root = Ulid::New(clock_.Now());
      Must(database_.Transact([&](mysql::Transaction& tx) {
        return tx.Execute(kInsertRoot, {root, Ulid()});
      }));
    }
  }

  bool WriteEvent(int writer, feed::Wakeup& wakeup) {
    return database_
        .Transact(
            mysql::TransactOptions{.repeatable = true},
            [&](mysql::Transaction& tx) -> absl::Status {
              LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLockRoot, {roots_[writer]}));
              Root root{.id = roots_[writer], .version = row->Int(0) + 1, .last_event = row->Id(1)};
              const feed::Origin origin{
                  .now = clock_.Now(), .day = CivilDay(2020, 1, 1), .trace = "", .wakeup = &wakeup};
              LADDER_RETURN_IF_ERROR(feed::Emit(
                  tx, origin, root, absl::StrCat("things/", root.id.ToString()), payload_));
              return tx.Execute(kSaveRoot, {root.version, root.last_event, root.id}).status();
            })
        .ok();
  }

  bool WriteBare() {
    return database_
        .Transact(mysql::TransactOptions{.repeatable = true},
                  [&](mysql::Transaction& tx) {
                    return tx
                        .Execute(kInsertBare,
                                 {Ulid::New(clock_.Now()), payload_.SerializeAsString()})
                        .status();
                  })
        .ok();
  }

 private:
  mysql::Database& database_;
  const SystemClock clock_;
  rpctest::v1::Echo payload_;
  std::array<Ulid, kWriters> roots_;
};

void Main() {
  TestMariaDb server({.durable = true});
  mysql::Options options = server.CreateSchema("bench_feed");
  Must(migrate::Migrate(options, {}));
  const std::unique_ptr<mysql::Database> database = Must(mysql::Database::Open(options));
  for (const char* sql : {kMakeRoots, kMakeBare})
    LADDER_INVARIANT(database->ExecuteAlone(sql).ok());
  const SystemClock clock;
  LADDER_INVARIANT(feed::EnsureEpoch(*database, clock.Now()).ok());
  feed::Heads heads;
  feed::Wakeup wakeup;
  feed::Numberer numberer(*database, clock, heads, wakeup);
  numberer.Start();
  Writers writers(*database);
  MeasurePairs(
      {.name = "feed events written and numbered",
       .peer = "bare inserts of the same bytes",
       .unit = "events/s"},
      [&] {
        const int64_t before = numberer.status().numbered;
        const absl::Time start = absl::Now();
        CallsPerSecond(kWriters, absl::Seconds(2),
                       [&](int writer) { return writers.WriteEvent(writer, wakeup); });
        // What is written but not yet numbered doesn't count.
        return static_cast<double>(numberer.status().numbered - before) /
               absl::ToDoubleSeconds(absl::Now() - start);
      },
      [&] {
        return CallsPerSecond(kWriters, absl::Seconds(2), [&](int) { return writers.WriteBare(); });
      });
  numberer.Stop();
}

}  // namespace
}  // namespace ladder::bench

int main() {
  ladder::bench::Main();
  return 0;
}
