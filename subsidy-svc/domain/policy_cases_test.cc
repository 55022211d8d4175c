// The worked cases of the policies (tests/data/policy_cases.csv), all of them, and what they say
// about versions.
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "subsidy-svc/domain/correction.h"
#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

struct WorkedCase {
  std::string id;
  std::string policy;
  std::string version;
  FactMap facts;
  std::string decision;
  int64_t fen = 0;
  std::string reason;
};

// One CSV record: quoted cells may hold commas and doubled quotes; no cell holds a line end.
std::vector<std::string> SplitRecord(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += line[++i];
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else if (line[i] != '\r') {
      cells.back() += line[i];
    }
  }
  return cells;
}

FactValue ToFact(const nlohmann::json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<int64_t>();
  if (value.is_object()) return value.get<FactCounts>();
  if (!value.is_array()) return value.get<std::string>();
  if (value.empty() || value.front().is_string()) return value.get<FactTexts>();
  return value.get<FactPairs>();
}

std::vector<WorkedCase> WorkedCases() {
  std::vector<WorkedCase> cases;
  const std::string text = ReadText("tests/data/policy_cases.csv");
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> cells = SplitRecord(std::string(line));
    if (cells[0] == "case_id") continue;
    WorkedCase worked = {.id = cells[0],
                         .policy = cells[1],
                         .version = cells[2],
                         .facts = {},
                         .decision = cells[5],
                         .reason = cells[8]};
    EXPECT_TRUE(absl::SimpleAtoi(cells[6], &worked.fen));
    const nlohmann::json facts = nlohmann::json::parse(cells[4]);
    for (const auto& [key, value] : facts.items()) {
      if (!value.is_null()) worked.facts[key] = ToFact(value);
    }
    cases.push_back(std::move(worked));
  }
  return cases;
}

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
  struct Change {
    const char* version;
    const char* key;
    std::set<std::string> broken;
  };
  const Change kChanges[] = {
      {"T-2019", "amount_other_province", {"C028", "C031", "C035", "C038", "C040"}},
      {"T-2020R-UP", "amount_other_province", {"C045"}},
      {"TRAIN-2019", "amount_SYB", {"C058"}},
      {"LIVING-2019", "amount_day", {"C048", "C061", "C063"}},
      {"AB-2019", "amount_head", {"C093", "C096", "C106"}},
      {"PW-2019", "minimum_wage", {"C001", "C003"}},
      {"MD-2019", "premium_year", {"C083"}},
      {"PN-2017", "amount_year", {"C076", "C081"}},
  };
  const std::vector<WorkedCase> cases = WorkedCases();
  for (const Change& change : kChanges) {
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
