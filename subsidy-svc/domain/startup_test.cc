#include "subsidy-svc/domain/startup.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kBusiness = {
    {"first_registration", true},
    {"registered_on", "2020-01-15"},
    {"checked_on", "2020-07-15"},
    {"jobs_incl_self", 2},
};

TEST(StartupTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(Policy::kStartup, "ST-2019", kBusiness,
                   {{"NOT_FIRST_REGISTRATION", {{"first_registration", false}}},
                    {"STABLE_PERIOD_SHORT", {{"checked_on", "2020-07-14"}}},
                    {"JOBS_TOO_FEW", {{"jobs_incl_self", 1}}},
                    {"HOLD_BUDGET", {{"budget_left_fen", 499'999}}}});
}

TEST(StartupTest, Edges) {
  ExpectDecisions(Policy::kStartup, "ST-2019",
                  {{"six months on the day, two jobs", kBusiness, "YES", 500'000, "OK"},
                   {"nobody's class and age are asked",
                    With(kBusiness, {{"household_class", "NONE"}}), "YES", 500'000, "OK"},
                   {"closed a day before six months", With(kBusiness, {{"left_on", "2020-07-13"}}),
                    "NO", 0, "STABLE_PERIOD_SHORT"},
                   {"closed on the last day of the sixth month",
                    With(kBusiness, {{"left_on", "2020-07-14"}}), "YES", 500'000, "OK"},
                   {"registration unknown", Without(kBusiness, {"first_registration"}), "NO", 0,
                    "NOT_FIRST_REGISTRATION"}});
}

}  // namespace
}  // namespace ladder::subsidy
