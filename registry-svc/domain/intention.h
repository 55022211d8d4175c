// Intentions: what a person wants of us, many per person, each met or closed in the end
// (docs/domain.md 2.4, 3.5, R21).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/money/fen.h"
#include "registry-svc/domain/codes.h"
#include "registry-svc/domain/timeline.h"

namespace ladder::registry {

enum class IntentionEvent { kMatch, kReopen, kMeet, kWithdraw };

struct IntentionDetails {
  std::vector<std::string> occupations = {};  // d-dd-dd-dd, at most five, the dearest first
  PlaceLevel place = PlaceLevel::kUnspecified;
  Fen wage_min = {};        // a month; zero for any
  bool no_shifts = false;   // no night or rotating shifts
  bool care_duty = false;   // someone to care for at home
  std::string course = "";  // for training: the code of the course asked for
  std::string source = "";  // visit, fair or survey it was taken at, a resource name
  friend bool operator==(const IntentionDetails&, const IntentionDetails&) = default;
};

struct Intention {
  Root root = {};
  absl::Time recorded = absl::InfinitePast();
  Ulid person = {};
  IntentionKind kind = IntentionKind::kUnspecified;
  IntentionDetails details = {};
  Barrier withdrawn_for = Barrier::kUnspecified;
  Timeline<IntentionState> state = {};

  // The state now believed to hold from its last change on.
  IntentionState last() const { return state.periods().back().value; }
};

// An intention opened on `day`. DAY_IN_FUTURE.
absl::StatusOr<Intention> OpenIntention(const Ulid& id, const Ulid& person, IntentionKind kind,
                                        IntentionDetails details, CivilDay day, CivilDay today);

// OPEN -match-> MATCHED -reopen-> OPEN; either is met or withdrawn; MET and WITHDRAWN are final.
// INTENTION_STATE for other steps, DAY_IN_FUTURE, DAY_OUT_OF_ORDER for a day before the last
// change.
absl::StatusOr<Intention> Apply(Intention intention, IntentionEvent event, CivilDay day,
                                CivilDay today);

// Whether it still waits for something.
constexpr bool IsLive(IntentionState state) {
  return state == IntentionState::kOpen || state == IntentionState::kMatched;
}

// What having it says about the wish of a person without work.
Wish WishOf(IntentionKind kind);

absl::string_view NameOf(IntentionState state);

}  // namespace ladder::registry
