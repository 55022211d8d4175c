// Builders for tests: the labourer everyone starts from, with what a test is about named in it.
#pragma once

#include <optional>
#include <utility>

#include "registry-svc/domain/person_change.h"
#include "registry-svc/domain/spell_change.h"

namespace ladder::registry {

inline const DivisionCode kHujiajing = DivisionCode::FromNumber(420625100014);
inline const DivisionCode kGuodihu = DivisionCode::FromNumber(420625100015);
inline const DivisionCode kMojiahe = DivisionCode::FromNumber(420625100017);
inline const DivisionCode kXiangyang = DivisionCode::FromNumber(420602000000);
inline const DivisionCode kGuangdong = DivisionCode::FromNumber(440300000000);
inline const DivisionCode kHongKong = DivisionCode::FromNumber(810000000000);

inline constexpr CivilDay kToday = CivilDay(2020, 6, 1);

// An id made of a small number: tests need no random bits.
inline Ulid Id(int64_t n) { return Ulid::FromParts(n, {}); }

struct PersonSpec {
  int id = 1;
  CivilDay birth = CivilDay(1985, 3, 1);
  Sex sex = Sex::kMale;
  Standing standing = {};
  LabourCapability capability = LabourCapability::kFull;
  int education = 71;  // junior high school, completed
  std::optional<CivilDay> left_school_on = std::nullopt;
  Home home = {.registered = kHujiajing, .residence = kHujiajing};
  CivilDay from = CivilDay(2019, 1, 1);
  std::optional<HouseholdClass> household = HouseholdClass::kRegisteredPoor;
};

inline Household MakeHousehold(HouseholdClass household_class, CivilDay from = CivilDay(2019, 1, 1),
                               int id = 1000) {
  Household household;
  household.root.id = Id(id);
  household.root.version = 1;
  household.number = *ParseHouseholdNo("4206250001");
  household.status = {
      from,
      {.household_class = household_class,
       .risk_on = IsMonitored(household_class) ? std::optional(from) : std::nullopt}};
  household.home = {from, {.registered = kHujiajing, .residence = kHujiajing}};
  return household;
}

inline Person MakePerson(const PersonSpec& spec = {}) {
  Person person = *Register(
      {.id = Id(spec.id),
       .identity = {.name = *ParsePersonName("李明"), .sex = spec.sex, .birth = spec.birth},
       .home = spec.home,
       .profile = {.education = *ParseEducation(spec.education),
                   .capability = spec.capability,
                   .left_school_on = spec.left_school_on},
       .standing = spec.standing,
       .from = spec.from},
      kToday);
  if (spec.household) {
    const Household household = MakeHousehold(*spec.household, spec.from);
    person.membership.Set(spec.from, {.household = household.root.id, .relation = 2});
    person.households[household.root.id] = household.status;
  }
  return person;
}

struct SpellSpec {
  int id = 100;
  EmploymentForm form = EmploymentForm::kEmployee;
  CarrierKind carrier = CarrierKind::kUnspecified;
  DivisionCode work = kGuodihu;
  CivilDay from = CivilDay(2020, 1, 1);
  CivilDay to = kForever;
  ContractKind contract = ContractKind::kUnspecified;
  SpellState state = SpellState::kProvisional;
  int flex_days = 10;
};

inline EmploymentSpell MakeSpell(const SpellSpec& spec = {}) {
  return {.id = Id(spec.id),
          .form = spec.form,
          .carrier_kind = spec.carrier,
          .employer_name = "某厂",
          .work_division = spec.work,
          .started_on = spec.from,
          .ended_on = spec.to,
          .contract = spec.contract,
          .flex_days = spec.form == EmploymentForm::kFlex ? spec.flex_days : 0,
          .state = spec.state};
}

}  // namespace ladder::registry
