#include "matching-svc/domain/person_profile.h"

namespace ladder::matching {

bool IsWillingUnemployed(const PersonProfile& profile) {
  return GroupOf(profile.primary_class) == ClassGroup::kUnemployed &&
         profile.primary_class != kClassUnwilling && profile.wish.has_value();
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
