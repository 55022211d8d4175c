#include "subsidy-svc/domain/policy.h"

#include <string>

#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

constexpr HouseholdClass kHouseholdClasses[] = {
    HouseholdClass::kNone,     HouseholdClass::kRegisteredPoor, HouseholdClass::kOutOfPoverty,
    HouseholdClass::kUnstable, HouseholdClass::kMarginal,       HouseholdClass::kSuddenHardship,
};

}  // namespace

absl::string_view PolicyName(Policy policy) {
  switch (policy) {
    case Policy::kPwPost:
      return "PW_POST";
    case Policy::kTransport:
      return "TRANSPORT";
    case Policy::kTrain:
      return "TRAIN";
    case Policy::kLiving:
      return "LIVING";
    case Policy::kLoan:
      return "LOAN";
    case Policy::kStartup:
      return "STARTUP";
    case Policy::kPension:
      return "PENSION";
    case Policy::kMedical:
      return "MEDICAL";
    case Policy::kSi:
      return "SI";
    case Policy::kAbsorb:
      return "ABSORB";
  }
  return "";
}

absl::StatusOr<Policy> ParsePolicy(absl::string_view name) {
  for (const Policy policy : kPolicies) {
    if (PolicyName(policy) == name) return policy;
  }
  return Refuse(Reason::kPolicyUnknown, {{"policy", std::string(name)}});
}

Chain ChainOf(Policy policy) {
  switch (policy) {
    case Policy::kPwPost:
    case Policy::kTransport:
    case Policy::kStartup:
      return Chain::kPersonal;
    case Policy::kTrain:
    case Policy::kLiving:
    case Policy::kSi:
    case Policy::kAbsorb:
      return Chain::kFirm;
    case Policy::kLoan:
      return Chain::kBank;
    case Policy::kPension:
    case Policy::kMedical:
      return Chain::kNightlyList;
  }
  return Chain::kPersonal;
}

absl::string_view ChainName(Chain chain) {
  switch (chain) {
    case Chain::kPersonal:
      return "A";
    case Chain::kFirm:
      return "B";
    case Chain::kBank:
      return "C";
    case Chain::kNightlyList:
      return "D";
  }
  return "";
}

absl::string_view HouseholdClassName(HouseholdClass household_class) {
  switch (household_class) {
    case HouseholdClass::kNone:
      return "NONE";
    case HouseholdClass::kRegisteredPoor:
      return "REGISTERED_POOR";
    case HouseholdClass::kOutOfPoverty:
      return "OUT_OF_POVERTY";
    case HouseholdClass::kUnstable:
      return "UNSTABLE";
    case HouseholdClass::kMarginal:
      return "MARGINAL";
    case HouseholdClass::kSuddenHardship:
      return "SUDDEN_HARDSHIP";
  }
  return "";
}

absl::StatusOr<HouseholdClass> ParseHouseholdClass(absl::string_view name) {
  for (const HouseholdClass household_class : kHouseholdClasses) {
    if (HouseholdClassName(household_class) == name) return household_class;
  }
  return Refuse(Reason::kFactValue, {{"fact", "household_class"}});
}

}  // namespace ladder::subsidy
