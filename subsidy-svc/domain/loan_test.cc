#include "subsidy-svc/domain/loan.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kLoan = {
    {"from", "2020-07-01"},      {"to", "2020-09-30"}, {"granted_on", "2020-06-01"},
    {"principal_yuan", 100'000}, {"rate_bp", 635},     {"lpr_bp", 385},
};

TEST(LoanTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(Policy::kLoan, "L-2020", kLoan,
                   {{"OVERDUE", {{"overdue", true}}},
                    {"BUSINESS_CLOSED", {{"closed_on", "2020-06-30"}}},
                    {"CAP_MONTHS", {{"granted_on", "2017-07-01"}}},
                    {"NOTHING_DUE", {{"rate_bp", 0}}},
                    {"HOLD_BUDGET", {{"budget_left_fen", 162'277}}}});
}

TEST(LoanTest, Edges) {
  ExpectDecisions(
      Policy::kLoan, "L-2020",
      {
          {"closed on the first day", With(kLoan, {{"closed_on", "2020-07-01"}}), "PARTIAL", 1'764,
           "PARTIAL_CLOSED"},
          {"closed on the last day changes nothing", With(kLoan, {{"closed_on", "2020-09-30"}}),
           "YES", 162'278, "OK"},
          {"closed a day before the last", With(kLoan, {{"closed_on", "2020-09-29"}}), "PARTIAL",
           160'514, "PARTIAL_CLOSED"},
          {"the last aided day is the first claimed", With(kLoan, {{"granted_on", "2017-07-02"}}),
           "PARTIAL", 1'764, "PARTIAL_CAP_MONTHS"},
          {"the term ends with the quarter", With(kLoan, {{"granted_on", "2017-10-01"}}), "YES",
           162'278, "OK"},
          {"the term ends a day before the quarter", With(kLoan, {{"granted_on", "2017-09-30"}}),
           "PARTIAL", 160'514, "PARTIAL_CAP_MONTHS"},
          {"the rate is a point over the ceiling", With(kLoan, {{"rate_bp", 636}}), "PARTIAL",
           162'278, "PARTIAL_RATE_CAP"},
          {"the principal is over the cap", With(kLoan, {{"principal_yuan", 200'001}}), "PARTIAL",
           324'556, "PARTIAL_CAP_PRINCIPAL"},
          {"rate and principal: the rate is told",
           With(kLoan, {{"rate_bp", 700}, {"principal_yuan", 300'000}}), "PARTIAL", 324'556,
           "PARTIAL_RATE_CAP"},
          {"term, rate and principal: the term is told",
           With(kLoan,
                {{"granted_on", "2017-09-30"}, {"rate_bp", 700}, {"principal_yuan", 300'000}}),
           "PARTIAL", 321'028, "PARTIAL_CAP_MONTHS"},
          {"closing comes before all",
           With(kLoan,
                {{"closed_on", "2020-08-15"}, {"granted_on", "2017-09-30"}, {"rate_bp", 700}}),
           "PARTIAL", 81'139, "PARTIAL_CLOSED"},
          {"a part waits for budget",
           With(kLoan, {{"closed_on", "2020-08-15"}, {"budget_left_fen", 81'138}}), "HOLD", 81'139,
           "HOLD_BUDGET"},
          {"one day", With(kLoan, {{"to", "2020-07-01"}}), "YES", 1'764, "OK"},
          {"the rate is below the prime rate", With(kLoan, {{"rate_bp", 300}}), "YES", 76'667,
           "OK"},
      });
}

TEST(LoanTest, TheOtherVersions) {
  ExpectDecisions(
      Policy::kLoan, "L-2018",
      {{"cap of 150 000", With(kLoan, {{"granted_on", "2020-04-14"}, {"principal_yuan", 200'000}}),
        "PARTIAL", 243'417, "PARTIAL_CAP_PRINCIPAL"},
       {"at the cap", With(kLoan, {{"granted_on", "2020-04-14"}, {"principal_yuan", 150'000}}),
        "YES", 243'417, "OK"}});
  const FactMap later =
      With(kLoan, {{"granted_on", "2021-03-01"}, {"from", "2021-04-01"}, {"to", "2021-06-30"}});
  ExpectDecisions(
      Policy::kLoan, "L-2021",
      {{"the borrower bears it all", With(later, {{"rate_bp", 235}}), "NO", 0, "NOTHING_DUE"},
       {"a point more than the borrower bears", With(later, {{"rate_bp", 236}}), "YES", 253, "OK"},
       {"less than the borrower bears", With(later, {{"rate_bp", 100}}), "NO", 0, "NOTHING_DUE"},
       {"over the ceiling", With(later, {{"rate_bp", 800}}), "PARTIAL", 101'111,
        "PARTIAL_RATE_CAP"}});
  const FactMap half = With(kLoan, {{"granted_on", "2024-01-10"},
                                    {"from", "2024-04-01"},
                                    {"to", "2024-06-30"},
                                    {"lpr_bp", 345}});
  ExpectDecisions(Policy::kLoan, "L-2023",
                  {{"half of an odd rate", With(half, {{"rate_bp", 501}}), "YES", 63'321, "OK"},
                   {"no ceiling", With(half, {{"rate_bp", 800}}), "YES", 101'111, "OK"},
                   {"over the cap", With(half, {{"rate_bp", 500}, {"principal_yuan", 400'000}}),
                    "PARTIAL", 189'583, "PARTIAL_CAP_PRINCIPAL"}});
}

TEST(LoanTest, ThePeriodMustNotEndBeforeItBegins) {
  EXPECT_THAT(
      Decide(Policy::kLoan, With(kLoan, {{"to", "2020-06-30"}}), CommittedVersion("L-2020")),
      Refused("FACT_VALUE"));
}

}  // namespace
}  // namespace ladder::subsidy
