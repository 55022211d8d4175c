#include "training-svc/domain/session.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr int kMinutesPerDay = 24 * 60;

bool Overlap(const Session& a, const Session& b) {
  return a.day == b.day && a.start_minute < b.end_minute && b.start_minute < a.end_minute;
}

}  // namespace

bool IsEarlier(const Session& a, const Session& b) {
  return std::tuple(a.day, a.start_minute, a.id) < std::tuple(b.day, b.start_minute, b.id);
}

std::optional<CivilDay> FindClash(absl::Span<const Session> a, absl::Span<const Session> b) {
  std::optional<CivilDay> first;
  for (const Session& one : a) {
    for (const Session& other : b) {
      if (Overlap(one, other) && (!first || one.day < *first)) first = one.day;
    }
  }
  return first;
}

absl::Status CheckSessions(absl::Span<const Session> sessions, CivilDay starts_on,
                           CivilDay ends_on) {
  std::vector<Session> ordered(sessions.begin(), sessions.end());
  for (const Session& session : ordered) {
    if (session.start_minute < 0 || session.end_minute > kMinutesPerDay ||
        session.start_minute >= session.end_minute) {
      return RefuseField(Reason::kSessionTimeInvalid, "sessions");
    }
    if (session.day < starts_on || session.day > ends_on) {
      return RefuseField(Reason::kSessionOutsideClass, "sessions",
                         {{"day", FormatDay(session.day)}});
    }
  }
  std::sort(ordered.begin(), ordered.end(), IsEarlier);
  for (size_t i = 1; i < ordered.size(); ++i) {
    if (Overlap(ordered[i - 1], ordered[i])) {
      return RefuseField(Reason::kSessionOverlap, "sessions", {{"day", FormatDay(ordered[i].day)}});
    }
  }
  return absl::OkStatus();
}

SessionPlan PlanOf(std::vector<Session> sessions) {
  std::sort(sessions.begin(), sessions.end(), IsEarlier);
  SessionPlan plan;
  plan.count = static_cast<int>(sessions.size());
  if (sessions.size() > 1) plan.second = sessions[1].day;
  if (!sessions.empty()) plan.last = sessions.back().day;
  return plan;
}

}  // namespace ladder::training
