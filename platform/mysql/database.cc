#include "platform/mysql/database.h"

#include <algorithm>
#include <thread>

#include "absl/random/random.h"
#include "ladder/options/v1/reasons.h"
#include "platform/mysql/connection.h"
#include "platform/mysql/pool.h"
#include "platform/status/status.h"

namespace ladder::mysql {
namespace {

// A deadlock on the first statement is free, but not for ever.
constexpr int kFreeTriesMax = 20;

// Long enough for the winner to finish, different for each loser.
absl::Duration Pause(int tries) {
  static thread_local absl::InsecureBitGen random;
  return absl::Milliseconds(absl::Uniform(random, 2, 15 * std::min(tries + 1, 4)));
}

// The database whose transaction this thread is in.
thread_local const Database* inside = nullptr;

struct InsideScope {
  explicit InsideScope(const Database* database) : outer(inside) {
    // A second connection for the same thread could wait for itself.
    LADDER_INVARIANT(inside != database);
    inside = database;
  }
  ~InsideScope() { inside = outer; }
  const Database* const outer;
};

}  // namespace

struct Database::Attempt {
  Outcome outcome = Outcome::kFinal;
  absl::Status status;
  std::vector<std::function<void()>> on_commit = {};
};

Database::Database(const Options& options)
    : options_(options), pool_(std::make_unique<Pool>(options_)) {}

Database::~Database() = default;

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const Options& options) {
  std::unique_ptr<Database> database(new Database(options));
  const absl::StatusOr<Pool::Lease> lease = database->pool_->Acquire(absl::InfiniteFuture());
  if (!lease.ok()) return lease.status();
  return database;
}

absl::Status Database::Run(const TransactOptions& options,
                           absl::FunctionRef<absl::Status(Transaction&)> body) {
  int tries = 0;
  int free_tries = 0;
  for (;;) {
    Attempt attempt = TryOnce(options, body);
    // The connection is back in the pool by now: an action may open a transaction of its own.
    for (const std::function<void()>& action : attempt.on_commit) action();
    if (attempt.outcome == Outcome::kFinal) return std::move(attempt.status);
    if (attempt.outcome == Outcome::kAgainFree && free_tries < kFreeTriesMax) {
      ++free_tries;
    } else if (++tries >= options_.tries_max) {
      return std::move(attempt.status);
    }
    const absl::Duration pause = Pause(tries);
    if (absl::Now() + pause >= options.deadline) return std::move(attempt.status);
    std::this_thread::sleep_for(absl::ToChronoNanoseconds(pause));
  }
}

Database::Attempt Database::TryOnce(const TransactOptions& options,
                                    absl::FunctionRef<absl::Status(Transaction&)> body) {
  const InsideScope scope(this);
  absl::StatusOr<Pool::Lease> lease = pool_->Acquire(options.deadline);
  if (!lease.ok()) {
    const bool again = ReasonOf(lease.status()) == InfoOf(Reason::kDatabaseUnavailable).name;
    return {again ? Outcome::kAgain : Outcome::kFinal, lease.status()};
  }
  Connection& connection = **lease;
  Transaction tx(connection, options_, options);
  if (const absl::Status begun = connection.Begin(options.read_only); !begun.ok()) {
    tx.failure_ = begun;
    return Abandon(connection, tx, begun);
  }
  absl::Status answer = body(tx);
  if (answer.ok()) answer = tx.Usable();
  if (!answer.ok()) return Abandon(connection, tx, std::move(answer));
  if (options.read_only) return {Outcome::kFinal, absl::OkStatus(), std::move(tx.on_commit_)};
  return Commit(connection, tx, options);
}

// Rolls back: 1205 leaves the transaction open, and the next BEGIN would commit it.
Database::Attempt Database::Abandon(Connection& connection, const Transaction& tx,
                                    absl::Status answer) {
  const bool failed = connection.failed() && !tx.failure_.ok();
  const Fault fault = connection.fault();
  if (connection.usable() && !connection.reusable()) (void)connection.Rollback();
  if (!failed || !IsTransient(fault)) return {Outcome::kFinal, std::move(answer)};
  // The body may have said it otherwise; what happened is the lost transaction.
  const bool free = IsDeadlock(fault) && tx.statements_ == 1;
  return {free ? Outcome::kAgainFree : Outcome::kAgain, tx.failure_};
}

Database::Attempt Database::Commit(Connection& connection, Transaction& tx,
                                   const TransactOptions& options) {
  const absl::Time latest =
      tx.rows_written_ > 0 ? tx.recorded_ + options_.record_age_max : absl::InfiniteFuture();
  const absl::Status committed = connection.Commit(latest);
  if (committed.ok()) return {Outcome::kFinal, absl::OkStatus(), std::move(tx.on_commit_)};
  if (connection.usable()) {
    // The server answered: nothing was committed.
    tx.failure_ = committed;
    return Abandon(connection, tx, committed);
  }
  const bool harmless = options.repeatable || options.read_only || tx.rows_written_ == 0;
  return {harmless ? Outcome::kAgain : Outcome::kFinal,
          Refuse(Reason::kDatabaseUnavailable, {{"commit", "unknown"}})};
}

absl::Status Database::ExecuteAlone(absl::string_view sql) {
  const InsideScope scope(this);
  LADDER_ASSIGN_OR_RETURN(const Pool::Lease lease, pool_->Acquire(absl::InfiniteFuture()));
  return lease->RunText(sql);
}

PoolStats Database::stats() const { return pool_->stats(); }

}  // namespace ladder::mysql
