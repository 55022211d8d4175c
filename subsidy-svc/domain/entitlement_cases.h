// What the table tests of the policies share: the committed policy data, and cases as changes of a
// base.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "platform/status/status.h"
#include "platform/testing/status_matchers.h"
#include "subsidy-svc/domain/decide.h"
#include "subsidy-svc/domain/policy_data.h"

namespace ladder::subsidy {

// Tests run from the repository's root.
inline std::string ReadText(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::vector<PolicyVersion> CommittedVersions() {
  const absl::StatusOr<std::vector<PolicyVersion>> versions =
      ParsePolicyData(ReadText("subsidy-svc/policies/versions.tsv"),
                      ReadText("subsidy-svc/policies/parameters.tsv"));
  EXPECT_THAT(versions, IsOk());
  return versions.ok() ? *versions : std::vector<PolicyVersion>();
}

inline PolicyVersion CommittedVersion(absl::string_view code) {
  const absl::StatusOr<PolicyVersion> version = FindVersion(CommittedVersions(), code);
  EXPECT_THAT(version, IsOk());
  return version.ok() ? *version : PolicyVersion();
}

// The base with some facts set otherwise.
inline FactMap With(FactMap base, const FactMap& changes) {
  for (const auto& [key, value] : changes) base[key] = value;
  return base;
}

inline FactMap Without(FactMap base, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) base.erase(key);
  return base;
}

struct DecisionCase {
  const char* edge = "";
  FactMap facts = {};
  const char* decision = "";
  int64_t fen = 0;
  const char* reason = "";
};

// Decides every case by the committed version and compares decision, amount and primary reason.
inline void ExpectDecisions(Policy policy, absl::string_view version_code,
                            const std::vector<DecisionCase>& cases) {
  const PolicyVersion version = CommittedVersion(version_code);
  for (const DecisionCase& row : cases) {
    SCOPED_TRACE(row.edge);
    const absl::StatusOr<Decision> decision = Decide(policy, row.facts, version);
    ASSERT_THAT(decision, IsOk());
    EXPECT_EQ(DecisionKindName(decision->kind), row.decision);
    EXPECT_EQ(decision->amount.value(), row.fen);
    EXPECT_STREQ(InfoOf(decision->reason).name, row.reason);
  }
}

// What makes one test fail.
struct Breaker {
  const char* reason = "";
  FactMap changes = {};
};

// Every test of the policy has a breaker, in the order of tests; a breaker alone gives its reason,
// and together with all that come after it still its reason.
inline void ExpectPrecedence(Policy policy, absl::string_view version_code, const FactMap& base,
                             const std::vector<Breaker>& breakers) {
  const PolicyVersion version = CommittedVersion(version_code);
  const absl::StatusOr<Decision> clean =
      Decide(policy, With(base, {{"budget_left_fen", 1'000'000'000}}), version);
  ASSERT_THAT(clean, IsOk());
  std::vector<std::string> tests;
  for (const TraceLine& line : clean->trace) {
    if (line.is_test) tests.push_back(line.name);
  }
  std::vector<std::string> broken;
  for (const Breaker& breaker : breakers) broken.push_back(breaker.reason);
  EXPECT_EQ(broken, tests);

  for (size_t i = 0; i < breakers.size(); ++i) {
    SCOPED_TRACE(breakers[i].reason);
    FactMap facts = base;
    for (size_t later = breakers.size(); later-- > i;) {
      facts = With(std::move(facts), breakers[later].changes);
    }
    for (const FactMap& tried : {With(base, breakers[i].changes), facts}) {
      const absl::StatusOr<Decision> decision = Decide(policy, tried, version);
      ASSERT_THAT(decision, IsOk());
      EXPECT_STREQ(InfoOf(decision->reason).name, breakers[i].reason);
    }
  }
}

}  // namespace ladder::subsidy
