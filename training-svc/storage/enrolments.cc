#include "training-svc/storage/enrolments.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "training-svc/storage/enrolment_rows.h"

namespace ladder::training {
namespace {

constexpr char kInsert[] =
    "INSERT INTO enrolment (id, version, last_event, class_id, person_id, state, live, priority, "
    "subsidised, applied_at, answer_by, exit_reason, exited_on, completed_on, first_mark, "
    "first_sat_on, resit_mark, resit_sat_on) VALUES "
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kUpdate[] =
    "UPDATE enrolment SET version = ?, last_event = ?, state = ?, live = ?, answer_by = ?, "
    "exit_reason = ?, exited_on = ?, completed_on = ?, first_mark = ?, first_sat_on = ?, "
    "resit_mark = ?, resit_sat_on = ? WHERE id = ? AND version = ?";
constexpr char kHasLive[] =
    "SELECT 1 FROM enrolment WHERE class_id = ? AND person_id = ? AND live = 1";
constexpr char kLearnt[] =
    "SELECT DISTINCT c.occupation, c.certificate FROM enrolment e JOIN training_class c "
    "ON c.id = e.class_id WHERE e.person_id = ? AND e.state = 5 LIMIT 1000";
constexpr char kPosition[] =
    "SELECT COUNT(*) FROM enrolment WHERE class_id = ? AND state IN (1, 9) AND "
    "(priority < ? OR (priority = ? AND (applied_at < ? OR (applied_at = ? AND id <= ?))))";

// State OFFERED.
constexpr char kLapsed[] =
    "SELECT DISTINCT class_id FROM enrolment WHERE state = 2 AND answer_by < ? AND class_id > ? "
    "ORDER BY class_id LIMIT ?";

const std::string& GetSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", kEnrolmentColumns,
      ", c.site_division, p.register_div, p.residence_div FROM enrolment e "
      "JOIN training_class c ON c.id = e.class_id "
      "LEFT JOIN person_profile p ON p.person_id = e.person_id WHERE e.id = ? AND e.class_id = ?"));
  return sql;
}

const std::string& OfClassSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", kEnrolmentColumns, "FROM enrolment e WHERE e.class_id = ? ORDER BY e.id"));
  return sql;
}

// States APPLIED and WAITLISTED. Where the page before ended is told by the row of its last
// enrolment, whether that one still waits or not.
const std::string& WaitlistSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", kEnrolmentColumns, "FROM enrolment e LEFT JOIN enrolment a ON a.id = ? ",
      "WHERE e.class_id = ? AND e.state IN (1, 9) AND (a.id IS NULL OR e.priority > a.priority OR "
      "(e.priority = a.priority AND (e.applied_at > a.applied_at OR "
      "(e.applied_at = a.applied_at AND e.id > a.id)))) "
      "ORDER BY e.priority, e.applied_at, e.id LIMIT ?"));
  return sql;
}

const std::string& SnapshotSql() {
  static const auto& sql = *new std::string(absl::StrCat(
      "SELECT ", kEnrolmentColumns,
      "FROM enrolment e WHERE e.id > ? AND CRC32(e.id) MOD 64 = ? ORDER BY e.id LIMIT ?"));
  return sql;
}

mysql::Value LiveOf(const Enrolment& enrolment) {
  return IsLive(enrolment.state) ? mysql::Value(1) : mysql::Value(std::nullopt);
}

// first_mark, first_sat_on, resit_mark, resit_sat_on
void AddSittings(const Assessment& assessment, mysql::Values& values) {
  for (const std::optional<Sitting>& sitting : {assessment.first, assessment.resit}) {
    values.push_back(sitting ? mysql::Value(sitting->mark) : mysql::Value(std::nullopt));
    values.push_back(sitting ? mysql::Value(sitting->day) : mysql::Value(std::nullopt));
  }
}

std::vector<Enrolment> ReadAll(const mysql::Rows& rows) {
  std::vector<Enrolment> enrolments;
  for (const mysql::Row& row : rows) enrolments.push_back(ReadEnrolment(row));
  return enrolments;
}

}  // namespace

absl::StatusOr<Enrolment> GetEnrolment(mysql::Transaction& tx, const Ulid& class_id, const Ulid& id,
                                       const Scope& scope) {
  constexpr size_t kSite = 17;
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(GetSql(), {id, class_id}));
  const auto covers = [&](size_t column) {
    const std::optional<int64_t> division = row->OptInt(column);
    return division && scope.Covers(*division);
  };
  if (!row || (!covers(kSite) && !covers(kSite + 1) && !covers(kSite + 2) &&
               !scope.CoversPerson(row->Id(4)))) {
    return Refuse(
        ladder::Reason::kNotFound,
        {{"name", absl::StrCat("classes/", class_id.ToString(), "/enrolments/", id.ToString())}});
  }
  return ReadEnrolment(*row);
}

absl::Status InsertEnrolment(mysql::Transaction& tx, const Enrolment& enrolment) {
  mysql::Values values = {enrolment.root.id,         enrolment.root.version,
                          enrolment.root.last_event, enrolment.training_class,
                          enrolment.person,          static_cast<int>(enrolment.state),
                          LiveOf(enrolment),         static_cast<int>(enrolment.priority),
                          enrolment.subsidised,      enrolment.applied_at,
                          enrolment.answer_by,       static_cast<int>(enrolment.exit_reason),
                          enrolment.exited_on,       enrolment.completed_on};
  AddSittings(enrolment.assessment, values);
  return tx.Execute(kInsert, values).status();
}

absl::Status SaveEnrolment(mysql::Transaction& tx, int64_t before, const Enrolment& enrolment) {
  mysql::Values values = {
      enrolment.root.version, enrolment.root.last_event, static_cast<int>(enrolment.state),
      LiveOf(enrolment),      enrolment.answer_by,       static_cast<int>(enrolment.exit_reason),
      enrolment.exited_on,    enrolment.completed_on};
  AddSittings(enrolment.assessment, values);
  values.push_back(enrolment.root.id);
  values.push_back(before);
  LADDER_ASSIGN_OR_RETURN(const int64_t saved, tx.Execute(kUpdate, values));
  return saved == 1 ? absl::OkStatus() : Refuse(ladder::Reason::kEtagMismatch);
}

absl::StatusOr<std::vector<Enrolment>> EnrolmentsOf(mysql::Transaction& tx, const Ulid& class_id,
                                                    absl::Span<const EnrolmentState> states) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(OfClassSql(), {class_id}));
  std::vector<Enrolment> enrolments = ReadAll(rows);
  const auto other = [&](const Enrolment& enrolment) {
    return std::find(states.begin(), states.end(), enrolment.state) == states.end();
  };
  enrolments.erase(std::remove_if(enrolments.begin(), enrolments.end(), other), enrolments.end());
  return enrolments;
}

absl::StatusOr<std::vector<Enrolment>> Waitlist(mysql::Transaction& tx, const Ulid& class_id,
                                                const std::optional<Ulid>& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(WaitlistSql(), {after, class_id, limit}));
  return ReadAll(rows);
}

absl::StatusOr<int> WaitPosition(mysql::Transaction& tx, const Enrolment& enrolment) {
  const int priority = static_cast<int>(enrolment.priority);
  LADDER_ASSIGN_OR_RETURN(
      const std::optional<mysql::Row> row,
      tx.QueryOne(kPosition, {enrolment.training_class, priority, priority, enrolment.applied_at,
                              enrolment.applied_at, enrolment.root.id}));
  return static_cast<int>(row->Int(0));
}

absl::StatusOr<std::vector<Ulid>> ClassesWithLapsedOffers(mysql::Transaction& tx, CivilDay day,
                                                          const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kLapsed, {day, after, limit}));
  std::vector<Ulid> classes;
  for (const mysql::Row& row : rows) classes.push_back(row.Id(0));
  return classes;
}

absl::StatusOr<bool> HasLiveEnrolment(mysql::Transaction& tx, const Ulid& class_id,
                                      const Ulid& person) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kHasLive, {class_id, person}));
  return row.has_value();
}

absl::StatusOr<std::vector<Learnt>> LearntBy(mysql::Transaction& tx, const Ulid& person) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kLearnt, {person}));
  std::vector<Learnt> learnt;
  for (const mysql::Row& row : rows) {
    learnt.push_back(
        {.occupation = row.Text(0), .certificate = static_cast<Certificate>(row.Int(1))});
  }
  return learnt;
}

absl::StatusOr<std::vector<Enrolment>> SnapshotEnrolments(mysql::Transaction& tx, int partition,
                                                          const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(SnapshotSql(), {after, partition, limit}));
  return ReadAll(rows);
}

}  // namespace ladder::training
