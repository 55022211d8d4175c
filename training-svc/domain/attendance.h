// Attendance (docs/domain.md 6): who was there, session by session, by two factors; the threshold
// as an integer test; and the canonical form whose digest freezes a class before anybody claims
// money for it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "training-svc/domain/session.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

enum class Presence { kUnspecified = 0, kPresent = 1, kAbsent = 2, kExcused = 3 };

// How a presence was seen.
struct Factors {
  bool card_reader = false;  // the identity card was read: two factors in one
  bool code = false;         // the learner scanned the session's code
  bool officer = false;      // an officer confirmed
};

struct Mark {
  Ulid enrolment = {};
  Presence presence = Presence::kUnspecified;
  Factors factors = {};
};

// FIELD_ENUM for no presence, ATTENDANCE_FACTORS for a presence without two factors.
absl::Status CheckMark(const Mark& mark);

// Two officers who changed a recorded mark. CORRECTION_SIGNATURES unless they are two and
// different.
absl::Status CheckSignatures(absl::string_view first, absl::string_view second);

// Whether a session's marks may be written: the class runs or has ended and is not frozen, and the
// session's day has come. CLASS_STATE, ATTENDANCE_FROZEN, DAY_NOT_REACHED.
absl::Status CheckMayRecord(const TrainingClass& training_class, const Session& session,
                            CivilDay today);

// One learner's presence in one session.
struct Attended {
  CivilDay day = CivilDay();
  Presence presence = Presence::kUnspecified;
};

struct Tally {
  int sessions = 0;                 // of the class, recorded or not
  int attended = 0;                 // sessions with kPresent
  std::vector<CivilDay> days = {};  // calendar days with at least one, ascending
  friend bool operator==(const Tally&, const Tally&) = default;
};

// `sessions` is the number of the class's sessions: one without a mark was not attended.
Tally TallyOf(absl::Span<const Attended> marks, int sessions);

// attended * 100 >= sessions * percent, and some session was held.
bool ReachesThreshold(const Tally& tally, int percent);

// A learner's line of the frozen attendance.
struct LearnerAttendance {
  Ulid person = {};
  Tally tally = {};
};

// The class's attendance as text that two programs write the same way: a header line, one line per
// session, one line per learner in order of person id. The caller hashes it; the digest is stored
// and told by AttendanceFrozen.
std::string CanonicalAttendance(const TrainingClass& training_class, std::vector<Session> sessions,
                                std::vector<LearnerAttendance> learners);

}  // namespace ladder::training
