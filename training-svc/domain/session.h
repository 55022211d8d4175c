// Sessions: the times at which a class meets (docs/domain.md 6). Resource
// `classes/{class}/sessions/{session}`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"

namespace ladder::training {

struct Session {
  Ulid id = {};
  CivilDay day = CivilDay();
  int start_minute = 0;  // after midnight
  int end_minute = 0;    // after the start, on the same day
  int module = 0;        // which module of the class, from 0
  std::string room = "";
  int present = 0;  // learners recorded as present
};

// In the order they take place.
bool IsEarlier(const Session& a, const Session& b);

// The first day on which a session of `a` and one of `b` overlap in time. Touching ends don't
// overlap.
std::optional<CivilDay> FindClash(absl::Span<const Session> a, absl::Span<const Session> b);

// A class's sessions. Refuses per session SESSION_TIME_INVALID, SESSION_OUTSIDE_CLASS, and then
// SESSION_OVERLAP.
absl::Status CheckSessions(absl::Span<const Session> sessions, CivilDay starts_on,
                           CivilDay ends_on);

// What the class's rules ask of its sessions.
struct SessionPlan {
  int count = 0;
  std::optional<CivilDay> second = {};  // day of the second session: until then seats are offered
  std::optional<CivilDay> last = {};
};

SessionPlan PlanOf(std::vector<Session> sessions);

}  // namespace ladder::training
