#include "training-svc/domain/attendance.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {

absl::Status CheckMark(const Mark& mark) {
  if (mark.presence == Presence::kUnspecified) {
    return RefuseField(ladder::Reason::kFieldEnum, "presence");
  }
  const Factors& factors = mark.factors;
  const bool seen_twice = factors.card_reader || (factors.code && factors.officer);
  if (mark.presence == Presence::kPresent && !seen_twice) {
    return RefuseField(Reason::kAttendanceFactors, "factors");
  }
  return absl::OkStatus();
}

absl::Status CheckSignatures(absl::string_view first, absl::string_view second) {
  if (!first.empty() && !second.empty() && first != second) return absl::OkStatus();
  return Refuse(Reason::kCorrectionSignatures);
}

absl::Status CheckMayRecord(const TrainingClass& training_class, const Session& session,
                            CivilDay today) {
  if (training_class.state != ClassState::kRunning && training_class.state != ClassState::kEnded) {
    return Refuse(Reason::kClassState, {{"state", std::string(NameOf(training_class.state))},
                                        {"event", "RECORD_ATTENDANCE"}});
  }
  if (training_class.frozen_on) return Refuse(Reason::kAttendanceFrozen);
  if (today < session.day) {
    return Refuse(Reason::kDayNotReached, {{"day", FormatDay(session.day)}});
  }
  return absl::OkStatus();
}

Tally TallyOf(absl::Span<const Attended> marks, int sessions) {
  Tally tally;
  tally.sessions = sessions;
  for (const Attended& mark : marks) {
    if (mark.presence != Presence::kPresent) continue;
    ++tally.attended;
    tally.days.push_back(mark.day);
  }
  std::sort(tally.days.begin(), tally.days.end());
  tally.days.erase(std::unique(tally.days.begin(), tally.days.end()), tally.days.end());
  return tally;
}

bool ReachesThreshold(const Tally& tally, int percent) {
  return tally.sessions > 0 && tally.attended * 100 >= tally.sessions * percent;
}

std::string CanonicalAttendance(const TrainingClass& training_class, std::vector<Session> sessions,
                                std::vector<LearnerAttendance> learners) {
  std::sort(sessions.begin(), sessions.end(), IsEarlier);
  std::sort(
      learners.begin(), learners.end(),
      [](const LearnerAttendance& a, const LearnerAttendance& b) { return a.person < b.person; });
  std::string text = absl::StrCat("class ", training_class.root.id.ToString(), " ",
                                  FormatDay(training_class.facts.starts_on), " ",
                                  FormatDay(training_class.facts.ends_on), " sessions ",
                                  sessions.size(), " learners ", learners.size(), "\n");
  for (const Session& session : sessions) {
    absl::StrAppend(&text, "session ", session.id.ToString(), " ", FormatDay(session.day), " ",
                    session.start_minute, " ", session.end_minute, "\n");
  }
  for (const LearnerAttendance& learner : learners) {
    absl::StrAppend(
        &text, "learner ", learner.person.ToString(), " ", learner.tally.attended, " of ",
        learner.tally.sessions, " days ",
        absl::StrJoin(learner.tally.days, ",",
                      [](std::string* out, CivilDay day) { out->append(FormatDay(day)); }),
        "\n");
  }
  return text;
}

}  // namespace ladder::training
