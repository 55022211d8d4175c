// What matching knows of a person: a copy kept by the registry's feed, no more than the rules read.
// Traits that docs/domain.md 7.4 bars from matching are not held at all; the registry keeps them,
// and they are never copied here. Sex is held for one reason: the statutory limits for women
// of 7.2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "matching-svc/domain/codes.h"
#include "matching-svc/domain/occupation.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "platform/money/fen.h"
#include "platform/standards/education.h"
#include "platform/standards/sex.h"

namespace ladder::matching {

// Something the person can do: declared, or proved by a certificate.
struct PersonSkill {
  Occupation occupation = {};
  std::string code = "";  // "SEWING", or "" when only the occupation is known
  bool certified = false;
};

// The open intention of kind JOB, owned by the registry.
struct JobWish {
  Ulid intention = {};
  std::vector<Occupation> occupations = {};
  CodeSet<PlaceLevel> places = {};
  CodeSet<PlaceLevel> refused_places = {};
  Fen wage_min = Fen();  // a month; zero: not said
  bool refuses_night = false;
  std::optional<bool> wants_live_in = {};
  CivilDay opened_on = CivilDay();
};

// Facts of need, as the registry states them; each lasts until it says otherwise.
struct NeedFacts {
  bool target = false;           // of a household in the programme
  bool monitored = false;        // of a monitored household whose risk is open
  bool zero_employment = false;  // of a household without anyone in work
  bool low_income_aid = false;   // of a family that draws the low-income allowance
};

// A person on one day.
struct PersonProfile {
  Ulid person = {};
  int64_t register_div = 0;
  int64_t residence_div = 0;
  CivilDay birth = CivilDay();
  Sex sex = Sex::kUnknown;
  Education education = {};
  Capability capability = Capability::kUnknown;
  int primary_class = 0;  // the registry's number
  CivilDay class_since = CivilDay();
  NeedFacts need = {};
  bool care_duty = false;
  Fen last_wage = Fen();  // a month; zero: not known
  std::vector<PersonSkill> skills = {};
  std::vector<std::string> certificates = {};  // codes held, such as "DRIVER_C1"
  bool needs_support = false;  // some accommodation; which one is said face to face, not stored
  std::vector<Ulid> refused_enterprises = {};
  std::optional<JobWish> wish = {};
};

// Unemployed, able and willing, with an open wish for a job: whom recommendation serves (R16, R21).
bool IsWillingUnemployed(const PersonProfile& profile);

// A member of a household on one day: by class, and whether the base roster holds them
// (docs/domain.md 3.5).
struct HouseholdMember {
  ClassGroup group = ClassGroup::kUnknown;
  bool labourer = false;
};

// Whether a household in the programme is without anyone in work (docs/domain.md 3.6): it has
// labourers, none of them is employed, and at least one is in the labour force.
bool IsZeroEmployment(absl::Span<const HouseholdMember> members);

// The strongest reason why help is urgent, weakest first (docs/domain.md 7.3 `need`).
enum class NeedClass {
  kNone = 0,
  kTarget = 1,
  kLongUnemployed = 2,
  kMonitored = 3,
  kZeroEmployment = 4
};

// `long_unemployed_days`: from how many days in the unemployed group on.
NeedClass NeedOf(const PersonProfile& profile, CivilDay day, int long_unemployed_days);

}  // namespace ladder::matching
