// The worked cases through the service, by the parameters that its database holds and its claims
// are decided by.
#include "subsidy-svc/domain/worked_cases.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/storage/policies.h"
#include "subsidy-svc/tests/subsidy_test.h"

namespace ladder::subsidy {
namespace {

class StoredPoliciesTest : public SubsidyTest {
 protected:
  // The cases of corrections of what was paid are decided by no version.
  static std::vector<WorkedCase> CasesOfVersions() {
    std::vector<WorkedCase> cases = WorkedCases();
    std::erase_if(cases, [](const WorkedCase& worked) { return worked.policy == "LEDGER"; });
    return cases;
  }
  bool Holds(const WorkedCase& worked) {
    v1::EvaluatePolicyVersionRequest request;
    request.set_name(absl::StrCat("policies/", worked.policy, "/versions/", worked.version));
    for (const auto& [key, value] : worked.facts) *request.add_facts() = ToProto(key, value);
    const auto decision =
        fixture_.Call(*policies_, &v1::PolicyService::Stub::EvaluatePolicyVersion, request);
    EXPECT_EQ(decision.reason, "") << worked.id;
    return v1::DecisionKind_Name(decision.value.kind()) ==
               absl::StrCat("DECISION_KIND_", worked.decision) &&
           rpc::ParseMoney(decision.value.amount(), "amount").value_or(Fen(-1)).value() ==
               worked.fen &&
           decision.value.reason() == worked.reason;
  }
  // Moves a stored amount by a tenth of what it was.
  void Move(const AmountChange& change, int64_t sign) {
    ASSERT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) {
      return tx.Execute(sign < 0 ? "UPDATE policy_parameter SET value = value - value DIV 10 "
                                   "WHERE param_key = ? AND policy_version_id = "
                                   "(SELECT id FROM policy_version WHERE code = ?)"
                                 : "UPDATE policy_parameter SET value = value + value DIV 9 "
                                   "WHERE param_key = ? AND policy_version_id = "
                                   "(SELECT id FROM policy_version WHERE code = ?)",
                        {change.key, change.version});
    }),
                IsOk());
  }
};

TEST_F(StoredPoliciesTest, TheDatabaseHoldsWhatIsCommitted) {
  const std::vector<PolicyVersion> committed = CommittedVersions();
  for (const PolicyVersion& version : committed) {
    SCOPED_TRACE(version.code);
    LADDER_ASSERT_OK_AND_ASSIGN(const VersionRecord stored,
                                fixture_.database().Read([&](mysql::Transaction& tx) {
                                  return LoadVersion(tx, version.code);
                                }));
    EXPECT_THAT(stored.version.parameters, testing::UnorderedElementsAreArray(version.parameters));
    EXPECT_EQ(stored.version.in_force_from, version.in_force_from);
    EXPECT_EQ(stored.version.effective_on, version.effective_on);
  }
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM policy_version"),
            static_cast<int64_t>(committed.size()));
}

TEST_F(StoredPoliciesTest, EveryWorkedCaseHoldsByTheStoredParameters) {
  const std::vector<WorkedCase> cases = CasesOfVersions();
  EXPECT_GE(cases.size(), 60u);
  for (const WorkedCase& worked : cases) EXPECT_TRUE(Holds(worked)) << worked.id;
}

TEST_F(StoredPoliciesTest, OneChangedStoredAmountBreaksExactlyItsCases) {
  const std::vector<WorkedCase> cases = CasesOfVersions();
  for (const AmountChange& change : AmountChanges()) {
    SCOPED_TRACE(change.version + " " + change.key);
    Move(change, -1);
    std::set<std::string> broken;
    for (const WorkedCase& worked : cases) {
      if (!Holds(worked)) broken.insert(worked.id);
    }
    EXPECT_EQ(broken, change.broken);
    Move(change, 1);
  }
}

}  // namespace
}  // namespace ladder::subsidy
