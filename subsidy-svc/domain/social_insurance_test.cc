#include "subsidy-svc/domain/social_insurance.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kMan = {
    {"birth", "1975-06-15"},
    {"sex", 1},
    {"household_class", "REGISTERED_POOR"},
    {"month", "2020-12"},
    {"contract_months", 12},
    {"paid_fen", FactCounts{{"pension", 56'000}}},
};

TEST(SocialInsuranceTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(
      Policy::kSi, "SI-2017", kMan,
      {{"SELF_EMPLOYMENT_CONFLICT", {{"is_owner", true}}},
       {"NOT_TARGET_GROUP", {{"household_class", "NONE"}}},
       {"RISK_CLEARED", {{"household_class", "UNSTABLE"}, {"risk_cleared_on", "2020-12-01"}}},
       {"CONTRACT_SHORT", {{"contract_months", 11}}},
       {"CAP_MONTHS", {{"months_used", 36}}},
       {"NOTHING_PAID", {{"paid_fen", FactCounts{{"injury", 500}}}}},
       {"HOLD_BUDGET",
        {{"budget_left_fen", 55'999}, {"paid_fen", FactCounts{{"pension", 56'000}}}}}});
}

TEST(SocialInsuranceTest, Edges) {
  const auto paid = [](FactCounts items) { return With(kMan, {{"paid_fen", std::move(items)}}); };
  ExpectDecisions(
      Policy::kSi, "SI-2017",
      {
          {"the three items that count",
           paid({{"pension", 56'000}, {"medical", 28'000}, {"unemployment", 2'450}}), "YES", 86'450,
           "OK"},
          {"other items are ignored without a code",
           paid({{"pension", 56'000},
                 {"injury", 700},
                 {"maternity", 900},
                 {"employee_pension", 28'000},
                 {"late_fee", 33}}),
           "YES", 56'000, "OK"},
          {"nothing of what counts", paid({{"pension", 0}}), "NO", 0, "NOTHING_PAID"},
          {"hard to employ opens it",
           With(kMan, {{"household_class", "NONE"}, {"hard_to_employ", true}}), "YES", 56'000,
           "OK"},
          {"hard to employ, risk cleared",
           With(kMan, {{"household_class", "MARGINAL"},
                       {"risk_cleared_on", "2020-01-01"},
                       {"hard_to_employ", true}}),
           "YES", 56'000, "OK"},
          {"risk cleared on the second of the month",
           With(kMan, {{"household_class", "UNSTABLE"}, {"risk_cleared_on", "2020-12-02"}}), "YES",
           56'000, "OK"},
          {"month 36", With(kMan, {{"months_used", 35}}), "YES", 56'000, "OK"},
          {"no age is asked", With(kMan, {{"birth", "1955-01-01"}}), "YES", 56'000, "OK"},
          {"leaving within the month changes nothing", With(kMan, {{"left_on", "2020-12-03"}}),
           "YES", 56'000, "OK"},
          {"month 37, first approval less than five years before the upper age",
           With(kMan,
                {{"months_used", 36}, {"birth", "1962-06-01"}, {"first_approved", "2017-06-02"}}),
           "YES", 56'000, "OK_EXTENDED"},
          {"month 37, first approval five years before",
           With(kMan,
                {{"months_used", 36}, {"birth", "1962-06-01"}, {"first_approved", "2017-06-01"}}),
           "NO", 0, "CAP_MONTHS"},
          {"extended only up to the upper age",
           With(kMan,
                {{"months_used", 36}, {"birth", "1960-12-01"}, {"first_approved", "2017-06-01"}}),
           "NO", 0, "CAP_MONTHS"},
      });
}

}  // namespace
}  // namespace ladder::subsidy
