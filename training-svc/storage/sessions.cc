#include "training-svc/storage/sessions.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr char kLoad[] =
    "SELECT id, day, start_minute, end_minute, module, room, present FROM session "
    "WHERE class_id = ? ORDER BY day, start_minute, id";
constexpr char kGet[] =
    "SELECT id, day, start_minute, end_minute, module, room, present FROM session "
    "WHERE class_id = ? AND id = ?";
constexpr char kDelete[] = "DELETE FROM session WHERE class_id = ?";
constexpr char kInsert[] =
    "INSERT INTO session (class_id, id, day, start_minute, end_minute, module, room, present) "
    "VALUES ";
constexpr char kSavePresent[] = "UPDATE session SET present = ? WHERE class_id = ? AND id = ?";
// States OFFERED, ENROLLED and ATTENDING hold a seat that is still needed.
constexpr char kOfPerson[] =
    "SELECT s.id, s.day, s.start_minute, s.end_minute, s.module, s.room, s.present "
    "FROM enrolment e JOIN session s ON s.class_id = e.class_id "
    "WHERE e.person_id = ? AND e.class_id <> ? AND e.state IN (2, 3, 4) LIMIT 5000";

Session Read(const mysql::Row& row) {
  return {.id = row.Id(0),
          .day = row.Day(1),
          .start_minute = static_cast<int>(row.Int(2)),
          .end_minute = static_cast<int>(row.Int(3)),
          .module = static_cast<int>(row.Int(4)),
          .room = row.Text(5),
          .present = static_cast<int>(row.Int(6))};
}

std::vector<Session> ReadAll(const mysql::Rows& rows) {
  std::vector<Session> sessions;
  for (const mysql::Row& row : rows) sessions.push_back(Read(row));
  return sessions;
}

}  // namespace

absl::StatusOr<std::vector<Session>> LoadSessions(mysql::Transaction& tx, const Ulid& class_id) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kLoad, {class_id}));
  return ReadAll(rows);
}

absl::StatusOr<Session> GetSession(mysql::Transaction& tx, const Ulid& class_id, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kGet, {class_id, id}));
  if (row) return Read(*row);
  return Refuse(
      ladder::Reason::kNotFound,
      {{"name", absl::StrCat("classes/", class_id.ToString(), "/sessions/", id.ToString())}});
}

absl::Status ReplaceSessions(mysql::Transaction& tx, const Ulid& class_id,
                             absl::Span<const Session> sessions) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDelete, {class_id}).status());
  std::vector<mysql::Values> rows;
  for (const Session& session : sessions) {
    rows.push_back({class_id, session.id, session.day, session.start_minute, session.end_minute,
                    session.module, session.room, session.present});
  }
  return tx.InsertMany(kInsert, rows).status();
}

absl::Status SavePresent(mysql::Transaction& tx, const Ulid& class_id, const Session& session) {
  return tx.Execute(kSavePresent, {session.present, class_id, session.id}).status();
}

absl::StatusOr<std::vector<Session>> SessionsOfPerson(mysql::Transaction& tx, const Ulid& person,
                                                      const Ulid& except_class) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kOfPerson, {person, except_class}));
  return ReadAll(rows);
}

}  // namespace ladder::training
