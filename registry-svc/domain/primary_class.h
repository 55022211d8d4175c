// The primary class: exactly one per person and day (docs/domain.md 3.1).
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/standards/age.h"
#include "registry-svc/domain/codes.h"
#include "registry-svc/domain/spell.h"

namespace ladder::registry {

// The person's standing on a day: what events have said of them.
struct Standing {
  Presence presence = Presence::kListed;
  ContactState contact = ContactState::kReached;
  Activity activity = Activity::kNone;
  Wish wish = Wish::kUnspecified;
  friend bool operator==(const Standing&, const Standing&) = default;
};

// Everything the class of one day depends on.
struct ClassFacts {
  Standing standing = {};
  LabourCapability capability = LabourCapability::kFull;
  CivilDay birth = {};
  RetirementBase retirement = RetirementBase::kMen60;
  const std::vector<EmploymentSpell>& spells;
};

struct Classified {
  PrimaryClass value = PrimaryClass::kUnspecified;
  const EmploymentSpell* spell = nullptr;  // what decided a class of group E
};

inline constexpr int kWorkingAge = 16;

// What holds is the first of: dead, merged, moved away; under 16; student, soldier, incapable; past
// the upper age without a verified spell; carer without a spell; contact lost; the spell that
// outranks the others; the wish. Who stated no wish is taken to seek work: nobody is unwilling or
// unknown until it was said.
Classified Classify(const ClassFacts& facts, CivilDay day, const ClassRules& rules);

constexpr bool IsEmployed(PrimaryClass c) {
  return static_cast<int>(c) >= 10 && static_cast<int>(c) < 30;
}
constexpr bool IsUnemployed(PrimaryClass c) {
  return static_cast<int>(c) >= 30 && static_cast<int>(c) < 50;
}
constexpr bool IsOutsideLabourForce(PrimaryClass c) {
  return static_cast<int>(c) >= 50 && static_cast<int>(c) < 70;
}
// Dead, merged or moved away: out of the registry's care.
constexpr bool IsGone(PrimaryClass c) { return static_cast<int>(c) > 70; }

// "E_LOCAL_FIRM": the name docs and refusals use.
absl::string_view NameOf(PrimaryClass c);

// All of them, in the order of 3.1.
inline constexpr PrimaryClass kAllClasses[] = {
    PrimaryClass::kELocalFirm,   PrimaryClass::kEOutCounty, PrimaryClass::kEOutProvince,
    PrimaryClass::kEWorkshop,    PrimaryClass::kEFactory,   PrimaryClass::kEFamilyWorkshop,
    PrimaryClass::kEWelfarePost, PrimaryClass::kESelf,      PrimaryClass::kEFlex,
    PrimaryClass::kEFarm,        PrimaryClass::kUSeeking,   PrimaryClass::kUTrainFirst,
    PrimaryClass::kUStartup,     PrimaryClass::kUUnwilling, PrimaryClass::kNStudent,
    PrimaryClass::kNSoldier,     PrimaryClass::kNIncapable, PrimaryClass::kNRetired,
    PrimaryClass::kNUnder16,     PrimaryClass::kNCare,      PrimaryClass::kXUnknown,
    PrimaryClass::kXMoved,       PrimaryClass::kXDeceased,  PrimaryClass::kXMerged,
};

}  // namespace ladder::registry
