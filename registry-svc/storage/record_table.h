// A table whose rows are never edited: a save closes those that no longer hold and inserts the new
// ones, at one record time (docs/architecture.md 9.4). Every fact group, the scopes, the
// projection, spells, skills and documents are such tables; this is the only code that writes them.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"
#include "platform/status/status.h"
#include "registry-svc/domain/timeline.h"

namespace ladder::registry {

// The record time of a change of a root that was last changed at `last`: the database's clock, read
// now, when the root's lock is held, and always later than the last.
inline absl::StatusOr<absl::Time> RecordTime(mysql::Transaction& tx, absl::Time last) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.RecordNow());
  return std::max(now, last + absl::Microseconds(1));
}

template <typename T>
class RecordTable {
 public:
  struct Columns {
    std::string table;
    std::string owner;                // the column of the root's id
    std::vector<std::string> keys;    // what tells the current rows of one owner apart
    std::vector<std::string> values;  // the rest, without rec_from and rec_to
  };
  // `read` takes a row whose columns from `first` on are keys and values; `write` gives them in
  // that order.
  using Read = T (*)(const mysql::Row& row, size_t first);
  using Write = mysql::Values (*)(const T& value);

  RecordTable(const Columns& columns, Read read, Write write)
      : keys_(columns.keys.size()), read_(read), write_(write) {
    std::vector<std::string> all = columns.keys;
    all.insert(all.end(), columns.values.begin(), columns.values.end());
    const std::string list = absl::StrJoin(all, ", ");
    load_ = absl::StrCat("SELECT ", list, " FROM ", columns.table, " WHERE ", columns.owner,
                         " = ? AND rec_to = ? ORDER BY ", absl::StrJoin(columns.keys, ", "));
    history_ = absl::StrCat("SELECT rec_from, rec_to, ", list, " FROM ", columns.table, " WHERE ",
                            columns.owner, " = ? ORDER BY ", absl::StrJoin(columns.keys, ", "),
                            ", rec_from LIMIT ?");
    close_ =
        absl::StrCat("UPDATE ", columns.table, " SET rec_to = ? WHERE rec_to = ? AND ",
                     columns.owner, " = ? AND ", absl::StrJoin(columns.keys, " = ? AND "), " = ?");
    insert_ = absl::StrCat("INSERT INTO ", columns.table, " (", columns.owner,
                           ", rec_from, rec_to, ", list, ") VALUES ");
  }

  // What is now believed, in the order of the keys.
  absl::StatusOr<std::vector<T>> Load(mysql::Transaction& tx, const Ulid& owner) const {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx.Query(load_, {owner, mysql::RecordForever()}));
    std::vector<T> values;
    for (const mysql::Row& row : rows) values.push_back(read_(row, 0));
    return values;
  }

  // Everything that was ever believed, with its record times; at most `limit` rows.
  struct Recorded {
    absl::Time from;
    absl::Time to;
    T value;
  };
  absl::StatusOr<std::vector<Recorded>> History(mysql::Transaction& tx, const Ulid& owner,
                                                int limit) const {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(history_, {owner, limit}));
    std::vector<Recorded> values;
    for (const mysql::Row& row : rows) {
      values.push_back({.from = row.Time(0), .to = row.Time(1), .value = read_(row, 2)});
    }
    return values;
  }

  // The owner's root is locked, and `now` is its record time.
  absl::Status Save(mysql::Transaction& tx, const Ulid& owner, const Edits<T>& edits,
                    absl::Time now) const {
    for (const T& value : edits.close) {
      mysql::Values parameters = {now, mysql::RecordForever(), owner};
      const mysql::Values all = write_(value);
      parameters.insert(parameters.end(), all.begin(), all.begin() + static_cast<ptrdiff_t>(keys_));
      LADDER_ASSIGN_OR_RETURN(const int64_t closed, tx.Execute(close_, parameters));
      LADDER_INVARIANT(closed == 1);
    }
    std::vector<mysql::Values> rows;
    for (const T& value : edits.insert) Append(rows, owner, value, now);
    return Insert(tx, rows);
  }

  // For inserts of many owners at once.
  void Append(std::vector<mysql::Values>& rows, const Ulid& owner, const T& value,
              absl::Time now) const {
    mysql::Values row = {owner, now, mysql::RecordForever()};
    const mysql::Values all = write_(value);
    row.insert(row.end(), all.begin(), all.end());
    rows.push_back(std::move(row));
  }
  absl::Status Insert(mysql::Transaction& tx, const std::vector<mysql::Values>& rows) const {
    return tx.InsertMany(insert_, rows).status();
  }

 private:
  const size_t keys_;
  const Read read_;
  const Write write_;
  std::string load_;
  std::string history_;
  std::string close_;
  std::string insert_;
};

// A group of facts in valid time: keys (valid_from), values (valid_to, ...).
template <typename T, T (*kRead)(const mysql::Row&, size_t), mysql::Values (*kWrite)(const T&)>
RecordTable<Period<T>> HistoryOf(absl::string_view table, absl::string_view owner,
                                 std::vector<std::string> values) {
  values.insert(values.begin(), "valid_to");
  return RecordTable<Period<T>>(
      {.table = std::string(table),
       .owner = std::string(owner),
       .keys = {"valid_from"},
       .values = std::move(values)},
      [](const mysql::Row& row, size_t first) -> Period<T> {
        return {.from = row.Day(first), .to = row.Day(first + 1), .value = kRead(row, first + 2)};
      },
      [](const Period<T>& period) {
        mysql::Values values_of_row = {period.from, period.to};
        const mysql::Values facts = kWrite(period.value);
        values_of_row.insert(values_of_row.end(), facts.begin(), facts.end());
        return values_of_row;
      });
}

template <typename T>
absl::StatusOr<Timeline<T>> LoadTimeline(mysql::Transaction& tx,
                                         const RecordTable<Period<T>>& table, const Ulid& owner) {
  LADDER_ASSIGN_OR_RETURN(std::vector<Period<T>> periods, table.Load(tx, owner));
  return Timeline<T>(std::move(periods));
}

}  // namespace ladder::registry
