#include "matching-svc/tasks/person_copy.h"

#include <algorithm>
#include <vector>

#include "matching-svc/rpc/convert.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/standards/education.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

namespace ev = ::ladder::events::v1;
namespace codes = ::ladder::registry::v1;

constexpr char kHouseholdName[] = "households/{household}";

// The day after the last of a period, or for ever.
template <typename Period>
absl::StatusOr<CivilDay> EndOf(const Period& period) {
  if (!period.has_valid_to()) return kForever;
  return rpc::ParseDate(period.valid_to(), "valid_to");
}

absl::StatusOr<std::vector<PersonSpan>> ParseSpans(const ev::PersonChanged& event) {
  std::vector<ClassSpan> classes;
  for (const ev::ClassPeriod& period : event.class_periods()) {
    ClassSpan span{.primary_class = period.primary_class()};
    LADDER_ASSIGN_OR_RETURN(span.from, rpc::ParseDate(period.valid_from(), "valid_from"));
    LADDER_ASSIGN_OR_RETURN(span.to, EndOf(period));
    classes.push_back(span);
  }
  std::vector<HouseholdSpan> households;
  for (const ev::HouseholdPeriod& period : event.household_periods()) {
    HouseholdSpan span{.household_class = static_cast<HouseholdClass>(period.household_class()),
                       .aid = static_cast<HouseholdAid>(period.aid())};
    LADDER_ASSIGN_OR_RETURN(span.from, rpc::ParseDate(period.valid_from(), "valid_from"));
    LADDER_ASSIGN_OR_RETURN(span.to, EndOf(period));
    LADDER_ASSIGN_OR_RETURN(span.risk_cleared_on,
                            ParseOptionalDay(period.has_risk_cleared_on(), period.risk_cleared_on(),
                                             "risk_cleared_on"));
    households.push_back(span);
  }
  return SpansOf(classes, households);
}

// The pay of the spell that started last.
absl::StatusOr<Fen> LastWage(const ev::PersonChanged& event) {
  Fen wage;
  CivilDay latest;
  for (const ev::PersonSpell& spell : event.spells()) {
    if (!spell.has_wage()) continue;
    LADDER_ASSIGN_OR_RETURN(const CivilDay started,
                            rpc::ParseDate(spell.started_on(), "started_on"));
    if (started < latest) continue;
    latest = started;
    LADDER_ASSIGN_OR_RETURN(wage, rpc::ParseMoney(spell.wage(), "wage"));
  }
  return wage;
}

std::vector<PersonSkill> SkillsOf(const ev::PersonChanged& event) {
  std::vector<PersonSkill> skills;
  for (const ev::PersonSkill& told : event.skills()) {
    PersonSkill skill{.certified = told.source() == codes::SKILL_SOURCE_CERTIFICATE};
    const absl::StatusOr<Occupation> occupation = Occupation::Parse(told.code(), "code");
    if (occupation.ok()) {
      skill.occupation = *occupation;
    } else {
      skill.code = told.code();
    }
    skills.push_back(std::move(skill));
  }
  return skills;
}

}  // namespace

absl::StatusOr<PersonRecord> CopyOf(const ev::PersonChanged& event) {
  PersonRecord record{.profile = {.register_div = event.register_division(),
                                  .residence_div = event.residence_division(),
                                  .sex = static_cast<Sex>(event.sex()),
                                  .capability = static_cast<Capability>(event.capability()),
                                  .skills = SkillsOf(event),
                                  .needs_support = event.needs_support()},
                      .retires_at_50 = event.retires_at_50()};
  PersonProfile& profile = record.profile;
  LADDER_ASSIGN_OR_RETURN(profile.person, rpc::ParseId(kPersonName, event.person(), "person"));
  LADDER_ASSIGN_OR_RETURN(profile.birth, rpc::ParseDate(event.birth(), "birth"));
  LADDER_ASSIGN_OR_RETURN(record.household,
                          ParseOptionalId(kHouseholdName, event.household(), "household"));
  LADDER_ASSIGN_OR_RETURN(profile.last_wage, LastWage(event));
  LADDER_ASSIGN_OR_RETURN(record.spans, ParseSpans(event));
  if (event.education() != 0) {
    LADDER_ASSIGN_OR_RETURN(profile.education, ParseEducation(event.education()));
  }
  profile.care_duty = std::find(event.barriers().begin(), event.barriers().end(),
                                codes::BARRIER_CARE_DUTY) != event.barriers().end();
  return record;
}

absl::StatusOr<IntentionRecord> CopyOf(const ev::IntentionChanged& event) {
  IntentionRecord record{.wish = {.refuses_night = event.no_shifts()},
                         .place = static_cast<PlaceLevel>(event.place()),
                         .care_duty = event.care_duty(),
                         .live = event.live()};
  LADDER_ASSIGN_OR_RETURN(record.wish.intention,
                          rpc::ParseId(kIntentionName, event.intention(), "intention"));
  LADDER_ASSIGN_OR_RETURN(record.person, rpc::ParseId(kPersonName, event.person(), "person"));
  LADDER_ASSIGN_OR_RETURN(record.wish.opened_on, rpc::ParseDate(event.opened_on(), "opened_on"));
  if (event.has_wage_min()) {
    LADDER_ASSIGN_OR_RETURN(record.wish.wage_min, rpc::ParseMoney(event.wage_min(), "wage_min"));
  }
  for (const std::string& code : event.occupations()) {
    LADDER_ASSIGN_OR_RETURN(const Occupation occupation, Occupation::Parse(code, "occupations"));
    record.wish.occupations.push_back(occupation);
  }
  return record;
}

}  // namespace ladder::matching
