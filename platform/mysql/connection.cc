#include "platform/mysql/connection.h"

#include <cppconn/datatype.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <mysql_connection.h>
#include <mysql_driver.h>

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "platform/mysql/session.h"
#include "platform/status/status.h"

namespace ladder::mysql {
namespace {

// A connection holds at most this many prepared statements; the server's limit is 16382 over all
// connections.
constexpr size_t kStatementsMax = 256;
constexpr int kTooManyStatements = 1461;
// The client waits this much longer than the server may work, so that the server's own timeout
// speaks first.
constexpr absl::Duration kReadMargin = absl::Seconds(2);

sql::mysql::MySQL_Driver& Driver() {
  // The driver's first call is not thread-safe; a function-local static is.
  static sql::mysql::MySQL_Driver* const driver = sql::mysql::get_mysql_driver_instance();
  return *driver;
}

// The client library keeps a little memory per thread.
struct ThreadScope {
  ThreadScope() { Driver().threadInit(); }
  ~ThreadScope() { Driver().threadEnd(); }
};

void EnterThread() { static thread_local const ThreadScope scope; }

sql::SQLString ToSql(absl::string_view text) { return sql::SQLString(text.data(), text.size()); }
std::string FromSql(const sql::SQLString& text) { return std::string(text.c_str(), text.length()); }

enum class Kind { kSigned, kUnsigned, kWholeDecimal, kText, kUnread };

Kind KindOf(sql::ResultSetMetaData& columns, unsigned int column) {
  switch (columns.getColumnType(column)) {
    case sql::DataType::TINYINT:
    case sql::DataType::SMALLINT:
    case sql::DataType::MEDIUMINT:
    case sql::DataType::INTEGER:
    case sql::DataType::BIGINT:
    case sql::DataType::YEAR:
      return columns.isSigned(column) ? Kind::kSigned : Kind::kUnsigned;
    case sql::DataType::BIT:
      return Kind::kUnsigned;
    case sql::DataType::DECIMAL:
    case sql::DataType::NUMERIC:
      return columns.getScale(column) == 0 ? Kind::kWholeDecimal : Kind::kText;
    case sql::DataType::REAL:
    case sql::DataType::DOUBLE:
      return Kind::kUnread;
    default:
      return Kind::kText;
  }
}

// One cell. Values that int64 cannot hold are refused, not bent: the connector itself would return
// -1.
absl::StatusOr<Row::Cell> ReadCell(sql::ResultSet& result, unsigned int column, Kind kind) {
  if (result.isNull(column)) return Row::Cell();
  int64_t number = 0;
  switch (kind) {
    case Kind::kSigned:
      return Row::Cell(int64_t{result.getInt64(column)});
    case Kind::kUnsigned: {
      const uint64_t value = result.getUInt64(column);
      if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) break;
      return Row::Cell(static_cast<int64_t>(value));
    }
    case Kind::kWholeDecimal:
      if (!absl::SimpleAtoi(FromSql(result.getString(column)), &number)) break;
      return Row::Cell(number);
    case Kind::kText:
      return Row::Cell(FromSql(result.getString(column)));
    case Kind::kUnread:
      return absl::InternalError(
          absl::StrCat("column ", column, " is floating point, which nothing here reads"));
  }
  return absl::InternalError(absl::StrCat("column ", column, " does not fit 64 bits with a sign"));
}

absl::StatusOr<Rows> ReadRows(sql::ResultSet& result) {
  sql::ResultSetMetaData& columns = *result.getMetaData();
  std::vector<Kind> kinds;
  for (unsigned int i = 1; i <= columns.getColumnCount(); ++i) kinds.push_back(KindOf(columns, i));
  Rows rows;
  rows.reserve(result.rowsCount());
  while (result.next()) {
    std::vector<Row::Cell> cells;
    cells.reserve(kinds.size());
    for (unsigned int i = 1; i <= kinds.size(); ++i) {
      LADDER_ASSIGN_OR_RETURN(Row::Cell cell, ReadCell(result, i, kinds[i - 1]));
      cells.push_back(std::move(cell));
    }
    rows.emplace_back(std::move(cells));
  }
  return rows;
}

// The connector sends any statement by either method, and says nothing: the wrong one leaves the
// session out of step. DDL is refused too, since it would commit what came before.
absl::Status CheckKind(absl::string_view sql, std::initializer_list<absl::string_view> kinds) {
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(sql);
  for (absl::string_view kind : kinds) {
    if (absl::StartsWithIgnoreCase(text, kind)) return absl::OkStatus();
  }
  return absl::InternalError(absl::StrCat("a statement of the wrong kind: ", ShortSql(sql)));
}

void Bind(sql::PreparedStatement& statement, const Values& values) {
  unsigned int index = 0;
  for (const Value& value : values) {
    ++index;
    if (value.integer() != nullptr) {
      statement.setInt64(index, *value.integer());
    } else if (value.bytes() != nullptr) {
      statement.setString(index, ToSql(*value.bytes()));
    } else {
      statement.setNull(index, 0);
    }
  }
}

// One statement, so that nothing can come between the look at the clock and the COMMIT.
std::string CommitUntil(absl::Time latest) {
  return absl::StrCat("BEGIN NOT ATOMIC IF SYSDATE(6) > '",
                      absl::FormatTime("%E4Y-%m-%d %H:%M:%E6S", latest, absl::UTCTimeZone()),
                      "' THEN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = "
                      "'later than its record time allows'; END IF; COMMIT; END");
}

}  // namespace

Connection::Connection(const Options& options, StatementCounts& counts)
    : options_(options), statement_limit_(options.statement_timeout), counts_(counts) {}

Connection::~Connection() {
  EnterThread();
  // Statements before their session. Closing a dead session may throw, and there is nobody to tell.
  (void)Guard("close", [this] {
    by_sql_.clear();
    recent_.clear();
    text_.reset();
    session_.reset();
  });
}

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const Options& options,
                                                             StatementCounts& counts) {
  EnterThread();
  std::unique_ptr<Connection> connection(new Connection(options, counts));
  LADDER_RETURN_IF_ERROR(connection->Connect());
  LADDER_RETURN_IF_ERROR(connection->AssertSession());
  return connection;
}

absl::Status Connection::Connect() {
  const absl::Duration read_timeout = options_.statement_timeout + kReadMargin;
  sql::ConnectOptionsMap map;
  map["hostName"] = sql::SQLString(options_.dsn);
  map["userName"] = sql::SQLString(options_.user);
  map["password"] = sql::SQLString(options_.password);
  if (!options_.schema.empty()) map["schema"] = sql::SQLString(options_.schema);
  map["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
  map["OPT_CONNECT_TIMEOUT"] = static_cast<int>(WholeSeconds(options_.acquire_timeout));
  map["OPT_READ_TIMEOUT"] = static_cast<int>(WholeSeconds(read_timeout));
  map["OPT_WRITE_TIMEOUT"] = static_cast<int>(WholeSeconds(read_timeout));
  if (!options_.tls_ca.empty()) {
    // Only sslVerify refuses a server without TLS; sslCA and sslEnforce alone fall back to clear
    // text.
    map["sslCA"] = sql::SQLString(options_.tls_ca);
    map["sslVerify"] = true;
  }
  const absl::Status status = Guard("connect", [&] {
    session_.reset(Driver().connect(map));
    text_.reset(session_->createStatement());
    text_->execute(ToSql(SessionSql(options_)));
  });
  if (!status.ok()) return ConnectStatus(fault_);
  return absl::OkStatus();
}

absl::Status Connection::AssertSession() {
  absl::StatusOr<Rows> rows = Rows();
  const absl::Status status = Guard(kSessionQuery, [&] {
    const std::unique_ptr<sql::ResultSet> result(text_->executeQuery(ToSql(kSessionQuery)));
    rows = ReadRows(*result);
  });
  if (!status.ok()) return ConnectStatus(fault_);
  if (!rows.ok()) return rows.status();
  LADDER_INVARIANT(rows->size() == 1);
  return CheckSession(options_, rows->front());
}

absl::Status Connection::Guard(absl::string_view sql, absl::FunctionRef<void()> call) {
  failed_ = true;
  try {
    call();
    failed_ = false;
    fault_ = Fault();
    return absl::OkStatus();
  } catch (const sql::SQLException& error) {
    fault_ = {error.getErrorCode(), error.getSQLState(), error.what()};
  } catch (const std::exception& error) {
    fault_ = {0, "", error.what()};
  }
  lost_ = lost_ || IsLost(fault_);
  return StatementStatus(fault_, sql);
}

absl::Status Connection::Begin(bool read_only) {
  EnterThread();
  failed_ = false;
  if (read_only) return absl::OkStatus();
  in_transaction_ = true;
  return Guard("BEGIN", [&] { text_->execute("BEGIN"); });
}

absl::Status Connection::LimitStatements(absl::Duration time) {
  const absl::Duration wanted = std::clamp(time, absl::Milliseconds(1), options_.statement_timeout);
  // A limit that is too long by less than the slack stands; one that is too short does not.
  if (wanted <= statement_limit_ && statement_limit_ - wanted <= kStatementSlack) {
    return absl::OkStatus();
  }
  const std::string sql =
      absl::StrFormat("SET SESSION max_statement_time = %.6f", absl::ToDoubleSeconds(wanted));
  LADDER_RETURN_IF_ERROR(Guard(sql, [&] { text_->execute(ToSql(sql)); }));
  statement_limit_ = wanted;
  return absl::OkStatus();
}

absl::Status Connection::Commit(absl::Time latest) {
  const std::string sql = latest == absl::InfiniteFuture() ? "COMMIT" : CommitUntil(latest);
  const absl::Status status = Guard("COMMIT", [&] { text_->execute(ToSql(sql)); });
  if (status.ok()) in_transaction_ = false;
  return status;
}

absl::Status Connection::Rollback() {
  const absl::Status status = Guard("ROLLBACK", [&] { text_->execute("ROLLBACK"); });
  if (status.ok()) in_transaction_ = false;
  return status;
}

absl::Status Connection::RunText(absl::string_view sql) {
  EnterThread();
  return Guard("a statement run alone", [&] { text_->execute(ToSql(sql)); });
}

absl::StatusOr<Rows> Connection::Query(absl::string_view sql, const Values& values) {
  absl::StatusOr<Rows> rows = Rows();
  failed_ = false;
  LADDER_RETURN_IF_ERROR(CheckKind(sql, {"SELECT", "WITH", "SHOW"}));
  LADDER_RETURN_IF_ERROR(Guard(sql, [&] {
    sql::PreparedStatement& statement = Find(sql);
    Bind(statement, values);
    const std::unique_ptr<sql::ResultSet> result(statement.executeQuery());
    rows = ReadRows(*result);
  }));
  return rows;
}

absl::StatusOr<int64_t> Connection::Execute(absl::string_view sql, const Values& values,
                                            Reuse reuse) {
  int64_t changed = 0;
  failed_ = false;
  LADDER_RETURN_IF_ERROR(CheckKind(sql, {"INSERT", "UPDATE", "DELETE", "REPLACE"}));
  LADDER_RETURN_IF_ERROR(Guard(sql, [&] {
    std::unique_ptr<sql::PreparedStatement> once;
    if (reuse == Reuse::kOnce) once = Prepare(sql);
    sql::PreparedStatement& statement = once ? *once : Find(sql);
    Bind(statement, values);
    changed = statement.executeUpdate();
  }));
  return changed;
}

bool Connection::IsAlive() {
  EnterThread();
  bool alive = false;
  const absl::Status status = Guard("ping", [&] { alive = session_->isValid(); });
  return status.ok() && alive;
}

sql::PreparedStatement& Connection::Find(absl::string_view sql) {
  if (const auto found = by_sql_.find(sql); found != by_sql_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    counts_.reused.fetch_add(1, std::memory_order_relaxed);
    return *recent_.front().statement;
  }
  Remember(sql, Prepare(sql));
  return *recent_.front().statement;
}

void Connection::Remember(absl::string_view sql,
                          std::unique_ptr<sql::PreparedStatement> statement) {
  if (recent_.size() >= kStatementsMax) {
    by_sql_.erase(recent_.back().sql);
    recent_.pop_back();
  }
  recent_.push_front({std::string(sql), std::move(statement)});
  by_sql_.emplace(recent_.front().sql, recent_.begin());
}

std::unique_ptr<sql::PreparedStatement> Connection::Prepare(absl::string_view sql) {
  counts_.prepared.fetch_add(1, std::memory_order_relaxed);
  try {
    return std::unique_ptr<sql::PreparedStatement>(session_->prepareStatement(ToSql(sql)));
  } catch (const sql::SQLException& error) {
    if (error.getErrorCode() != kTooManyStatements) throw;
  }
  // The server is full of statements, of every client together. Ours are the ones we can give up.
  by_sql_.clear();
  recent_.clear();
  return std::unique_ptr<sql::PreparedStatement>(session_->prepareStatement(ToSql(sql)));
}

}  // namespace ladder::mysql
