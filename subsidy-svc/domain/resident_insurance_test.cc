#include "subsidy-svc/domain/resident_insurance.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kPension = {
    {"birth", "1975-06-15"}, {"sex", 1}, {"household_class", "REGISTERED_POOR"}, {"year", 2019}};
const FactMap kMedical = With(kPension, {{"year", 2020}});

TEST(PensionTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(Policy::kPension, "PN-2017", kPension,
                   {{"DUP_YEAR", {{"paid_for_elsewhere", true}}},
                    {"NOT_TARGET_GROUP", {{"household_class", "OUT_OF_POVERTY"}}},
                    {"AGE_UNDER_MIN", {{"birth", "2004-01-01"}}},
                    {"AGE_OVER_MAX", {{"birth", "1959-12-31"}}},
                    {"CONFLICT_STUDENT", {{"student", true}}},
                    {"CONFLICT_EMP_PENSION", {{"emp_pension_months", 12}}},
                    {"HOLD_BUDGET", {{"budget_left_fen", 9'999}}}});
}

TEST(PensionTest, Edges) {
  ExpectDecisions(
      Policy::kPension, "PN-2017",
      {
          {"the year of the 16th birthday", With(kPension, {{"birth", "2003-12-31"}}), "YES",
           10'000, "OK"},
          {"the year of the 59th birthday", With(kPension, {{"birth", "1960-01-01"}}), "YES",
           10'000, "OK"},
          {"a woman of 59", With(kPension, {{"sex", 2}, {"birth", "1960-01-01"}}), "YES", 10'000,
           "OK"},
          {"the rise from 2025 does not move this age",
           With(kPension, {{"birth", "1965-12-31"}, {"year", 2025}}), "NO", 0, "AGE_OVER_MAX"},
          {"low-income allowance", With(kPension, {{"household_class", "NONE"}, {"dibao", true}}),
           "YES", 10'000, "OK"},
          {"severely disabled",
           With(kPension, {{"household_class", "NONE"}, {"disability_grade", 2}}), "YES", 10'000,
           "OK"},
          {"disabled of grade 3",
           With(kPension, {{"household_class", "NONE"}, {"disability_grade", 3}}), "NO", 0,
           "NOT_TARGET_GROUP"},
          {"monitored with open risk", With(kPension, {{"household_class", "MARGINAL"}}), "NO", 0,
           "NOT_TARGET_GROUP"},
          {"monitored with cleared risk",
           With(kPension, {{"household_class", "MARGINAL"}, {"risk_cleared_on", "2018-01-01"}}),
           "NO", 0, "NOT_TARGET_GROUP"},
          {"11 months in the employees' scheme", With(kPension, {{"emp_pension_months", 11}}),
           "YES", 10'000, "OK"},
          {"self-paid waits for budget",
           With(kPension, {{"self_paid", true}, {"budget_left_fen", 0}}), "HOLD", 10'000,
           "HOLD_BUDGET"},
          {"hard to employ does not open it",
           With(kPension, {{"household_class", "NONE"}, {"hard_to_employ", true}}), "NO", 0,
           "NOT_TARGET_GROUP"},
      });
}

TEST(MedicalTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(
      Policy::kMedical, "MD-2019", kMedical,
      {{"DUP_YEAR", {{"paid_for_elsewhere", true}}},
       {"DECEASED", {{"death", "2019-12-31"}}},
       {"NOT_TARGET_GROUP", {{"household_class", "OUT_OF_POVERTY"}}},
       {"RISK_CLEARED",
        {{"household_class", "SUDDEN_HARDSHIP"}, {"risk_cleared_on", "2020-01-01"}}},
       {"CONFLICT_EMP_MEDICAL", {{"emp_medical", true}}},
       {"HOLD_BUDGET", {{"budget_left_fen", 27'999}, {"household_class", "REGISTERED_POOR"}}}});
}

TEST(MedicalTest, Edges) {
  const FactMap monitored = With(kMedical, {{"household_class", "UNSTABLE"}});
  ExpectDecisions(
      Policy::kMedical, "MD-2019",
      {
          {"the premium of 2019", With(kMedical, {{"year", 2019}}), "YES", 25'000, "OK"},
          {"the premium of 2021", With(kMedical, {{"year", 2021}}), "YES", 32'000, "OK"},
          {"2022 has no premium yet", With(kMedical, {{"year", 2022}}), "ERROR", 0,
           "PARAMETER_MISSING"},
          {"2022, refused all the same", With(kMedical, {{"year", 2022}, {"emp_medical", true}}),
           "NO", 0, "CONFLICT_EMP_MEDICAL"},
          {"monitored: half is the full entitlement", monitored, "YES", 14'000, "OK"},
          {"monitored in 2019: half of 250", With(monitored, {{"year", 2019}}), "YES", 12'500,
           "OK"},
          {"monitored, cleared on 2 January", With(monitored, {{"risk_cleared_on", "2020-01-02"}}),
           "YES", 14'000, "OK"},
          {"monitored with allowance: in full", With(monitored, {{"dibao", true}}), "YES", 28'000,
           "OK"},
          {"cleared, but with allowance",
           With(monitored, {{"dibao", true}, {"risk_cleared_on", "2019-06-01"}}), "YES", 28'000,
           "OK"},
          {"out of poverty with allowance",
           With(kMedical, {{"household_class", "OUT_OF_POVERTY"}, {"dibao", true}}), "YES", 28'000,
           "OK"},
          {"death on 1 January reduces nothing", With(kMedical, {{"death", "2020-01-01"}}), "YES",
           28'000, "OK"},
          {"death within the year reduces nothing", With(kMedical, {{"death", "2020-07-15"}}),
           "YES", 28'000, "OK"},
          {"no age is asked", With(kMedical, {{"birth", "1930-01-01"}}), "YES", 28'000, "OK"},
      });
}

}  // namespace
}  // namespace ladder::subsidy
