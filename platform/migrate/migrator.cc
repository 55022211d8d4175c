#include "platform/migrate/migrator.h"

#include <atomic>
#include <condition_variable>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/id/ulid.h"
#include "platform/migrate/history.h"
#include "platform/migrate/lease.h"
#include "platform/migrate/sql/migrations.h"
#include "platform/status/status.h"

namespace ladder::migrate {
namespace {

using mysql::Transaction;

constexpr absl::string_view kLeaseName = "migrate";
// schema_migration and lease: made before there is a lease to take. Both statements do nothing the
// second time.
constexpr size_t kBootstrap = 2;

constexpr absl::string_view kHasHistory =
    "SELECT COUNT(*) FROM information_schema.TABLES "
    "WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'schema_migration'";
constexpr absl::string_view kHistory =
    "SELECT version, name, checksum, min_compatible FROM schema_migration "
    "WHERE component = ? ORDER BY version LIMIT 10000";
constexpr absl::string_view kRecord =
    "INSERT INTO schema_migration (component, version, name, checksum, min_compatible, applied_at) "
    "VALUES (?, ?, ?, ?, ?, SYSDATE(6))";

absl::StatusOr<std::vector<Applied>> ReadHistory(Transaction& tx, absl::string_view component) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kHistory, {component}));
  std::vector<Applied> applied;
  for (const mysql::Row& row : rows) {
    applied.push_back({.version = static_cast<int>(row.Int(0)),
                       .name = row.Text(1),
                       .checksum = row.Text(2),
                       .min_compatible = static_cast<int>(row.Int(3))});
  }
  return applied;
}

// Prolongs the lease as long as it lives. A long ALTER must not look like a crash.
class LeaseKeeper {
 public:
  LeaseKeeper(mysql::Database& database, const Ulid& owner, absl::Duration duration)
      : thread_([this, &database, owner, duration] { Keep(database, owner, duration); }) {}
  ~LeaseKeeper() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      done_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

 private:
  void Keep(mysql::Database& database, const Ulid& owner, absl::Duration duration) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (
        !wake_.wait_for(lock, absl::ToChronoNanoseconds(duration / 3), [this] { return done_; })) {
      lock.unlock();
      // A failure shows when the next migration is recorded: it needs the lease.
      (void)database.Transact(
          [&](Transaction& tx) { return KeepLease(tx, kLeaseName, owner, duration).status(); });
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread thread_;
};

class Migrator {
 public:
  Migrator(mysql::Database& database, const MigrateOptions& options)
      : database_(database), options_(options), owner_(Ulid::New(absl::Now())) {}

  absl::Status Bootstrap() {
    for (const Migration& migration : platform::Migrations().subspan(0, kBootstrap)) {
      LADDER_RETURN_IF_ERROR(database_.ExecuteAlone(StatementOf(migration.sql)));
    }
    return absl::OkStatus();
  }

  absl::Status WaitForLease() {
    const absl::Time until = absl::Now() + options_.wait_max;
    for (;;) {
      LADDER_ASSIGN_OR_RETURN(const bool mine, database_.Transact([&](Transaction& tx) {
        return TakeLease(tx, kLeaseName, owner_, options_.lease);
      }));
      if (mine) return absl::OkStatus();
      if (absl::Now() >= until) return absl::DeadlineExceededError("another migrator is at work");
      absl::SleepFor(options_.poll);
    }
  }

  void Release() {
    // If this fails the lease ends by itself.
    (void)database_.Transact([&](Transaction& tx) { return ReleaseLease(tx, kLeaseName, owner_); });
  }

  absl::StatusOr<int> ApplySeries(absl::Span<const Migration> series) {
    if (series.empty()) return 0;
    LADDER_ASSIGN_OR_RETURN(
        const std::vector<Applied> applied,
        database_.Read([&](Transaction& tx) { return ReadHistory(tx, series[0].component); }));
    LADDER_RETURN_IF_ERROR(CheckHistory(series, applied));
    int count = 0;
    for (const Migration& migration : Pending(series, applied)) {
      LADDER_RETURN_IF_ERROR(Apply(migration));
      ++count;
    }
    return count;
  }

  const Ulid& owner() const { return owner_; }

 private:
  absl::Status Apply(const Migration& migration) {
    Tell(migration, Step::kStarting);
    const std::string statement = StatementOf(migration.sql);
    const bool change = FormOf(migration.sql) == Form::kChange;
    if (!change) {
      LADDER_RETURN_IF_ERROR(
          database_.Transact([&](Transaction& tx) { return StillMine(tx, migration); }));
      LADDER_RETURN_IF_ERROR(Named(migration, database_.ExecuteAlone(statement)));
      Tell(migration, Step::kExecuted);
    }
    const absl::Status recorded = database_.Transact(
        [&](Transaction& tx) { return Record(tx, migration, change ? statement : ""); });
    LADDER_RETURN_IF_ERROR(Named(migration, recorded));
    Tell(migration, Step::kRecorded);
    return absl::OkStatus();
  }

  // The row that says it is done, together with the change itself where that is a change of rows.
  absl::Status Record(Transaction& tx, const Migration& migration, absl::string_view change) {
    LADDER_RETURN_IF_ERROR(StillMine(tx, migration));
    if (!change.empty()) LADDER_RETURN_IF_ERROR(tx.Execute(change).status());
    return tx
        .Execute(kRecord, {migration.component, migration.version, migration.name,
                           ChecksumOf(migration.sql), migration.min_compatible})
        .status();
  }

  // A migrator that was stopped and wakes late finds that another took over.
  absl::Status StillMine(Transaction& tx, const Migration& migration) {
    LADDER_ASSIGN_OR_RETURN(const bool mine, HoldsLease(tx, kLeaseName, owner_));
    if (mine) return absl::OkStatus();
    return absl::AbortedError(absl::StrCat("another migrator took over before ",
                                           migration.component, "/", migration.name));
  }

  static absl::Status Named(const Migration& migration, const absl::Status& status) {
    if (status.ok() || RefusalOf(status)) return status;
    return absl::Status(status.code(), absl::StrCat("migration ", migration.component, "/",
                                                    migration.name, ": ", status.message()));
  }

  void Tell(const Migration& migration, Step step) const {
    if (options_.on_step) options_.on_step(migration, step);
  }

  mysql::Database& database_;
  const MigrateOptions& options_;
  const Ulid owner_;
};

absl::Status CheckOne(Transaction& tx, absl::Span<const Migration> series) {
  if (series.empty()) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const std::vector<Applied> applied, ReadHistory(tx, series[0].component));
  LADDER_RETURN_IF_ERROR(CheckHistory(series, applied));
  const absl::Span<const Migration> pending = Pending(series, applied);
  if (pending.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("the schema lacks migration ",
                                                    pending[0].component, "/", pending[0].name,
                                                    ": run --migrate first"));
}

}  // namespace

absl::StatusOr<int> Migrate(const mysql::Options& database, absl::Span<const Migration> service,
                            const MigrateOptions& options) {
  LADDER_RETURN_IF_ERROR(CheckSeries(platform::Migrations()));
  LADDER_RETURN_IF_ERROR(CheckSeries(service));
  mysql::Options patient = database;
  patient.connections_max = 2;  // the work, and the lease
  patient.statement_timeout = options.statement_time_max;
  patient.transaction_time_max = options.statement_time_max;
  patient.transaction_rows_max = std::numeric_limits<int>::max();
  LADDER_ASSIGN_OR_RETURN(const std::unique_ptr<mysql::Database> opened,
                          mysql::Database::Open(patient));
  Migrator migrator(*opened, options);
  LADDER_RETURN_IF_ERROR(migrator.Bootstrap());
  LADDER_RETURN_IF_ERROR(migrator.WaitForLease());
  absl::StatusOr<int> platform_count, service_count;
  {
    const LeaseKeeper keeper(*opened, migrator.owner(), options.lease);
    platform_count = migrator.ApplySeries(platform::Migrations());
    if (platform_count.ok()) service_count = migrator.ApplySeries(service);
  }
  migrator.Release();
  if (!platform_count.ok()) return platform_count.status();
  if (!service_count.ok()) return service_count.status();
  return *platform_count + *service_count;
}

absl::Status CheckCompatible(mysql::Database& database, absl::Span<const Migration> service) {
  return database.Read([&](Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> tables, tx.QueryOne(kHasHistory));
    if (!tables->Bool(0)) {
      return absl::FailedPreconditionError("the schema is empty: run --migrate first");
    }
    LADDER_RETURN_IF_ERROR(CheckOne(tx, platform::Migrations()));
    return CheckOne(tx, service);
  });
}

}  // namespace ladder::migrate
