#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/mysql/connection.h"
#include "platform/mysql/database.h"
#include "platform/status/status.h"

namespace ladder::mysql {
namespace {

constexpr size_t kRowsPerInsert = 500;
constexpr size_t kBytesPerInsert = size_t{1} << 20;
constexpr size_t kPlacesMax = 65535;  // of one prepared statement

size_t SizeOf(const Values& row) {
  size_t bytes = 0;
  for (const Value& value : row) bytes += value.bytes() != nullptr ? value.bytes()->size() : 8;
  return bytes;
}

// The end of the chunk that starts at `first`: as many rows as one statement takes.
size_t ChunkEnd(const std::vector<Values>& rows, size_t first, size_t rows_max) {
  const size_t last = std::min(rows.size(), first + rows_max);
  size_t bytes = SizeOf(rows[first]);
  size_t end = first + 1;
  while (end < last) {
    bytes += SizeOf(rows[end]);
    if (bytes > kBytesPerInsert) break;
    ++end;
  }
  return end;
}

std::string WithPlaces(absl::string_view sql, size_t rows, size_t columns) {
  std::string row = "(";
  for (size_t i = 0; i < columns; ++i) absl::StrAppend(&row, i == 0 ? "?" : ",?");
  row += ')';
  std::string text(sql);
  text.reserve(sql.size() + rows * (row.size() + 1));
  for (size_t i = 0; i < rows; ++i) absl::StrAppend(&text, i == 0 ? " " : ",", row);
  return text;
}

}  // namespace

Transaction::Transaction(Connection& connection, const Options& options,
                         const TransactOptions& call)
    : connection_(connection),
      options_(options),
      read_only_(call.read_only),
      call_deadline_(call.deadline),
      limit_(absl::Now() + options.transaction_time_max) {}

absl::Status Transaction::Spend(absl::Status failure) {
  failure_ = std::move(failure);
  return failure_;
}

absl::Status Transaction::Usable() {
  if (!failure_.ok()) return failure_;
  const absl::Time now = absl::Now();
  if (now > call_deadline_) return Spend(Refuse(Reason::kDeadlinePassed));
  if (now > limit_) return Spend(Refuse(Reason::kTransactionTooLarge));
  return absl::OkStatus();
}

absl::Status Transaction::BeginStatement() {
  LADDER_RETURN_IF_ERROR(Usable());
  const absl::Status limited = connection_.LimitStatements(call_deadline_ - absl::Now());
  if (!limited.ok()) return Spend(limited);
  ++statements_;
  return absl::OkStatus();
}

absl::Status Transaction::StatementFailed(absl::Status failure) {
  // The limit that ended the statement was the call's, not the database's own.
  const bool late = absl::Now() + kStatementSlack > call_deadline_ &&
                    ReasonOf(failure) == InfoOf(Reason::kTransactionTooLarge).name;
  return Spend(late ? Refuse(Reason::kDeadlinePassed) : std::move(failure));
}

absl::StatusOr<Rows> Transaction::Query(absl::string_view sql, const Values& values) {
  LADDER_RETURN_IF_ERROR(BeginStatement());
  absl::StatusOr<Rows> rows = connection_.Query(sql, values);
  if (!rows.ok()) return StatementFailed(rows.status());
  return rows;
}

absl::StatusOr<std::optional<Row>> Transaction::QueryOne(absl::string_view sql,
                                                         const Values& values) {
  LADDER_ASSIGN_OR_RETURN(Rows rows, Query(sql, values));
  LADDER_INVARIANT(rows.size() <= 1);
  if (rows.empty()) return std::optional<Row>();
  return std::optional<Row>(std::move(rows.front()));
}

absl::StatusOr<int64_t> Transaction::Write(absl::string_view sql, const Values& values,
                                           bool reuse) {
  if (read_only_) return Spend(absl::InternalError("a write where only reads were announced"));
  LADDER_RETURN_IF_ERROR(BeginStatement());
  const absl::StatusOr<int64_t> rows =
      connection_.Execute(sql, values, reuse ? Reuse::kOften : Reuse::kOnce);
  if (!rows.ok()) return StatementFailed(rows.status());
  LADDER_RETURN_IF_ERROR(CountRows(*rows));
  return rows;
}

absl::Status Transaction::CountRows(int64_t rows) {
  rows_written_ += rows;
  if (rows_written_ > options_.transaction_rows_max) {
    return Spend(Refuse(Reason::kTransactionTooLarge));
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> Transaction::Execute(absl::string_view sql, const Values& values) {
  return Write(sql, values, /*reuse=*/true);
}

absl::StatusOr<int64_t> Transaction::InsertMany(absl::string_view sql,
                                                const std::vector<Values>& rows) {
  LADDER_RETURN_IF_ERROR(Usable());
  if (rows.empty()) return 0;
  const size_t columns = rows.front().size();
  LADDER_INVARIANT(columns > 0 && columns <= kPlacesMax);
  if (rows_written_ + static_cast<int64_t>(rows.size()) > options_.transaction_rows_max) {
    return Spend(Refuse(Reason::kTransactionTooLarge));
  }
  const size_t rows_full = std::min(kRowsPerInsert, kPlacesMax / columns);
  int64_t written = 0;
  for (size_t first = 0; first < rows.size();) {
    const size_t end = ChunkEnd(rows, first, rows_full);
    Values values;
    values.reserve((end - first) * columns);
    for (size_t i = first; i < end; ++i) {
      LADDER_INVARIANT(rows[i].size() == columns);
      values.insert(values.end(), rows[i].begin(), rows[i].end());
    }
    // Only the two sizes that come again and again are worth a place in the cache.
    const bool reuse = end - first == rows_full || end - first == 1;
    LADDER_ASSIGN_OR_RETURN(const int64_t count,
                            Write(WithPlaces(sql, end - first, columns), values, reuse));
    written += count;
    first = end;
  }
  return written;
}

absl::StatusOr<absl::Time> Transaction::DatabaseNow() {
  constexpr absl::string_view kNow = "SELECT SYSDATE(6)";
  LADDER_ASSIGN_OR_RETURN(const Rows rows, Query(kNow));
  LADDER_INVARIANT(rows.size() == 1);
  return rows.front().Time(0);
}

absl::StatusOr<absl::Time> Transaction::RecordNow() {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, DatabaseNow());
  recorded_ = std::min(recorded_, now);
  return now;
}

void Transaction::OnCommit(std::function<void()> action) {
  on_commit_.push_back(std::move(action));
}

}  // namespace ladder::mysql
