// One session with the database and its prepared statements. The only place that knows the
// connector: its exceptions become statuses in connection.cc. Used by one thread at a time.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "platform/mysql/fault.h"
#include "platform/mysql/value.h"

namespace sql {
class Connection;
class PreparedStatement;
class Statement;
}  // namespace sql

namespace ladder::mysql {

// How often a statement was found prepared; shared by the connections of one pool.
struct StatementCounts {
  std::atomic<int64_t> prepared{0};
  std::atomic<int64_t> reused{0};
};

// Whether a prepared statement is worth a place in the cache.
enum class Reuse { kOften, kOnce };

// By how much a statement may outlive the call it works for: each correction of the limit is a
// round trip of its own, so that a call with a short deadline pays for few.
inline constexpr absl::Duration kStatementSlack = absl::Milliseconds(50);

class Connection {
 public:
  // Connects, sets the session up and asserts that it is as asked. `counts` outlives the
  // connection.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const Options& options,
                                                          StatementCounts& counts);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Nothing is sent for reads alone: each of their statements is a transaction of its own.
  absl::Status Begin(bool read_only);
  // No later statement works longer than `time`, give or take kStatementSlack; never longer than
  // the options' statement_timeout.
  absl::Status LimitStatements(absl::Duration time);
  // Refused by the server as a deadlock would be (1213) when it gets there after `latest`.
  absl::Status Commit(absl::Time latest);
  absl::Status Rollback();

  // One statement as text, unprepared. Its text is not shown in errors: it may hold a password.
  absl::Status RunText(absl::string_view sql);
  absl::StatusOr<Rows> Query(absl::string_view sql, const Values& values);
  // Rows changed. A statement that returns rows is a defect, and INTERNAL.
  absl::StatusOr<int64_t> Execute(absl::string_view sql, const Values& values, Reuse reuse);

  // Asks the server; 14 us on a socket.
  bool IsAlive();

  // The error of the last call; code 0 and `failed` false after success.
  bool failed() const { return failed_; }
  const Fault& fault() const { return fault_; }
  // The session still answers.
  bool usable() const { return !lost_; }
  // False when the session is lost or a transaction is open: the pool then closes it.
  bool reusable() const { return !lost_ && !in_transaction_; }

 private:
  struct Prepared {
    std::string sql;
    std::unique_ptr<sql::PreparedStatement> statement;
  };

  Connection(const Options& options, StatementCounts& counts);
  absl::Status Connect();
  absl::Status AssertSession();
  // Runs `call` and turns what it throws into a status.
  absl::Status Guard(absl::string_view sql, absl::FunctionRef<void()> call);
  sql::PreparedStatement& Find(absl::string_view sql);
  void Remember(absl::string_view sql, std::unique_ptr<sql::PreparedStatement> statement);
  std::unique_ptr<sql::PreparedStatement> Prepare(absl::string_view sql);

  const Options& options_;
  absl::Duration statement_limit_;  // as the session has it now
  StatementCounts& counts_;
  std::unique_ptr<sql::Connection> session_;
  std::unique_ptr<sql::Statement> text_;
  std::list<Prepared> recent_;  // most recently used first
  absl::flat_hash_map<absl::string_view, std::list<Prepared>::iterator> by_sql_;
  Fault fault_;
  bool failed_ = false;
  bool lost_ = false;
  bool in_transaction_ = false;
};

}  // namespace ladder::mysql
