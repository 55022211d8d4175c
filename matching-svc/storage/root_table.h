// A table of roots (docs/architecture.md 9.1): the columns that every root has, then those of its
// facts, read and written in one order.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "ladder/options/v1/reasons.h"
#include "platform/mysql/database.h"
#include "platform/status/status.h"

namespace ladder::matching {

// Which unique key an insert or update violated, or "" for another status.
inline std::string ViolatedKey(const absl::Status& status) {
  const std::optional<Refusal> refusal = RefusalOf(status);
  if (!refusal || refusal->reason != "ALREADY_EXISTS") return "";
  for (const auto& [name, value] : refusal->metadata) {
    if (name == "key") return value;
  }
  return "";
}

struct RootTableSpec {
  std::string table = "";
  std::string collection = "";  // of resource names: "enterprises"
  std::vector<std::string> columns = {};
};

// T has a Root `root` and an absl::Time `created_at`. One object a table, for the process's life:
// its statements are the keys of the statement cache.
template <typename T>
class RootTable {
 public:
  using Read = T (*)(const mysql::Row& row, size_t column);  // the facts, from `column` on
  using Write = mysql::Values (*)(const T& value);           // the same, in the same order

  RootTable(const RootTableSpec& spec, Read read, Write write)
      : collection_(spec.collection), read_(read), write_(write) {
    const std::vector<std::string> root = {"id", "version", "last_event", "created_at"};
    std::string names, places, changes;
    for (const auto* columns : {&root, &spec.columns}) {
      for (const std::string& column : *columns) {
        const char* comma = names.empty() ? "" : ", ";
        absl::StrAppend(&names, comma, column);
        absl::StrAppend(&places, comma, "?");
        absl::StrAppend(&columns_, comma, spec.table, ".", column);
        if (column != "id" && column != "created_at") {
          absl::StrAppend(&changes, changes.empty() ? "" : ", ", column, " = ?");
        }
      }
    }
    width_ = root.size() + spec.columns.size();
    from_ = absl::StrCat(" FROM ", spec.table, " ");
    insert_many_ = absl::StrCat("INSERT INTO ", spec.table, " (", names, ") VALUES ");
    insert_ = absl::StrCat(insert_many_, "(", places, ")");
    update_ =
        absl::StrCat("UPDATE ", spec.table, " SET ", changes, " WHERE id = ? AND version = ?");
    get_ = Select("WHERE id = ?");
    lock_ = Select("WHERE id = ? FOR UPDATE");
    snapshot_ = Select("WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?");
  }

  // A statement that reads whole rows of the table; `rest` bounds them.
  std::string Select(absl::string_view rest) const {
    return absl::StrCat("SELECT ", columns_, from_, rest);
  }
  // The same of a join, with other columns first.
  std::string SelectJoined(absl::string_view others, absl::string_view rest) const {
    return absl::StrCat("SELECT ", others, ", ", columns_, " FROM ", rest);
  }
  size_t width() const { return width_; }

  T At(const mysql::Row& row, size_t column = 0) const {
    T value = read_(row, column + 4);
    value.root = {
        .id = row.Id(column), .version = row.Int(column + 1), .last_event = row.Id(column + 2)};
    value.created_at = row.Time(column + 3);
    return value;
  }

  // NOT_FOUND.
  absl::StatusOr<T> Get(mysql::Transaction& tx, const Ulid& id) const { return One(tx, get_, id); }
  absl::StatusOr<T> Lock(mysql::Transaction& tx, const Ulid& id) const {
    return One(tx, lock_, id);
  }

  // ALREADY_EXISTS.
  absl::Status Insert(mysql::Transaction& tx, const T& value) const {
    return tx.Execute(insert_, RowOf(value)).status();
  }
  absl::Status InsertAll(mysql::Transaction& tx, const std::vector<T>& values) const {
    std::vector<mysql::Values> rows;
    rows.reserve(values.size());
    for (const T& value : values) rows.push_back(RowOf(value));
    return tx.InsertMany(insert_many_, rows).status();
  }
  // Writes the row of the version before. ETAG_MISMATCH when it is of another one.
  absl::Status Save(mysql::Transaction& tx, const T& value) const {
    mysql::Values values = {value.root.version, value.root.last_event};
    for (mysql::Value& fact : write_(value)) values.push_back(std::move(fact));
    values.push_back(value.root.id);
    values.push_back(value.root.version - 1);
    LADDER_ASSIGN_OR_RETURN(const int64_t saved, tx.Execute(update_, values));
    return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
  }

  absl::StatusOr<std::vector<T>> All(mysql::Transaction& tx, const std::string& sql,
                                     const mysql::Values& values) const {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(sql, values));
    std::vector<T> all;
    all.reserve(rows.size());
    for (const mysql::Row& row : rows) all.push_back(At(row));
    return all;
  }
  // A partition of the feed, for readers that start anew: in the order of ids after `after`.
  absl::StatusOr<std::vector<T>> Snapshot(mysql::Transaction& tx, int partition, const Ulid& after,
                                          int limit) const {
    return All(tx, snapshot_, {after, partition, limit});
  }

 private:
  absl::StatusOr<T> One(mysql::Transaction& tx, const std::string& sql, const Ulid& id) const {
    LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(sql, {id}));
    if (row) return At(*row);
    return Refuse(::ladder::Reason::kNotFound,
                  {{"name", absl::StrCat(collection_, "/", id.ToString())}});
  }
  mysql::Values RowOf(const T& value) const {
    mysql::Values values = {value.root.id, value.root.version, value.root.last_event,
                            value.created_at};
    for (mysql::Value& fact : write_(value)) values.push_back(std::move(fact));
    return values;
  }

  const std::string collection_;
  const Read read_;
  const Write write_;
  size_t width_ = 0;
  std::string columns_, from_, insert_many_, insert_, update_, get_, lock_, snapshot_;
};

}  // namespace ladder::matching
