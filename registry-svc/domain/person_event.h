// What may happen to a person in which class (docs/domain.md 3.2).
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "registry-svc/domain/codes.h"

namespace ladder::registry {

enum class PersonEvent {
  kSurveyed,
  kIntentionOpened,
  kIntentionWithdrawn,
  kReferred,
  kIntentAgreed,
  kStartedWork,
  kVerified,
  kJobLost,
  kPostAppointed,
  kPostEnded,
  kBusinessOpened,
  kBusinessClosed,
  kEnrolledSchool,
  kEnlisted,
  kIncapable,
  kGraduated,
  kDischarged,
  kCapableAgain,
  kContactMissed,
  kBirthday16,
  kUpperAge,
  kDied,
  kMovedOut,
  kMerged,
  kUnmerged,
  kMovedIn,
  kCorrection,
};

// OK when `event` may happen to a person whose class on the event's day is `before`. CHILD_LABOUR
// for work before the sixteenth birthday, STATE_CONFLICT otherwise. Events about one spell
// (VERIFIED, JOB_LOST, POST_ENDED, BUSINESS_CLOSED) are asked with the class that the spell gives.
// An intention changes the class in group U alone, but anyone in the registry's care may have one:
// it is parallel to the class (3.1).
absl::Status CheckEvent(PersonEvent event, PrimaryClass before);

// "STARTED_WORK": the name docs and refusals use.
absl::string_view NameOf(PersonEvent event);

}  // namespace ladder::registry
