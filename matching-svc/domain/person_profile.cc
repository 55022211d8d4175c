#include "matching-svc/domain/person_profile.h"

namespace ladder::matching {

bool IsWillingUnemployed(const PersonProfile& profile) {
  return GroupOf(profile.primary_class) == ClassGroup::kUnemployed &&
         profile.primary_class != kClassUnwilling && profile.wish.has_value();
}

bool IsZeroEmployment(absl::Span<const HouseholdMember> members) {
  bool in_labour_force = false;
  for (const HouseholdMember& member : members) {
    if (!member.labourer) continue;
    if (member.group == ClassGroup::kEmployed) return false;
    if (member.group != ClassGroup::kNotInLabourForce) in_labour_force = true;
  }
  return in_labour_force;
}

NeedClass NeedOf(const PersonProfile& profile, CivilDay day, int long_unemployed_days) {
  if (profile.need.zero_employment) return NeedClass::kZeroEmployment;
  if (profile.need.monitored) return NeedClass::kMonitored;
  if (GroupOf(profile.primary_class) == ClassGroup::kUnemployed &&
      day - profile.class_since >= long_unemployed_days) {
    return NeedClass::kLongUnemployed;
  }
  return profile.need.target ? NeedClass::kTarget : NeedClass::kNone;
}

}  // namespace ladder::matching
