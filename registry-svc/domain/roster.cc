#include "registry-svc/domain/roster.h"

#include <algorithm>
#include <vector>

namespace ladder::registry {
namespace {

// A leaver of secondary school counts for three years, from 15 to 24 (docs/domain.md 2.5).
constexpr int kLeaverMonths = 36;
constexpr int kLeaverAgeMin = 15;
constexpr int kLeaverAgeEnd = 25;

bool IsSchoolLeaver(const Identity& identity, const Profile& profile, const Standing& standing,
                    CivilDay day) {
  const EducationLevel level = profile.education.level();
  if (level != EducationLevel::kJuniorHigh && level != EducationLevel::kSeniorSecondary)
    return false;
  if (!profile.left_school_on || day < *profile.left_school_on ||
      day > AddMonths(*profile.left_school_on, kLeaverMonths)) {
    return false;
  }
  if (day < Birthday(identity.birth, kLeaverAgeMin) ||
      day >= Birthday(identity.birth, kLeaverAgeEnd)) {
    return false;
  }
  return standing.activity != Activity::kStudent && standing.activity != Activity::kSoldier;
}

bool IsAbleToWork(LabourCapability capability) {
  return capability == LabourCapability::kFull || capability == LabourCapability::kSkilled ||
         capability == LabourCapability::kWeak;
}

Base BaseOn(const Identity& identity, const Profile& profile, const Classified& classified,
            CivilDay day) {
  if (day < Birthday(identity.birth, kWorkingAge)) return Base::kOutside;
  if (day < RetirementDay(identity.birth, RetirementOf(identity.sex, profile.retirement))) {
    return IsAbleToWork(profile.capability) ? Base::kLabourer : Base::kOutside;
  }
  // Past the upper age a class of group E always rests on a verified spell.
  return IsEmployed(classified.value) ? Base::kElderly : Base::kOutside;
}

HouseholdClass HouseholdClassOn(const Person& person, CivilDay day) {
  const Membership* membership = person.membership.At(day);
  if (membership == nullptr) return HouseholdClass::kNone;
  const auto household = person.households.find(membership->household);
  LADDER_INVARIANT(household != person.households.end());
  const HouseholdStatus* status = household->second.At(day);
  return status == nullptr ? HouseholdClass::kNone : status->household_class;
}

class Cuts {
 public:
  void Add(CivilDay day) { days_.push_back(day); }
  template <typename T>
  void Add(const Timeline<T>& timeline) {
    for (const Period<T>& period : timeline.periods()) {
      Add(period.from);
      Add(period.to);
    }
  }
  // From `first` on, each once.
  std::vector<CivilDay> Sorted(CivilDay first) {
    Add(first);
    std::sort(days_.begin(), days_.end());
    days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    days_.erase(days_.begin(), std::lower_bound(days_.begin(), days_.end(), first));
    days_.erase(std::lower_bound(days_.begin(), days_.end(), kForever), days_.end());
    return std::move(days_);
  }

 private:
  std::vector<CivilDay> days_;
};

// Every day on which RosterFactsOn may give another answer than on the day before.
std::vector<CivilDay> CutDays(const Person& person) {
  Cuts cuts;
  cuts.Add(person.identity);
  cuts.Add(person.home);
  cuts.Add(person.profile);
  cuts.Add(person.standing);
  cuts.Add(person.membership);
  for (const auto& [id, status] : person.households) cuts.Add(status);
  for (const EmploymentSpell& spell : person.spells) {
    cuts.Add(spell.started_on);
    if (spell.ended_on < kForever) cuts.Add(spell.ended_on + 1);
  }
  for (const Period<Identity>& identity : person.identity.periods()) {
    const CivilDay birth = identity.value.birth;
    cuts.Add(Birthday(birth, kLeaverAgeMin));
    cuts.Add(Birthday(birth, kWorkingAge));
    cuts.Add(Birthday(birth, kLeaverAgeEnd));
    for (const Period<Profile>& profile : person.profile.periods()) {
      cuts.Add(RetirementDay(birth, RetirementOf(identity.value.sex, profile.value.retirement)));
    }
  }
  for (const Period<Profile>& profile : person.profile.periods()) {
    if (!profile.value.left_school_on) continue;
    cuts.Add(*profile.value.left_school_on);
    cuts.Add(AddMonths(*profile.value.left_school_on, kLeaverMonths) + 1);
  }
  return cuts.Sorted(person.first_day());
}

}  // namespace

RosterFacts RosterFactsOn(const Person& person, CivilDay day, const ClassRules& rules) {
  const Identity& identity = *person.identity.At(day);
  const Profile& profile = *person.profile.At(day);
  const Standing& standing = *person.standing.At(day);
  const Classified classified = ClassOn(person, day, rules);
  RosterFacts facts = {
      .primary_class = classified.value,
      .verified = classified.spell != nullptr && classified.spell->state == SpellState::kVerified,
      .household_class = HouseholdClassOn(person, day),
      .home = *person.home.At(day)};
  if (IsTarget(facts.household_class) && !IsGone(classified.value)) {
    facts.base = BaseOn(identity, profile, classified, day);
    facts.school_leaver = IsSchoolLeaver(identity, profile, standing, day);
  }
  return facts;
}

Timeline<RosterFacts> Project(const Person& person, const ClassRules& rules) {
  const std::vector<CivilDay> days = CutDays(person);
  std::vector<Period<RosterFacts>> periods;
  for (size_t i = 0; i < days.size(); ++i) {
    RosterFacts facts = RosterFactsOn(person, days[i], rules);
    if (!periods.empty() && periods.back().value == facts) continue;
    if (!periods.empty()) periods.back().to = days[i];
    periods.push_back({.from = days[i], .value = std::move(facts)});
  }
  return Timeline<RosterFacts>(std::move(periods));
}

void CountPeople(const RosterFacts& facts, int64_t people, bool include_elderly,
                 RosterCounts& counts) {
  if (facts.school_leaver) counts.school_leavers += people;
  if (!InBase(facts, include_elderly)) return;
  counts.base += people;
  counts.classes[facts.primary_class] += people;
  if (InEmployed(facts, include_elderly)) counts.employed += people;
  if (InUnemployed(facts, include_elderly)) counts.unemployed += people;
  if (InNotInLabourForce(facts, include_elderly)) counts.not_in_labour_force += people;
}

}  // namespace ladder::registry
