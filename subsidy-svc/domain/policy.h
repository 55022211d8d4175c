// The policies that pay, and the household classes that most of them are for (docs/domain.md 2.5
// and 4.2).
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::subsidy {

enum class Policy {
  kPwPost,
  kTransport,
  kTrain,
  kLiving,
  kLoan,
  kStartup,
  kPension,
  kMedical,
  kSi,
  kAbsorb,
};

inline constexpr Policy kPolicies[] = {
    Policy::kPwPost,  Policy::kTransport, Policy::kTrain,   Policy::kLiving, Policy::kLoan,
    Policy::kStartup, Policy::kPension,   Policy::kMedical, Policy::kSi,     Policy::kAbsorb,
};

// "PW_POST": the name in files, tables and protos.
absl::string_view PolicyName(Policy policy);
// POLICY_UNKNOWN for another name.
absl::StatusOr<Policy> ParsePolicy(absl::string_view name);

// Who checks a claim on its way (docs/domain.md 4.2 and 5.1).
enum class Chain {
  kPersonal,    // A: person, community, zone or township, county
  kFirm,        // B: firm or school, zone or county centre, county
  kBank,        // C: bank, county centre, county
  kNightlyList  // D: nightly list that an officer confirms
};

// The chain of the policy's claims.
Chain ChainOf(Policy policy);
// "A"
absl::string_view ChainName(Chain chain);

// A household's class on a day.
enum class HouseholdClass {
  kNone,
  kRegisteredPoor,
  kOutOfPoverty,
  kUnstable,
  kMarginal,
  kSuddenHardship,
};

// FACT_VALUE naming household_class for another name.
absl::StatusOr<HouseholdClass> ParseHouseholdClass(absl::string_view name);
absl::string_view HouseholdClassName(HouseholdClass household_class);

// The three classes that count only while their risk is open.
constexpr bool IsMonitored(HouseholdClass household_class) {
  return household_class == HouseholdClass::kUnstable ||
         household_class == HouseholdClass::kMarginal ||
         household_class == HouseholdClass::kSuddenHardship;
}

}  // namespace ladder::subsidy
