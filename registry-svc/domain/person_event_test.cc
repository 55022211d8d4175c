#include "registry-svc/domain/person_event.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/primary_class.h"

namespace ladder::registry {
namespace {

// "any", "U_*", "N_CARE": the words of the table's column.
bool IsNamed(absl::string_view word, PrimaryClass c) {
  const absl::string_view name = NameOf(c);
  if (word == "any") return name != "X_DECEASED" && name != "X_MERGED" && name != "X_MOVED";
  if (absl::EndsWith(word, "*")) return absl::StartsWith(name, word.substr(0, 2));
  return name == word;
}

// docs/domain.md 3.2, column "from", as it stands there; an intention's column is where it changes
// the class.
TEST(PersonEventTest, EveryEventInEveryClass) {
  using E = PersonEvent;
  const struct {
    PersonEvent event;
    const char* name;
    const char* from;
  } kTable[] = {
      {E::kSurveyed, "SURVEYED", "any"},
      {E::kIntentionOpened, "INTENTION_OPENED", "any"},
      {E::kIntentionWithdrawn, "INTENTION_WITHDRAWN", "any"},
      {E::kReferred, "REFERRED", "U_*"},
      {E::kIntentAgreed, "INTENT_AGREED", "U_*"},
      {E::kStartedWork, "STARTED_WORK", "U_* N_CARE E_*"},
      {E::kVerified, "VERIFIED", "E_*"},
      {E::kJobLost, "JOB_LOST", "E_*"},
      {E::kPostAppointed, "POST_APPOINTED", "U_*"},
      {E::kPostEnded, "POST_ENDED", "E_WELFARE_POST"},
      {E::kBusinessOpened, "BUSINESS_OPENED", "U_* E_*"},
      {E::kBusinessClosed, "BUSINESS_CLOSED", "E_SELF"},
      {E::kEnrolledSchool, "ENROLLED_SCHOOL", "any"},
      {E::kEnlisted, "ENLISTED", "any"},
      {E::kIncapable, "INCAPABLE", "any"},
      {E::kGraduated, "GRADUATED", "N_*"},
      {E::kDischarged, "DISCHARGED", "N_*"},
      {E::kCapableAgain, "CAPABLE_AGAIN", "N_*"},
      {E::kContactMissed, "CONTACT_MISSED", "U_* E_*"},
      {E::kBirthday16, "BIRTHDAY_16", "N_UNDER16"},
      {E::kUpperAge, "UPPER_AGE", "any"},
      {E::kDied, "DIED", "any"},
      {E::kMovedOut, "MOVED_OUT", "any"},
      {E::kMerged, "MERGED", "any"},
      {E::kUnmerged, "UNMERGED", "X_MERGED"},
      {E::kMovedIn, "MOVED_IN", "X_MOVED"},
      {E::kCorrection, "CORRECTION", "any"},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(NameOf(row.event), row.name);
    const std::vector<std::string> words = absl::StrSplit(row.from, ' ');
    for (const PrimaryClass before : kAllClasses) {
      SCOPED_TRACE(testing::Message() << row.name << " in " << NameOf(before));
      const bool possible = std::any_of(words.begin(), words.end(),
                                        [&](const auto& word) { return IsNamed(word, before); });
      const bool work = row.event == E::kStartedWork || row.event == E::kPostAppointed ||
                        row.event == E::kBusinessOpened;
      const char* reason = possible                                    ? ""
                           : work && before == PrimaryClass::kNUnder16 ? "CHILD_LABOUR"
                                                                       : "STATE_CONFLICT";
      EXPECT_EQ(ReasonOf(CheckEvent(row.event, before)), reason);
    }
  }
}

}  // namespace
}  // namespace ladder::registry
