// The worked cases of the policies (tests/data/policy_cases.csv), all of them, and what they say
// about versions.
#include <map>
#include <set>

#include "subsidy-svc/domain/correction.h"
#include "subsidy-svc/domain/entitlement_cases.h"
#include "subsidy-svc/domain/worked_cases.h"

namespace ladder::subsidy {
namespace {

absl::StatusOr<Decision> DecideCase(const WorkedCase& worked,
                                    const std::vector<PolicyVersion>& versions) {
  if (worked.policy == "LEDGER") {
    LADDER_ASSIGN_OR_RETURN(const CorrectionFacts facts, BuildCorrectionFacts(worked.facts));
    return DecideCorrection(facts);
  }
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicy(worked.policy));
  LADDER_ASSIGN_OR_RETURN(const PolicyVersion version, FindVersion(versions, worked.version));
  return Decide(policy, worked.facts, version);
}

bool Holds(const WorkedCase& worked, const std::vector<PolicyVersion>& versions) {
  const absl::StatusOr<Decision> decision = DecideCase(worked, versions);
  return decision.ok() && DecisionKindName(decision->kind) == worked.decision &&
         decision->amount.value() == worked.fen && InfoOf(decision->reason).name == worked.reason;
}

TEST(PolicyCasesTest, EveryWorkedCaseHolds) {
  const std::vector<PolicyVersion> versions = CommittedVersions();
  const std::vector<WorkedCase> cases = WorkedCases();
  EXPECT_GE(cases.size(), 64u);
  for (const WorkedCase& worked : cases) {
    SCOPED_TRACE(worked.id);
    const absl::StatusOr<Decision> decision = DecideCase(worked, versions);
    ASSERT_THAT(decision, IsOk());
    EXPECT_EQ(DecisionKindName(decision->kind), worked.decision);
    EXPECT_EQ(decision->amount.value(), worked.fen);
    EXPECT_EQ(InfoOf(decision->reason).name, worked.reason);
  }
}

TEST(PolicyCasesTest, ASnapshotReplaysToTheSameDecision) {
  const std::vector<PolicyVersion> versions = CommittedVersions();
  for (WorkedCase worked : WorkedCases()) {
    SCOPED_TRACE(worked.id);
    const absl::StatusOr<Decision> first = DecideCase(worked, versions);
    ASSERT_THAT(first, IsOk());
    LADDER_ASSERT_OK_AND_ASSIGN(worked.facts, ParseFacts(FormatFacts(worked.facts)));
    const absl::StatusOr<Decision> replayed = DecideCase(worked, versions);
    ASSERT_THAT(replayed, IsOk());
    EXPECT_EQ(*replayed, *first);
  }
}

TEST(PolicyCasesTest, OneChangedParameterBreaksExactlyItsCases) {
  const std::vector<WorkedCase> cases = WorkedCases();
  for (const AmountChange& change : AmountChanges()) {
    SCOPED_TRACE(change.key);
    std::vector<PolicyVersion> versions = CommittedVersions();
    for (PolicyVersion& version : versions) {
      for (Parameter& parameter : version.parameters) {
        // A tenth, so that no change is lost in the rounding of a part.
        const bool changed = version.code == change.version && parameter.key == change.key;
        if (changed) parameter.value -= parameter.value / 10;
      }
    }
    std::set<std::string> broken;
    for (const WorkedCase& worked : cases) {
      if (!Holds(worked, versions)) broken.insert(worked.id);
    }
    EXPECT_EQ(broken, change.broken);
  }
}

TEST(PolicyCasesTest, AVersionWithoutItsAmountsPaysAndRefusesNothing) {
  const std::set<std::string> kAmounts = {"amount",       "amount_head",  "amount_year",
                                          "minimum_wage", "amount_day",   "premium_year",
                                          "amount_SYB",   "principal_cap"};
  std::vector<PolicyVersion> versions = CommittedVersions();
  for (PolicyVersion& version : versions) {
    std::erase_if(version.parameters,
                  [&](const Parameter& parameter) { return kAmounts.contains(parameter.key); });
  }
  int errors = 0;
  for (const WorkedCase& worked : WorkedCases()) {
    SCOPED_TRACE(worked.id);
    const absl::StatusOr<Decision> decision = DecideCase(worked, versions);
    ASSERT_THAT(decision, IsOk());
    if (decision->kind != DecisionKind::kError) {
      EXPECT_TRUE(Holds(worked, versions));
      continue;
    }
    ++errors;
    EXPECT_NE(worked.decision, "NO");
    EXPECT_EQ(decision->reason, Reason::kParameterMissing);
    EXPECT_EQ(decision->amount, Fen());
  }
  EXPECT_GT(errors, 15);
}

TEST(PolicyCasesTest, EveryDecisionIsExplainedInBothLanguages) {
  const std::vector<PolicyVersion> versions = CommittedVersions();
  for (const WorkedCase& worked : WorkedCases()) {
    SCOPED_TRACE(worked.id);
    const absl::StatusOr<Decision> decision = DecideCase(worked, versions);
    ASSERT_THAT(decision, IsOk());
    const std::string zh = Explain(*decision, Language::kChinese);
    const std::string en = Explain(*decision, Language::kEnglish);
    EXPECT_NE(zh.find(InfoOf(decision->reason).zh), std::string::npos);
    EXPECT_NE(en.find(InfoOf(decision->reason).en), std::string::npos);
    // Codes of tests and steps are named, never shown.
    for (const TraceLine& line : decision->trace) {
      EXPECT_EQ(zh.find(" " + line.name + ":"), std::string::npos) << zh;
      EXPECT_EQ(en.find(" " + line.name + ":"), std::string::npos) << en;
    }
  }
}

}  // namespace
}  // namespace ladder::subsidy
