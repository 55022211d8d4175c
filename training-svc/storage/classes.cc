#include "training-svc/storage/classes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "training-svc/storage/class_rows.h"

namespace ladder::training {
namespace {

constexpr char kRules[] =
    "SELECT version, reserve_percent, reserve_release_days, answer_days, attendance_percent, "
    "pass_mark, resit_days FROM class_rule WHERE valid_from <= "
    "GREATEST(CAST(? AS DATE), (SELECT MIN(valid_from) FROM class_rule)) "
    "ORDER BY valid_from DESC LIMIT 1";

const std::string& GetSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", ClassColumns(), " FROM training_class WHERE id = ?"));
  return sql;
}

const std::string& LockSql() {
  static const auto& sql = *new std::string(absl::StrCat(GetSql(), " FOR UPDATE"));
  return sql;
}

const std::string& InsertSql() {
  static const auto& sql =
      *new std::string(absl::StrCat("INSERT INTO training_class (", ClassColumns(), ") VALUES "));
  return sql;
}

constexpr char kUpdate[] =
    "UPDATE training_class SET version = ?, last_event = ?, created_at = ?, display_name = ?, "
    "occupation = ?, certificate = ?, starts_on = ?, ends_on = ?, site_division = ?, "
    "site_address = ?, school_uscc = ?, school_name = ?, school_licence = ?, seat_min = ?, "
    "seat_max = ?, fee_fen = ?, fee_payer = ?, assessed = ?, allocate_on = ?, state = ?, "
    "target_held = ?, other_held = ?, waiting = ?, session_count = ?, rule_version = ?, "
    "reserve_percent = ?, reserve_release_days = ?, answer_days = ?, attendance_percent = ?, "
    "pass_mark = ?, resit_days = ?, return_reason = ?, cancel_reason = ?, frozen_on = ?, "
    "attendance_digest = ? WHERE id = ? AND version = ?";

const std::string& BySiteSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", ClassColumns(),
                   " FROM training_class WHERE site_division <= ? AND (site_division > ? OR "
                   "(site_division = ? AND id > ?)) ORDER BY site_division, id LIMIT ?"));
  return sql;
}

const std::string& BySchoolSql() {
  static const auto& sql = *new std::string(
      absl::StrCat("SELECT ", ClassColumns(),
                   " FROM training_class WHERE school_uscc = ? AND id > ? ORDER BY id LIMIT ?"));
  return sql;
}

const std::string& ByIdSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", ClassColumns(), " FROM training_class WHERE id > ? ORDER BY id LIMIT ?"));
  return sql;
}

const std::string& SnapshotSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", ClassColumns(),
      " FROM training_class WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?"));
  return sql;
}

absl::Status NotFound(const Ulid& id) {
  return Refuse(ladder::Reason::kNotFound, {{"name", "classes/" + id.ToString()}});
}

absl::StatusOr<TrainingClass> Load(mysql::Transaction& tx, const std::string& sql, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(sql, {id}));
  if (!row) return NotFound(id);
  TrainingClass training_class = ReadClass(*row);
  LADDER_RETURN_IF_ERROR(LoadParts(tx, training_class));
  return training_class;
}

absl::StatusOr<TrainingClass> LoadSeen(mysql::Transaction& tx, const std::string& sql,
                                       const Ulid& id, const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(TrainingClass training_class, Load(tx, sql, id));
  if (!scope.Covers(training_class.facts.site_division)) return NotFound(id);
  return training_class;
}

absl::StatusOr<mysql::Rows> ReadBatch(mysql::Transaction& tx, const ClassQuery& query,
                                      const ListKey& after, int limit) {
  if (query.site) {
    const int64_t start = std::max(after.number, query.site->first - 1);
    return tx.Query(BySiteSql(), {query.site->last, start, start, after.id, limit});
  }
  if (!query.school_uscc.empty()) {
    return tx.Query(BySchoolSql(), {query.school_uscc, after.id, limit});
  }
  return tx.Query(ByIdSql(), {after.id, limit});
}

bool Matches(const ClassQuery& query, const TrainingClass& row) {
  return (query.school_uscc.empty() || row.facts.school_uscc == query.school_uscc) &&
         (query.occupation.empty() || row.facts.occupation == query.occupation) &&
         (!query.state || row.state == *query.state) &&
         (!query.starts_from || row.facts.starts_on >= *query.starts_from) &&
         (!query.starts_to || row.facts.starts_on <= *query.starts_to);
}

}  // namespace

absl::StatusOr<ClassRules> RulesOn(mysql::Transaction& tx, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kRules, {day}));
  LADDER_INVARIANT(row.has_value());
  return ClassRules{.version = row->Text(0),
                    .reserve_percent = static_cast<int>(row->Int(1)),
                    .reserve_release_days = static_cast<int>(row->Int(2)),
                    .answer_days = static_cast<int>(row->Int(3)),
                    .attendance_percent = static_cast<int>(row->Int(4)),
                    .pass_mark = static_cast<int>(row->Int(5)),
                    .resit_days = static_cast<int>(row->Int(6))};
}

absl::StatusOr<TrainingClass> GetClass(mysql::Transaction& tx, const Ulid& id, const Scope& scope) {
  return LoadSeen(tx, GetSql(), id, scope);
}

absl::StatusOr<TrainingClass> LockClass(mysql::Transaction& tx, const Ulid& id,
                                        const Scope& scope) {
  return LoadSeen(tx, LockSql(), id, scope);
}

absl::StatusOr<TrainingClass> GetClassOf(mysql::Transaction& tx, const Ulid& id) {
  return Load(tx, GetSql(), id);
}

absl::StatusOr<TrainingClass> LockClassOf(mysql::Transaction& tx, const Ulid& id) {
  return Load(tx, LockSql(), id);
}

absl::Status InsertClass(mysql::Transaction& tx, const TrainingClass& training_class) {
  LADDER_RETURN_IF_ERROR(tx.InsertMany(InsertSql(), {ClassValues(training_class)}).status());
  return InsertParts(tx, training_class);
}

absl::Status SaveClass(mysql::Transaction& tx, const TrainingClass& before,
                       const TrainingClass& after) {
  mysql::Values values = ClassValues(after);
  values.erase(values.begin());
  values.push_back(after.root.id);
  values.push_back(before.root.version);
  LADDER_ASSIGN_OR_RETURN(const int64_t saved, tx.Execute(kUpdate, values));
  if (saved != 1) return Refuse(ladder::Reason::kEtagMismatch);
  return ReplaceParts(tx, before, after);
}

absl::StatusOr<Listed<TrainingClass>> ListClasses(mysql::Transaction& tx, const Scope& scope,
                                                  const ClassQuery& query) {
  constexpr int kBatch = 200;
  Listed<TrainingClass> page;
  ListKey after = query.after;
  while (!page.more) {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, ReadBatch(tx, query, after, kBatch));
    for (const mysql::Row& row : rows) {
      TrainingClass training_class = ReadClass(row);
      after = {.number = query.site ? training_class.facts.site_division : 0,
               .id = training_class.root.id};
      if (!scope.Covers(training_class.facts.site_division) || !Matches(query, training_class)) {
        continue;
      }
      page.more = static_cast<int>(page.rows.size()) == query.size;
      if (page.more) break;
      LADDER_RETURN_IF_ERROR(LoadParts(tx, training_class));
      page.rows.push_back(std::move(training_class));
      page.last = after;
    }
    if (static_cast<int>(rows.size()) < kBatch) break;
  }
  return page;
}

absl::StatusOr<std::vector<TrainingClass>> SnapshotClasses(mysql::Transaction& tx, int partition,
                                                           const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(SnapshotSql(), {after, partition, limit}));
  std::vector<TrainingClass> classes;
  for (const mysql::Row& row : rows) {
    TrainingClass training_class = ReadClass(row);
    LADDER_RETURN_IF_ERROR(LoadParts(tx, training_class));
    classes.push_back(std::move(training_class));
  }
  return classes;
}

}  // namespace ladder::training
