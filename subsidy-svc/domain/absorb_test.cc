#include "subsidy-svc/domain/absorb.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kMan = {
    {"birth", "1975-06-15"},
    {"sex", 1},
    {"household_class", "REGISTERED_POOR"},
    {"hired_on", "2019-03-01"},
    {"contract_months", 12},
    {"checked_on", "2019-09-01"},
};

TEST(AbsorbTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(
      Policy::kAbsorb, "AB-2019", kMan,
      {{"DUP_PERSON_ABSORB", {{"prior_absorb", true}}},
       {"EXCL_DISHONEST", {{"dishonest", true}}},
       {"SELF_EMPLOYMENT_CONFLICT", {{"is_owner", true}}},
       {"NOT_TARGET_GROUP", {{"household_class", "NONE"}}},
       {"RISK_CLEARED", {{"household_class", "MARGINAL"}, {"risk_cleared_on", "2019-03-01"}}},
       {"AGE_UNDER_MIN", {{"birth", "2003-03-02"}}},
       {"AGE_OVER_MAX", {{"birth", "1959-03-01"}}},
       {"CONFLICT_WELFARE_POST", {{"welfare_post", true}}},
       {"CONTRACT_SHORT", {{"contract_months", 11}}},
       {"STABLE_PERIOD_SHORT", {{"checked_on", "2019-08-31"}}},
       {"HOLD_BUDGET", {{"budget_left_fen", 199'999}}}});
}

TEST(AbsorbTest, Edges) {
  ExpectDecisions(
      Policy::kAbsorb, "AB-2019",
      {
          {"hired a day before the 18th birthday", With(kMan, {{"birth", "2001-03-02"}}), "YES",
           200'000, "OK_MINOR_FLAG"},
          {"hired on the 18th birthday", With(kMan, {{"birth", "2001-03-01"}}), "YES", 200'000,
           "OK"},
          {"hired on the 16th birthday", With(kMan, {{"birth", "2003-03-01"}}), "YES", 200'000,
           "OK_MINOR_FLAG"},
          {"left on the last day of the sixth month", With(kMan, {{"left_on", "2019-08-31"}}),
           "YES", 200'000, "OK"},
          {"left a day earlier", With(kMan, {{"left_on", "2019-08-30"}}), "NO", 0,
           "STABLE_PERIOD_SHORT"},
          {"left after the check", With(kMan, {{"left_on", "2019-12-31"}}), "YES", 200'000, "OK"},
          {"hired on 31 August: six months end on 29 February",
           With(kMan, {{"hired_on", "2019-08-31"}, {"checked_on", "2020-02-29"}}), "YES", 200'000,
           "OK"},
          {"and not the day before",
           With(kMan, {{"hired_on", "2019-08-31"}, {"checked_on", "2020-02-28"}}), "NO", 0,
           "STABLE_PERIOD_SHORT"},
          {"a minor's reward waits for budget",
           With(kMan, {{"birth", "2001-03-02"}, {"budget_left_fen", 0}}), "HOLD", 200'000,
           "HOLD_BUDGET"},
          {"no contract", Without(kMan, {"contract_months"}), "NO", 0, "CONTRACT_SHORT"},
          {"hard to employ does not open it",
           With(kMan, {{"household_class", "NONE"}, {"hard_to_employ", true}}), "NO", 0,
           "NOT_TARGET_GROUP"},
      });
  const FactMap later = With(kMan, {{"hired_on", "2021-03-01"}});
  ExpectDecisions(
      Policy::kAbsorb, "AB-2021",
      {{"twelve months", With(later, {{"checked_on", "2022-03-01"}}), "YES", 200'000, "OK"},
       {"a day less", With(later, {{"checked_on", "2022-02-28"}}), "NO", 0,
        "STABLE_PERIOD_SHORT"}});
}

}  // namespace
}  // namespace ladder::subsidy
