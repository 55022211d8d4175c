#include "registry-svc/domain/person_event.h"

#include <string>

#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/primary_class.h"

namespace ladder::registry {
namespace {

bool IsPossible(PersonEvent event, PrimaryClass before) {
  switch (event) {
    case PersonEvent::kReferred:
    case PersonEvent::kIntentAgreed:
    case PersonEvent::kPostAppointed:
      return IsUnemployed(before);
    case PersonEvent::kStartedWork:
      return IsUnemployed(before) || IsEmployed(before) || before == PrimaryClass::kNCare;
    case PersonEvent::kBusinessOpened:
    case PersonEvent::kContactMissed:
      return IsUnemployed(before) || IsEmployed(before);
    case PersonEvent::kVerified:
    case PersonEvent::kJobLost:
      return IsEmployed(before);
    case PersonEvent::kPostEnded:
      return before == PrimaryClass::kEWelfarePost;
    case PersonEvent::kBusinessClosed:
      return before == PrimaryClass::kESelf;
    case PersonEvent::kGraduated:
    case PersonEvent::kDischarged:
    case PersonEvent::kCapableAgain:
      return IsOutsideLabourForce(before);
    case PersonEvent::kBirthday16:
      return before == PrimaryClass::kNUnder16;
    case PersonEvent::kUnmerged:
      return before == PrimaryClass::kXMerged;
    case PersonEvent::kMovedIn:
      return before == PrimaryClass::kXMoved;
    default:  // "any"
      return !IsGone(before);
  }
}

bool IsWork(PersonEvent event) {
  return event == PersonEvent::kStartedWork || event == PersonEvent::kPostAppointed ||
         event == PersonEvent::kBusinessOpened;
}

}  // namespace

absl::Status CheckEvent(PersonEvent event, PrimaryClass before) {
  if (IsPossible(event, before)) return absl::OkStatus();
  if (IsWork(event) && before == PrimaryClass::kNUnder16) return Refuse(Reason::kChildLabour);
  return Refuse(Reason::kStateConflict,
                {{"state", std::string(NameOf(before))}, {"event", std::string(NameOf(event))}});
}

absl::string_view NameOf(PersonEvent event) {
  switch (event) {
    case PersonEvent::kSurveyed:
      return "SURVEYED";
    case PersonEvent::kIntentionOpened:
      return "INTENTION_OPENED";
    case PersonEvent::kIntentionWithdrawn:
      return "INTENTION_WITHDRAWN";
    case PersonEvent::kReferred:
      return "REFERRED";
    case PersonEvent::kIntentAgreed:
      return "INTENT_AGREED";
    case PersonEvent::kStartedWork:
      return "STARTED_WORK";
    case PersonEvent::kVerified:
      return "VERIFIED";
    case PersonEvent::kJobLost:
      return "JOB_LOST";
    case PersonEvent::kPostAppointed:
      return "POST_APPOINTED";
    case PersonEvent::kPostEnded:
      return "POST_ENDED";
    case PersonEvent::kBusinessOpened:
      return "BUSINESS_OPENED";
    case PersonEvent::kBusinessClosed:
      return "BUSINESS_CLOSED";
    case PersonEvent::kEnrolledSchool:
      return "ENROLLED_SCHOOL";
    case PersonEvent::kEnlisted:
      return "ENLISTED";
    case PersonEvent::kIncapable:
      return "INCAPABLE";
    case PersonEvent::kGraduated:
      return "GRADUATED";
    case PersonEvent::kDischarged:
      return "DISCHARGED";
    case PersonEvent::kCapableAgain:
      return "CAPABLE_AGAIN";
    case PersonEvent::kContactMissed:
      return "CONTACT_MISSED";
    case PersonEvent::kBirthday16:
      return "BIRTHDAY_16";
    case PersonEvent::kUpperAge:
      return "UPPER_AGE";
    case PersonEvent::kDied:
      return "DIED";
    case PersonEvent::kMovedOut:
      return "MOVED_OUT";
    case PersonEvent::kMerged:
      return "MERGED";
    case PersonEvent::kUnmerged:
      return "UNMERGED";
    case PersonEvent::kMovedIn:
      return "MOVED_IN";
    case PersonEvent::kCorrection:
      return "CORRECTION";
  }
  return "";
}

}  // namespace ladder::registry
