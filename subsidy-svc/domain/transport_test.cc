#include "subsidy-svc/domain/transport.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kMan = {
    {"birth", "1975-06-15"},
    {"sex", 1},
    {"household_class", "REGISTERED_POOR"},
    {"work_from", "2020-03-01"},
    {"work_to", "2020-08-31"},
    {"claimed_on", "2020-09-10"},
    {"work_div", "440300000000"},
};

TEST(TransportTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(
      Policy::kTransport, "T-2019", kMan,
      {{"DUP_IDENTITY", {{"same_identity_paid", "4206****"}}},
       {"ALREADY_RECEIVED_LIFETIME", {{"prior_year", 2015}}},
       {"NOT_TARGET_GROUP", {{"household_class", "NONE"}}},
       {"RISK_CLEARED", {{"household_class", "UNSTABLE"}, {"risk_cleared_on", "2020-03-01"}}},
       {"AGE_UNDER_MIN", {{"birth", "2004-03-02"}}},
       {"AGE_OVER_MAX", {{"birth", "1960-03-01"}}},
       {"NOT_OUT_OF_COUNTY", {{"work_div", "420625101000"}}},
       {"STABLE_PERIOD_SHORT", {{"work_to", "2020-05-30"}}},
       {"LATE_CLAIM", {{"claimed_on", "2021-07-01"}}},
       {"HOLD_BUDGET", {{"budget_left_fen", 19'999}}}});
}

TEST(TransportTest, Edges) {
  ExpectDecisions(
      Policy::kTransport, "T-2019",
      {
          {"in Hubei, another county of the city", With(kMan, {{"work_div", "420684000000"}}),
           "YES", 20'000, "OK"},
          {"a six-digit code of the province", With(kMan, {{"work_div", "420100"}}), "YES", 20'000,
           "OK"},
          {"Macao", With(kMan, {{"work_div", "820000000000"}}), "YES", 50'000, "OK"},
          {"an earlier grant before the policy began", With(kMan, {{"prior_year", 2014}}), "YES",
           50'000, "OK"},
          {"a mark that says no", With(kMan, {{"same_identity_paid", false}}), "YES", 50'000, "OK"},
          {"out of poverty counts, whatever was cleared",
           With(kMan, {{"household_class", "OUT_OF_POVERTY"}, {"risk_cleared_on", "2019-01-01"}}),
           "YES", 50'000, "OK"},
          {"risk cleared the day after the start changes nothing",
           With(kMan, {{"household_class", "MARGINAL"}, {"risk_cleared_on", "2020-03-02"}}), "YES",
           50'000, "OK"},
          {"suddenly in hardship, risk open", With(kMan, {{"household_class", "SUDDEN_HARDSHIP"}}),
           "YES", 50'000, "OK"},
          {"hard to employ does not open it",
           With(kMan, {{"household_class", "NONE"}, {"hard_to_employ", true}}), "NO", 0,
           "NOT_TARGET_GROUP"},
          {"16 on the first day", With(kMan, {{"birth", "2004-03-01"}}), "YES", 50'000, "OK"},
          {"a day before the 60th birthday", With(kMan, {{"birth", "1960-03-02"}}), "YES", 50'000,
           "OK"},
          {"a woman of 55 minus a day", With(kMan, {{"sex", 2}, {"birth", "1965-03-02"}}), "YES",
           50'000, "OK"},
          {"the rise from 2025 does not move this age",
           With(kMan, {{"birth", "1965-06-01"},
                       {"work_from", "2025-06-01"},
                       {"work_to", "2025-12-31"},
                       {"claimed_on", "2026-01-05"}}),
           "NO", 0, "AGE_OVER_MAX"},
          {"nor does a person's own base",
           With(kMan, {{"sex", 2}, {"birth", "1968-03-01"}, {"upper_age_base", 50}}), "YES", 50'000,
           "OK"},
          {"still at work: up to the day of the claim",
           Without(With(kMan, {{"claimed_on", "2020-05-31"}}), {"work_to"}), "YES", 50'000, "OK"},
          {"still at work, a day short",
           Without(With(kMan, {{"claimed_on", "2020-05-30"}}), {"work_to"}), "NO", 0,
           "STABLE_PERIOD_SHORT"},
          {"work from 31 December: until 30 June of the next year",
           With(kMan, {{"work_from", "2019-12-31"},
                       {"claimed_on", "2020-06-30"},
                       {"work_to", "2020-06-30"}}),
           "YES", 50'000, "OK"},
          {"the budget is just enough", With(kMan, {{"budget_left_fen", 50'000}}), "YES", 50'000,
           "OK"},
          {"the budget is a fen short", With(kMan, {{"budget_left_fen", 49'999}}), "HOLD", 50'000,
           "HOLD_BUDGET"},
          {"no budget at all", With(kMan, {{"budget_left_fen", 0}}), "HOLD", 50'000, "HOLD_BUDGET"},
          {"recomputed to the same", With(kMan, {{"already_paid_fen", 50'000}}), "NOCHANGE", 0,
           "RETRO_NO_CHANGE"},
          {"recomputed, nothing was paid", With(kMan, {{"already_paid_fen", 0}}), "YES", 50'000,
           "RETRO_TOPUP"},
          {"a refusing test comes before the recomputation",
           With(kMan, {{"already_paid_fen", 50'000}, {"household_class", "NONE"}}), "NO", 0,
           "NOT_TARGET_GROUP"},
      });
}

TEST(TransportTest, RetroactiveVersions) {
  const FactMap in_hubei = With(kMan, {{"work_div", "420684000000"}, {"already_paid_fen", 20'000}});
  const FactMap paid = With(kMan, {{"already_paid_fen", 50'000}});
  ExpectDecisions(Policy::kTransport, "T-2020R-UP",
                  {{"in Hubei stays", in_hubei, "NOCHANGE", 0, "RETRO_NO_CHANGE"},
                   {"the top-up waits for budget", With(paid, {{"budget_left_fen", 9'999}}), "HOLD",
                    10'000, "HOLD_BUDGET"},
                   {"the top-up fits the budget", With(paid, {{"budget_left_fen", 10'000}}), "YES",
                    10'000, "RETRO_TOPUP"},
                   {"first payment under it", kMan, "YES", 60'000, "OK"}});
  ExpectDecisions(Policy::kTransport, "T-2020R-DOWN",
                  {{"no budget is needed to change nothing", With(paid, {{"budget_left_fen", 0}}),
                    "NOCHANGE", 0, "RETRO_NO_CLAWBACK"},
                   {"first payment under it", kMan, "YES", 40'000, "OK"}});
}

TEST(TransportTest, AHeldLineRemembersWhatIsDue) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Decision held,
      Decide(Policy::kTransport, With(kMan, {{"budget_left_fen", 1}}), CommittedVersion("T-2019")));
  EXPECT_EQ(held.reason, Reason::kHoldBudget);
  EXPECT_EQ(held.due_reason, Reason::kOk);
}

TEST(TransportTest, AllFailingTestsGoToTheTrace) {
  LADDER_ASSERT_OK_AND_ASSIGN(const Decision decision,
                              Decide(Policy::kTransport,
                                     With(kMan, {{"prior_year", 2016},
                                                 {"claimed_on", "2021-07-01"},
                                                 {"household_class", "NONE"}}),
                                     CommittedVersion("T-2019")));
  EXPECT_EQ(decision.failing, (std::vector<Reason>{Reason::kAlreadyReceivedLifetime,
                                                   Reason::kNotTargetGroup, Reason::kLateClaim}));
  EXPECT_EQ(decision.trace.size(), 9u);
}

TEST(TransportTest, FactsThatAreNeeded) {
  const PolicyVersion version = CommittedVersion("T-2019");
  for (const char* key : {"birth", "sex", "work_from", "work_div", "claimed_on"}) {
    SCOPED_TRACE(key);
    const absl::StatusOr<Decision> decision =
        Decide(Policy::kTransport, Without(kMan, {key}), version);
    EXPECT_THAT(decision, Refused("FACT_REQUIRED"));
    EXPECT_EQ(RefusalOf(decision.status())->metadata, (Metadata{{"fact", key}}));
  }
  EXPECT_THAT(Decide(Policy::kTransport, With(kMan, {{"sex", 9}}), version), Refused("FACT_VALUE"));
  EXPECT_THAT(Decide(Policy::kTransport, With(kMan, {{"household_class", "RICH"}}), version),
              Refused("FACT_VALUE"));
  EXPECT_THAT(Decide(Policy::kTrain, kMan, version), Refused("VERSION_POLICY"));
}

}  // namespace
}  // namespace ladder::subsidy
