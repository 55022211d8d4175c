#include "training-svc/rpc/learners.h"

#include <algorithm>
#include <set>
#include <utility>

#include "platform/seal/sm3.h"
#include "platform/status/status.h"
#include "training-svc/storage/attendance.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
absl::StatusOr<Record> LoadRecord(mysql::Transaction& tx, const Ulid& class_id, CivilDay day) {
  Record record;
  LADDER_ASSIGN_OR_RETURN(record.sessions, LoadSessions(tx, class_id));
  LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> enrolments, LearnersOf(tx, class_id));
  LADDER_ASSIGN_OR_RETURN(record.learners, LoadLearners(tx, class_id, std::move(enrolments),
                                                        static_cast<int>(record.sessions.size())));
  const auto took_no_part = [day](const Learner& learner) {
    return HasLeftBy(learner.enrolment, day) && learner.tally.attended == 0;
  };
  std::vector<Learner>& learners = record.learners;
  learners.erase(std::remove_if(learners.begin(), learners.end(), took_no_part), learners.end());
  std::sort(learners.begin(), learners.end(), [](const Learner& a, const Learner& b) {
    return a.enrolment.person < b.enrolment.person;
  });
  return record;
}

absl::StatusOr<std::vector<Enrolment>> LearnersOf(mysql::Transaction& tx, const Ulid& class_id) {
  constexpr EnrolmentState kStates[] = {EnrolmentState::kAttending, EnrolmentState::kCompleted,
                                        EnrolmentState::kFailed, EnrolmentState::kDropped,
                                        EnrolmentState::kExcused};
  return EnrolmentsOf(tx, class_id, kStates);
}

absl::StatusOr<std::vector<Learner>> LoadLearners(mysql::Transaction& tx, const Ulid& class_id,
                                                  std::vector<Enrolment> enrolments, int sessions) {
  std::vector<Learner> learners;
  if (enrolments.empty()) return learners;
  const auto [first, last] = std::minmax_element(
      enrolments.begin(), enrolments.end(),
      [](const Enrolment& a, const Enrolment& b) { return a.root.id < b.root.id; });
  LADDER_ASSIGN_OR_RETURN(const AttendedSessions attended,
                          AttendedIn(tx, class_id, first->root.id, last->root.id));
  for (Enrolment& enrolment : enrolments) {
    const auto found = attended.find(enrolment.root.id);
    const absl::Span<const Attended> marks =
        found == attended.end() ? absl::Span<const Attended>() : found->second;
    Tally tally = TallyOf(marks, sessions);
    learners.push_back({.enrolment = std::move(enrolment), .tally = std::move(tally)});
  }
  return learners;
}

std::vector<CivilDay> DaysOf(absl::Span<const Session> sessions) {
  std::set<CivilDay> days;
  for (const Session& session : sessions) days.insert(session.day);
  return {days.begin(), days.end()};
}

std::string DigestOf(const TrainingClass& training_class, const Record& record) {
  std::vector<LearnerAttendance> lines;
  for (const Learner& learner : record.learners) {
    lines.push_back({.person = learner.enrolment.person, .tally = learner.tally});
  }
  return seal::Sm3Hex(CanonicalAttendance(training_class, record.sessions, std::move(lines)));
}

}  // namespace ladder::training
