// The way to the database: a pool of connections, transactions that are retried whole, statements
// prepared once. What the transaction rules are and why: docs/architecture.md 9.2. The connector's
// types and exceptions stop here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/mysql/value.h"

namespace ladder::mysql {

class Connection;
class Pool;

struct Options {
  std::string dsn = "";     // "unix:///path/my.sock" or "tcp://host:3306"
  std::string schema = "";  // the service's own
  std::string user = "";
  std::string password = "";
  std::string tls_ca = "";   // file; when set, a connection without TLS to that CA is refused
  int connections_max = 16;  // also the size of the worker pool
  absl::Duration acquire_timeout = absl::Seconds(2);
  absl::Duration statement_timeout = absl::Seconds(5);
  absl::Duration transaction_time_max = absl::Seconds(5);
  // Rows written by one transaction; bulk loads open a database of their own.
  int transaction_rows_max = 2000;
  // After this the server ends an idle transaction: a stopped client cannot hold locks or commit
  // late. Like lock_wait_timeout in whole seconds, rounded up, at least one.
  absl::Duration idle_transaction_timeout = absl::Seconds(3);
  absl::Duration lock_wait_timeout = absl::Seconds(2);
  // How long after its record time a transaction may still commit, by the server's clock.
  absl::Duration record_age_max = absl::InfiniteDuration();
  int tries_max = 3;
};

// What a pool did since it was opened; for metrics and tests.
struct PoolStats {
  int open = 0;           // connections idle, lent or being opened
  int idle = 0;           // of these, waiting in the pool
  int64_t opened = 0;     // sessions set up so far
  int64_t discarded = 0;  // of these, closed because they were lost or could not roll back
  int64_t statements_prepared = 0;
  int64_t statements_reused = 0;
};

struct TransactOptions {
  absl::Time deadline =
      absl::InfiniteFuture();  // of the call; the transaction's own limit also holds
  bool read_only = false;
  // The body can be run again after a COMMIT whose outcome was lost: a request id or a conditional
  // effect makes a second run harmless. Without it such a loss is UNAVAILABLE.
  bool repeatable = false;
};

// One open transaction. Not thread-safe. After any error it is spent: every further call returns
// that error, the platform rolls back, even when the function returns OK, and may run the function
// again from the start, so the function must keep nothing from one run to the next. After
// transaction_time_max every call is TRANSACTION_TOO_LARGE, the COMMIT too; after the call's
// deadline DEADLINE_PASSED, which also ends a statement that is at work then.
class Transaction {
 public:
  // Rows of a SELECT. `sql` must outlive the process (a constant): it is the key of the statement
  // cache.
  absl::StatusOr<Rows> Query(absl::string_view sql, const Values& values = {});
  // Exactly one row, or none. More than one is a defect and ends the process.
  absl::StatusOr<std::optional<Row>> QueryOne(absl::string_view sql, const Values& values = {});
  // Rows changed by INSERT, UPDATE, DELETE; an UPDATE to the values a row has already does not
  // count it. 1062 is ALREADY_EXISTS with reason ALREADY_EXISTS and metadata `key`, the name of the
  // violated index.
  absl::StatusOr<int64_t> Execute(absl::string_view sql, const Values& values = {});
  // The same statement once per row, sent as few multi-row INSERTs: `sql` ends in "VALUES" and each
  // row has the same number of values. At most 500 rows and about 1 MiB a statement. Returns the
  // number of rows written.
  absl::StatusOr<int64_t> InsertMany(absl::string_view sql, const std::vector<Values>& rows);

  // The database's clock, microseconds, UTC, read now: SELECT SYSDATE(6).
  absl::StatusOr<absl::Time> DatabaseNow();
  // The same as a record time, after the root lock. From the first on, a COMMIT that reaches the
  // server later than record_age_max after it is refused there, and the transaction is run again:
  // a process that was stopped meanwhile can't change what reports have said.
  absl::StatusOr<absl::Time> RecordNow();

  // Called after a successful commit, in order, by the committing thread, when the connection is
  // free again; not called when the transaction fails.
  void OnCommit(std::function<void()> action);

 private:
  friend class Database;
  Transaction(Connection& connection, const Options& options, const TransactOptions& call);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Why no further statement may run, or OK.
  absl::Status Usable();
  // The same, and the statement that follows ends with the call at the latest.
  absl::Status BeginStatement();
  absl::Status StatementFailed(absl::Status failure);
  absl::StatusOr<int64_t> Write(absl::string_view sql, const Values& values, bool reuse);
  absl::Status CountRows(int64_t rows);
  absl::Status Spend(absl::Status failure);

  Connection& connection_;
  const Options& options_;
  const bool read_only_;
  const absl::Time call_deadline_;
  const absl::Time limit_;
  absl::Status failure_;
  int64_t statements_ = 0;
  int64_t rows_written_ = 0;
  absl::Time recorded_ = absl::InfiniteFuture();
  std::vector<std::function<void()>> on_commit_;
};

class Database {
 public:
  // Checks the address by opening one connection and asserting the session (charset, sql_mode, time
  // zone, isolation, idle_transaction_timeout, cipher). A database that is down now is an error;
  // one that goes down later is survived.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const Options& options);
  ~Database();

  // Runs `body` in a READ COMMITTED transaction and commits when it returns OK. A deadlock, a lock
  // wait timeout or a connection lost before COMMIT rolls back and runs it again, at most tries_max
  // times, with a short random pause, while the call's deadline allows. A deadlock on the first
  // statement is no try: no work was lost, and the insert of a request id may meet it often
  // (docs/architecture.md 9.2). The body returns absl::Status or absl::StatusOr<T>, which is
  // returned. CONFLICT: lost against others each time. DATABASE_UNAVAILABLE: no connection, or
  // (metadata `commit` = "unknown") lost while it committed. OVERLOADED: no free connection within
  // acquire_timeout. A transaction inside another of the same Database ends the process.
  template <typename F>
  auto Transact(const TransactOptions& options, F&& body) -> std::invoke_result_t<F, Transaction&> {
    using Result = std::invoke_result_t<F, Transaction&>;
    Result result = absl::UnknownError("not run");
    const absl::Status status = Run(options, [&](Transaction& tx) {
      result = body(tx);
      if constexpr (std::is_same_v<Result, absl::Status>) {
        return result;
      } else {
        return result.status();
      }
    });
    if (!status.ok()) return status;
    return result;
  }
  template <typename F>
  auto Transact(F&& body) {
    return Transact(TransactOptions(), std::forward<F>(body));
  }
  // Reads only, on one connection. READ COMMITTED shows every statement what is committed when it
  // starts, so no transaction is begun: it would cost two round trips and change nothing.
  template <typename F>
  auto Read(F&& body) {
    return Transact(TransactOptions{.read_only = true}, std::forward<F>(body));
  }
  template <typename F>
  auto Read(TransactOptions options, F&& body) {
    options.read_only = true;
    return Transact(options, std::forward<F>(body));
  }

  // One statement outside a transaction, never repeated; for DDL and session-free administration.
  absl::Status ExecuteAlone(absl::string_view sql);

  const Options& options() const { return options_; }
  PoolStats stats() const;

 private:
  enum class Outcome { kFinal, kAgain, kAgainFree };
  struct Attempt;

  explicit Database(const Options& options);
  absl::Status Run(const TransactOptions& options,
                   absl::FunctionRef<absl::Status(Transaction&)> body);
  Attempt TryOnce(const TransactOptions& options,
                  absl::FunctionRef<absl::Status(Transaction&)> body);
  Attempt Abandon(Connection& connection, const Transaction& tx, absl::Status answer);
  Attempt Commit(Connection& connection, Transaction& tx, const TransactOptions& options);

  const Options options_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace ladder::mysql
