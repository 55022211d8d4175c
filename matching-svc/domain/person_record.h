// What the registry tells of a person over all days, cut into spans on which everything that
// matching reads stays the same.
#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "matching-svc/domain/codes.h"
#include "matching-svc/domain/person_profile.h"
#include "platform/calendar/civil_day.h"

namespace ladder::matching {

// Days of one primary class, [from, to).
struct ClassSpan {
  CivilDay from = CivilDay();
  CivilDay to = kForever;
  int primary_class = 0;
};

// Days of one standing of the person's household, [from, to).
struct HouseholdSpan {
  CivilDay from = CivilDay();
  CivilDay to = kForever;
  HouseholdClass household_class = HouseholdClass::kUnspecified;
  HouseholdAid aid = HouseholdAid::kUnspecified;
  std::optional<CivilDay> risk_cleared_on = {};  // of a monitored class
};

// Days on which all of it is the same, [from, to).
struct PersonSpan {
  CivilDay from = CivilDay();
  CivilDay to = kForever;
  int primary_class = 0;
  CivilDay class_since = CivilDay();  // since when the person is in the group of the class
  HouseholdClass household_class = HouseholdClass::kUnspecified;
  HouseholdAid aid = HouseholdAid::kUnspecified;
  bool target = false;     // of a household in the programme
  bool monitored = false;  // of a monitored one whose risk is open
  friend bool operator==(const PersonSpan&, const PersonSpan&) = default;
};

// `classes` by first day, without overlap. Days without a class have no span.
std::vector<PersonSpan> SpansOf(absl::Span<const ClassSpan> classes,
                                absl::Span<const HouseholdSpan> households);

// A copy of a person. The profile is that of no day: class and need stand in the spans.
struct PersonRecord {
  PersonProfile profile = {};
  bool retires_at_50 = false;
  std::optional<Ulid> household = {};
  std::vector<PersonSpan> spans = {};
};

// The places that a wish "at most so far from home" takes in.
CodeSet<PlaceLevel> PlacesUpTo(PlaceLevel place);

// Whom the base roster holds, seen from one of a household in the programme
// (docs/domain.md 3.5 L).
struct LabourerFacts {
  CivilDay birth = CivilDay();
  Sex sex = Sex::kUnknown;
  Capability capability = Capability::kUnknown;
  bool retires_at_50 = false;
  int primary_class = 0;
  HouseholdClass household_class = HouseholdClass::kUnspecified;
};
bool IsLabourer(const LabourerFacts& facts, CivilDay day);

}  // namespace ladder::matching
