#include "tools/verify/policy_cases.h"

#include <set>

#include "absl/strings/str_split.h"
#include "platform/calendar/text_file.h"
#include "platform/testing/status_matchers.h"
#include "subsidy-svc/domain/policy_data.h"

namespace ladder::verify {
namespace {

using subsidy::Parameter;
using subsidy::PolicyVersion;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr char kHeader[] =
    "case_id,policy,rule_version,edge,facts_json,decision,amount_fen,amount_yuan,reason_code\n";

std::string TextOf(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadTextFile(path);
  EXPECT_THAT(text, IsOk());
  return text.value_or("");
}

std::string CommittedCases() { return TextOf("tests/data/policy_cases.csv"); }

std::vector<PolicyVersion> CommittedVersions() {
  const absl::StatusOr<std::vector<PolicyVersion>> versions = subsidy::ParsePolicyData(
      TextOf("subsidy-svc/policies/versions.tsv"), TextOf("subsidy-svc/policies/parameters.tsv"));
  EXPECT_THAT(versions, IsOk());
  return versions.value_or(std::vector<PolicyVersion>());
}

// The ids at the start of the report's lines.
std::set<std::string> FailedCases(const Report& report) {
  std::set<std::string> ids;
  for (absl::string_view line : absl::StrSplit(report.ToText(), '\n', absl::SkipEmpty())) {
    const std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits(": ", 1));
    if (parts.size() == 2) ids.insert(parts[0]);
  }
  return ids;
}

TEST(PolicyCasesTest, EveryCommittedCasePasses) {
  Report report;
  ASSERT_THAT(RunPolicyCases(CommittedCases(), {}, report), IsOk());
  EXPECT_THAT(report.ToText(), MatchesRegex("[1-9][0-9]+ passed, 0 failed, 0 not built\n"));
}

TEST(PolicyCasesTest, OneChangedAmountFailsExactlyItsCases) {
  std::vector<PolicyVersion> versions = CommittedVersions();
  for (PolicyVersion& version : versions) {
    for (Parameter& parameter : version.parameters) {
      if (version.code == "AB-2019" && parameter.key == "amount_head") parameter.value -= 100;
    }
  }
  Report report;
  ASSERT_THAT(RunPolicyCasesBy(versions, CommittedCases(), report), IsOk());
  EXPECT_EQ(FailedCases(report), (std::set<std::string>{"C093", "C096", "C106"}));
}

TEST(PolicyCasesTest, SaysWhatWasExpectedAndCounts) {
  const std::string kFacts =
      R"("{""birth"":""1975-06-15"",""cap_used"":null,""from"":""2020-06-01"",)"
      R"(""household_class"":""REGISTERED_POOR"",""post"":""FULL_TIME"",""sex"":1,)"
      R"(""to"":""2020-06-30""}")";
  const std::string text =
      absl::StrCat(kHeader, "A1,PW_POST,PW-2019,right,", kFacts, ",YES,138000,1380.00,OK\n",
                   "A2,PW_POST,PW-2019,less,", kFacts, ",YES,137999,1379.99,OK\n",
                   "A3,PW_POST,PW-1,no such version,", kFacts, ",YES,138000,1380.00,OK\n",
                   "A4,WEATHER,W-1,no such policy,{},YES,1,0.01,OK\n");
  Report report;
  ASSERT_THAT(RunPolicyCases(text, {}, report), IsOk());
  EXPECT_EQ(report.ToText(),
            "A2: expected YES 1379.99 OK, but it is YES 1380.00 OK\n"
            "A3: expected YES 1380.00 OK, but it is refused with VERSION_UNKNOWN\n"
            "1 passed, 2 failed, 1 not built\n");
}

TEST(PolicyCasesTest, NamesTheLineThatCannotBeRead) {
  for (const std::string cells : {"no json,YES,1", "[],YES,1", "\"{\"\"a\"\":1.5}\",YES,1",
                                  "\"{\"\"a\"\":[1]}\",YES,1", "{},YES,one"}) {
    SCOPED_TRACE(cells);
    Report report;
    const absl::Status status = RunPolicyCases(
        absl::StrCat(kHeader, "A1,PW_POST,PW-2019,edge,", cells, ",0.01,OK\n"), {}, report);
    EXPECT_THAT(status, HasCode(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(std::string(status.message()), HasSubstr("line 2"));
  }
}

}  // namespace
}  // namespace ladder::verify
