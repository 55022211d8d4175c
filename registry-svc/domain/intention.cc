#include "registry-svc/domain/intention.h"

#include <utility>

#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/checks.h"

namespace ladder::registry {
namespace {

absl::string_view NameOf(IntentionEvent event) {
  switch (event) {
    case IntentionEvent::kMatch:
      return "MATCH";
    case IntentionEvent::kReopen:
      return "REOPEN";
    case IntentionEvent::kMeet:
      return "MEET";
    case IntentionEvent::kWithdraw:
      return "WITHDRAW";
  }
  return "";
}

// The state after `event`, or kUnspecified where it is not possible.
IntentionState After(IntentionState before, IntentionEvent event) {
  if (!IsLive(before)) return IntentionState::kUnspecified;
  switch (event) {
    case IntentionEvent::kMatch:
      return before == IntentionState::kOpen ? IntentionState::kMatched
                                             : IntentionState::kUnspecified;
    case IntentionEvent::kReopen:
      return before == IntentionState::kMatched ? IntentionState::kOpen
                                                : IntentionState::kUnspecified;
    case IntentionEvent::kMeet:
      return IntentionState::kMet;
    case IntentionEvent::kWithdraw:
      return IntentionState::kWithdrawn;
  }
  return IntentionState::kUnspecified;
}

}  // namespace

absl::StatusOr<Intention> OpenIntention(const Ulid& id, const Ulid& person, IntentionKind kind,
                                        IntentionDetails details, CivilDay day, CivilDay today) {
  LADDER_RETURN_IF_ERROR(NotInFuture(day, today, "open_date"));
  return Intention{.root = {.id = id, .version = 1, .last_event = {}},
                   .person = person,
                   .kind = kind,
                   .details = std::move(details),
                   .state = {day, IntentionState::kOpen}};
}

absl::StatusOr<Intention> Apply(Intention intention, IntentionEvent event, CivilDay day,
                                CivilDay today) {
  const IntentionState after = After(intention.last(), event);
  if (after == IntentionState::kUnspecified) {
    return Refuse(Reason::kIntentionState, {{"state", std::string(NameOf(intention.last()))},
                                            {"event", std::string(NameOf(event))}});
  }
  LADDER_RETURN_IF_ERROR(
      IsFactDay(day, intention.state.periods().back().from, today, "effective_date"));
  intention.state.Set(day, after);
  ++intention.root.version;
  return intention;
}

Wish WishOf(IntentionKind kind) {
  switch (kind) {
    case IntentionKind::kTraining:
      return Wish::kTraining;
    case IntentionKind::kStartup:
      return Wish::kStartup;
    default:
      return Wish::kJob;
  }
}

absl::string_view NameOf(IntentionState state) {
  switch (state) {
    case IntentionState::kUnspecified:
      return "UNSPECIFIED";
    case IntentionState::kOpen:
      return "OPEN";
    case IntentionState::kMatched:
      return "MATCHED";
    case IntentionState::kMet:
      return "MET";
    case IntentionState::kWithdrawn:
      return "WITHDRAWN";
  }
  return "";
}

}  // namespace ladder::registry
