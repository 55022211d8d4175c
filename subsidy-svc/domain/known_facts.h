// What this service knows of a person, their work and their classes, and the facts that each policy
// reads of it. Claims and the nightly proposals are decided on the same.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "platform/standards/sex.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/policy.h"

namespace ladder::subsidy {

// Forms of employment as the registry numbers them.
inline constexpr int kFormEmployee = 10;
inline constexpr int kFormSelf = 21;
inline constexpr int kFormWelfarePost = 30;

struct KnownPerson {
  Ulid id = {};
  CivilDay birth = CivilDay();
  Sex sex = Sex::kMale;
  std::optional<int64_t> upper_age_base = std::nullopt;
  std::optional<CivilDay> died_on = std::nullopt;
};

struct KnownWork {
  int form = kFormEmployee;
  int64_t division = 0;  // of the place of work
  CivilDay from = CivilDay();
  CivilDay to = kForever;  // the last day
  std::optional<Ulid> employer = std::nullopt;
  int64_t contract_months = 0;
  bool dishonest = false;     // the employer, or owing wages
  bool owner = false;         // the person owns the firm
  bool welfare_post = false;  // it is one, or one was held on the first day
};

struct KnownClass {
  Ulid id = {};
  CivilDay from = CivilDay();
  CivilDay to = CivilDay();
  int64_t sessions = 0;
  std::string occupation = "";
  int64_t attended = 0;
  int64_t attended_days = 0;
  bool dropped_out = false;
  std::string certificate = "";  // "L5"; empty: none
  std::string certificate_occupation = "";
  CivilDay certified_on = CivilDay();
};

// The household on the day of entitlement.
struct KnownHousehold {
  HouseholdClass household_class = HouseholdClass::kNone;
  std::optional<CivilDay> risk_cleared_on = std::nullopt;
};

FactMap FactsOf(const KnownPerson& person);
FactMap FactsOf(const KnownHousehold& household);
// Of TRANSPORT or ABSORB, claimed or checked on `today`.
FactMap FactsOf(Policy policy, const KnownWork& work, CivilDay today);
// Of TRAIN or LIVING.
FactMap FactsOf(Policy policy, const KnownClass& known);

// The later map's facts over the earlier one's.
void Override(FactMap& facts, const FactMap& known);

// Days from the first to the last, both included.
struct DaySpan {
  CivilDay first = CivilDay();
  CivilDay last = kForever;
};

// Of the days attended, those on which neither a wage nor another LIVING claim pays: a day counts
// once (docs/domain.md 4.2 LIVING).
std::vector<CivilDay> DaysPaidHere(const std::vector<CivilDay>& attended,
                                   const std::vector<DaySpan>& waged,
                                   const std::set<CivilDay>& claimed);

}  // namespace ladder::subsidy
