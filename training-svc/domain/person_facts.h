// A person as the registry tells them, over all their days, and what of it a class's seat order and
// eligibility read on one day (docs/domain.md 6).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "training-svc/domain/person_profile.h"

namespace ladder::training {

// Days of one primary class; codes are the registry's numbers.
struct ClassSpan {
  CivilDay from = CivilDay();
  CivilDay to = kForever;  // the day after the last
  int primary_class = 0;
};

// Days of one standing of the household.
struct HouseholdSpan {
  CivilDay from = CivilDay();
  CivilDay to = kForever;
  int household_class = 0;
  int household_aid = 0;
  std::optional<CivilDay> risk_cleared_on = {};
  bool relocated = false;
};

// Days on which class and household both stay the same.
struct PersonPeriod {
  CivilDay from = CivilDay();
  CivilDay to = kForever;
  int primary_class = 0;
  CivilDay class_since = CivilDay();  // first day of the class, over changes of the household
  int household_class = 0;
  int household_aid = 0;
  bool target = false;     // any household class but none; a monitored kind while its risk is open
  bool monitored = false;  // a monitored kind whose risk is open
  bool relocated = false;
  friend bool operator==(const PersonPeriod&, const PersonPeriod&) = default;
};

// The two sequences laid over each other, by first day; days without a known class are left out.
std::vector<PersonPeriod> PeriodsOf(absl::Span<const ClassSpan> classes,
                                    absl::Span<const HouseholdSpan> households);

struct PersonFacts {
  Ulid person = {};
  int64_t register_div = 0;
  int64_t residence_div = 0;
  CivilDay birth = CivilDay();
  int sex = 0;
  int education = 0;
  int capability = 0;
  int hukou = 0;
  bool veteran = false;
  bool needs_support = false;
  bool retires_at_50 = false;
  std::optional<CivilDay> left_school_on = {};
  int presence = 0;
  std::optional<Ulid> household = {};
  std::vector<PersonPeriod> periods = {};
};

// How many members of a household are in work and out of it on a day.
struct HouseholdWork {
  int64_t employed = 0;
  int64_t unemployed = 0;
};

// What of it counts on `day`. `period` is the one that holds the day, if any; `work` is of the
// household on the day. Two-post-secondary: of a target household, left school at most three years
// ago, 15 to 24, neither student nor soldier. Hard to employ: out of work, and a man of 50 or woman
// of 40, of a household on aid, or out of work for a year.
PersonProfile ProfileOn(const PersonFacts& facts, const std::optional<PersonPeriod>& period,
                        const HouseholdWork& work, CivilDay day);

}  // namespace ladder::training
