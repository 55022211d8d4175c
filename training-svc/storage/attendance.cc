#include "training-svc/storage/attendance.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr char kList[] =
    "SELECT enrolment_id, presence, factors FROM attendance WHERE class_id = ? AND session_id = ? "
    "AND enrolment_id > ? ORDER BY enrolment_id LIMIT ?";
constexpr char kInsert[] =
    "INSERT INTO attendance (class_id, enrolment_id, session_id, presence, factors, recorded_by, "
    "recorded_at) VALUES ";
constexpr char kReplace[] =
    "UPDATE attendance SET presence = ?, factors = ?, recorded_by = ?, recorded_at = ? "
    "WHERE class_id = ? AND enrolment_id = ? AND session_id = ?";
constexpr char kAttended[] =
    "SELECT a.enrolment_id, s.day, COUNT(*) FROM attendance a "
    "JOIN session s ON s.class_id = a.class_id AND s.id = a.session_id "
    "WHERE a.class_id = ? AND a.enrolment_id >= ? AND a.enrolment_id <= ? AND a.presence = 1 "
    "GROUP BY a.enrolment_id, s.day ORDER BY a.enrolment_id, s.day";
constexpr char kInsertCorrection[] =
    "INSERT INTO attendance_correction (class_id, session_id, id, enrolment_id, presence_before, "
    "presence, factors, reason, state, first_signer, second_signer, created_at) VALUES "
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kGetCorrection[] =
    "SELECT enrolment_id, presence_before, presence, factors, reason, state, first_signer, "
    "second_signer, created_at FROM attendance_correction "
    "WHERE class_id = ? AND session_id = ? AND id = ?";
constexpr char kSaveCorrection[] =
    "UPDATE attendance_correction SET state = ?, second_signer = ? "
    "WHERE class_id = ? AND session_id = ? AND id = ?";

constexpr int kCardReader = 1;
constexpr int kCode = 2;
constexpr int kOfficer = 4;

int BitsOf(const Factors& factors) {
  return (factors.card_reader ? kCardReader : 0) + (factors.code ? kCode : 0) +
         (factors.officer ? kOfficer : 0);
}

Factors FactorsOf(int64_t bits) {
  return {.card_reader = (bits & kCardReader) != 0,
          .code = (bits & kCode) != 0,
          .officer = (bits & kOfficer) != 0};
}

// enrolment_id, presence and factors are at these columns.
Mark ReadMark(const mysql::Row& row, size_t enrolment, size_t presence) {
  return {.enrolment = row.Id(enrolment),
          .presence = static_cast<Presence>(row.Int(presence)),
          .factors = FactorsOf(row.Int(presence + 1))};
}

}  // namespace

absl::StatusOr<std::vector<Mark>> ListMarks(mysql::Transaction& tx, const Ulid& class_id,
                                            const Ulid& session, const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kList, {class_id, session, after, limit}));
  std::vector<Mark> marks;
  for (const mysql::Row& row : rows) marks.push_back(ReadMark(row, 0, 1));
  return marks;
}

absl::Status InsertMarks(mysql::Transaction& tx, const Ulid& class_id, const Ulid& session,
                         absl::Span<const Mark> marks, const Recorder& recorder) {
  std::vector<mysql::Values> rows;
  for (const Mark& mark : marks) {
    rows.push_back({class_id, mark.enrolment, session, static_cast<int>(mark.presence),
                    BitsOf(mark.factors), recorder.name, recorder.at});
  }
  return tx.InsertMany(kInsert, rows).status();
}

absl::Status ReplaceMark(mysql::Transaction& tx, const Ulid& class_id, const Ulid& session,
                         const Mark& mark, const Recorder& recorder) {
  return tx
      .Execute(kReplace, {static_cast<int>(mark.presence), BitsOf(mark.factors), recorder.name,
                          recorder.at, class_id, mark.enrolment, session})
      .status();
}

absl::StatusOr<AttendedSessions> AttendedIn(mysql::Transaction& tx, const Ulid& class_id,
                                            const Ulid& first, const Ulid& last) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kAttended, {class_id, first, last}));
  AttendedSessions attended;
  for (const mysql::Row& row : rows) {
    const Attended session = {.day = row.Day(1), .presence = Presence::kPresent};
    std::vector<Attended>& learner = attended[row.Id(0)];
    learner.insert(learner.end(), static_cast<size_t>(row.Int(2)), session);
  }
  return attended;
}

absl::Status InsertCorrection(mysql::Transaction& tx, const Ulid& class_id,
                              const Correction& correction) {
  return tx
      .Execute(
          kInsertCorrection,
          {class_id, correction.session, correction.id, correction.mark.enrolment,
           static_cast<int>(correction.presence_before), static_cast<int>(correction.mark.presence),
           BitsOf(correction.mark.factors), correction.reason, static_cast<int>(correction.state),
           correction.first_signer, correction.second_signer, correction.asked_at})
      .status();
}

absl::StatusOr<Correction> GetCorrection(mysql::Transaction& tx, const Ulid& class_id,
                                         const Ulid& session, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kGetCorrection, {class_id, session, id}));
  if (!row) {
    return Refuse(ladder::Reason::kNotFound,
                  {{"name", absl::StrCat("classes/", class_id.ToString(), "/sessions/",
                                         session.ToString(), "/corrections/", id.ToString())}});
  }
  return Correction{.id = id,
                    .session = session,
                    .mark = ReadMark(*row, 0, 2),
                    .presence_before = static_cast<Presence>(row->Int(1)),
                    .reason = row->Text(4),
                    .state = static_cast<CorrectionState>(row->Int(5)),
                    .first_signer = row->Text(6),
                    .second_signer = row->Text(7),
                    .asked_at = row->Time(8)};
}

absl::Status SaveCorrection(mysql::Transaction& tx, const Ulid& class_id,
                            const Correction& correction) {
  return tx
      .Execute(kSaveCorrection, {static_cast<int>(correction.state), correction.second_signer,
                                 class_id, correction.session, correction.id})
      .status();
}

}  // namespace ladder::training
