// PolicyService on the wire.
#include "subsidy-svc/tests/subsidy_test.h"

namespace ladder::subsidy {
namespace {

class PolicyTest : public SubsidyTest {
 protected:
  static void Add(const std::string& key, const std::string& text,
                  v1::EvaluatePolicyVersionRequest& request) {
    v1::Fact& fact = *request.add_facts();
    fact.set_key(key);
    fact.set_text(text);
  }
  Answer<v1::Decision> Evaluate(const v1::EvaluatePolicyVersionRequest& request) {
    return fixture_.Call(*policies_, &v1::PolicyService::Stub::EvaluatePolicyVersion, request);
  }
};

TEST_F(PolicyTest, ThePoliciesOfTheSeed) {
  v1::GetPolicyRequest get;
  get.set_name("policies/TRANSPORT");
  const auto policy = fixture_.Call(*policies_, &v1::PolicyService::Stub::GetPolicy, get);
  EXPECT_EQ(policy.reason, "");
  EXPECT_EQ(policy.value.fund(), "FUND_EMPLOYMENT");
  get.set_name("policies/WEATHER");
  EXPECT_EQ(fixture_.Call(*policies_, &v1::PolicyService::Stub::GetPolicy, get).reason,
            "POLICY_UNKNOWN");

  v1::ListPoliciesRequest list;
  list.set_page_size(6);
  const auto first = fixture_.Call(*policies_, &v1::PolicyService::Stub::ListPolicies, list);
  EXPECT_EQ(first.value.policies_size(), 6);
  list.set_page_token(first.value.next_page_token());
  const auto second = fixture_.Call(*policies_, &v1::PolicyService::Stub::ListPolicies, list);
  EXPECT_EQ(second.value.policies_size(), 4);
  EXPECT_EQ(second.value.next_page_token(), "");
}

TEST_F(PolicyTest, VersionsWithTheirParameters) {
  v1::GetPolicyVersionRequest get;
  get.set_name("policies/TRANSPORT/versions/T-2019");
  const auto version = fixture_.Call(*policies_, &v1::PolicyService::Stub::GetPolicyVersion, get);
  EXPECT_EQ(version.reason, "");
  EXPECT_EQ(version.value.state(), v1::PolicyVersion::APPROVED);
  EXPECT_GT(version.value.parameters_size(), 3);
  get.set_name("policies/TRAIN/versions/T-2019");
  EXPECT_EQ(fixture_.Call(*policies_, &v1::PolicyService::Stub::GetPolicyVersion, get).reason,
            "VERSION_POLICY");
  get.set_name("policies/TRAIN/versions/T-1");
  EXPECT_EQ(fixture_.Call(*policies_, &v1::PolicyService::Stub::GetPolicyVersion, get).reason,
            "VERSION_UNKNOWN");

  v1::ListPolicyVersionsRequest list;
  list.set_parent("policies/LOAN");
  *list.mutable_entitlement_day() = rpc::ToDate(CivilDay(2020, 5, 1));
  const auto versions =
      fixture_.Call(*policies_, &v1::PolicyService::Stub::ListPolicyVersions, list);
  ASSERT_EQ(versions.value.policy_versions_size(), 1);
  EXPECT_EQ(versions.value.policy_versions(0).name(), "policies/LOAN/versions/L-2020");
}

TEST_F(PolicyTest, SeedingAgainChangesNothing) {
  const int64_t parameters = fixture_.Count("SELECT COUNT(*) FROM policy_parameter");
  EXPECT_THAT(SeedPolicies(fixture_.database(), "subsidy-svc/policies", absl::Now()), IsOk());
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM policy_parameter"), parameters);
  EXPECT_THAT(SeedPolicies(fixture_.database(), "no/such/folder", absl::Now()),
              HasCode(absl::StatusCode::kNotFound));
}

TEST_F(PolicyTest, EvaluatesFactsAndStoresNothing) {
  v1::EvaluatePolicyVersionRequest request;
  request.set_name("policies/TRANSPORT/versions/T-2019");
  Add("birth", "1975-06-15", request);
  Add("household_class", "REGISTERED_POOR", request);
  Add("work_from", "2020-03-01", request);
  Add("work_to", "2020-08-31", request);
  Add("claimed_on", "2020-09-10", request);
  Add("work_div", "440300000000", request);
  EXPECT_EQ(Evaluate(request).reason, "FACT_REQUIRED");
  v1::Fact& sex = *request.add_facts();
  sex.set_key("sex");
  sex.set_integer(1);
  const auto decision = Evaluate(request);
  ASSERT_EQ(decision.reason, "");
  EXPECT_EQ(decision.value.kind(), v1::DECISION_KIND_YES);
  EXPECT_EQ(decision.value.amount().units(), 500);
  EXPECT_EQ(decision.value.reason(), "OK");
  EXPECT_EQ(decision.value.facts_digest().size(), 64u);
  EXPECT_GT(decision.value.trace_size(), 5);
  Add("weather", "fine", request);
  EXPECT_EQ(Evaluate(request).reason, "FACT_UNKNOWN");
}

}  // namespace
}  // namespace ladder::subsidy
