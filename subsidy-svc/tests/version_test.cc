// PolicyService on the wire: from a draft to a version that decides.
#include "subsidy-svc/tests/payments.h"

namespace ladder::subsidy {
namespace {

constexpr char kDrafter[] = "principal=users/han; permissions=subsidy.policies.*";
constexpr char kApprover[] = "principal=users/tang; permissions=subsidy.policies.*";

class VersionTest : public PaymentTest {
 protected:
  using Stub = v1::PolicyService::Stub;

  v1::PolicyVersion Get(const std::string& code) {
    v1::GetPolicyVersionRequest request;
    request.set_name("policies/TRANSPORT/versions/" + code);
    const auto version = fixture_.Call(*policies_, &Stub::GetPolicyVersion, request);
    EXPECT_EQ(version.reason, "");
    return version.value;
  }
  // The text of T-2019 with 400 yuan for work in another province, effective after ten days.
  v1::PolicyVersion Text() {
    v1::PolicyVersion text = Get("T-2019");
    for (v1::Parameter& parameter : *text.mutable_parameters()) {
      if (parameter.key() == "amount_other_province") {
        *parameter.mutable_amount() = rpc::ToMoney(Fen::Yuan(400));
      }
    }
    text.clear_name();
    text.clear_in_force_to();
    *text.mutable_effective_on() = rpc::ToDate(kToday + 11);
    text.set_document("谷人社〔2020〕9号");
    return text;
  }
  Answer<v1::PolicyVersion> Draft(const v1::PolicyVersion& text, const std::string& code = "T-2021",
                                  const std::string& policy = "policies/TRANSPORT") {
    v1::CreatePolicyVersionRequest request;
    request.set_parent(policy);
    *request.mutable_policy_version() = text;
    request.set_policy_version_id(code);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*policies_, &Stub::CreatePolicyVersion, request, kDrafter);
  }
  Answer<v1::PolicyVersion> Update(const v1::PolicyVersion& text, const std::string& path,
                                   const std::string& identity = kDrafter) {
    v1::UpdatePolicyVersionRequest request;
    *request.mutable_policy_version() = text;
    request.mutable_update_mask()->add_paths(path);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*policies_, &Stub::UpdatePolicyVersion, request, identity);
  }
  Answer<v1::PolicyVersion> ApproveVersion(v1::ApprovePolicyVersionRequest request,
                                           const std::string& identity = kApprover) {
    request.set_request_id(NextRequestId());
    return fixture_.Call(*policies_, &Stub::ApprovePolicyVersion, request, identity);
  }
  static v1::ApprovePolicyVersionRequest Approval(const std::string& code = "T-2021") {
    v1::ApprovePolicyVersionRequest request;
    request.set_name("policies/TRANSPORT/versions/" + code);
    return request;
  }
  // A poor man who works in another province is to get this.
  static void AddCase(int64_t yuan, v1::ApprovePolicyVersionRequest& request) {
    v1::WorkedCase& worked = *request.add_cases();
    worked.set_case_id("N1");
    const auto add = [&](const std::string& key, const std::string& text) {
      v1::Fact& fact = *worked.add_facts();
      fact.set_key(key);
      fact.set_text(text);
    };
    add("birth", "1975-06-15");
    add("household_class", "REGISTERED_POOR");
    add("work_from", "2020-03-01");
    add("work_to", "2020-08-31");
    add("claimed_on", "2020-09-10");
    add("work_div", "440300000000");
    v1::Fact& sex = *worked.add_facts();
    sex.set_key("sex");
    sex.set_integer(1);
    worked.set_kind(v1::DECISION_KIND_YES);
    *worked.mutable_amount() = rpc::ToMoney(Fen::Yuan(yuan));
    worked.set_reason("OK");
  }
};

TEST_F(VersionTest, ADraftIsWrittenAndDecidesNothing) {
  const auto draft = Draft(Text());
  ASSERT_EQ(draft.reason, "");
  EXPECT_EQ(draft.value.name(), "policies/TRANSPORT/versions/T-2021");
  EXPECT_EQ(draft.value.state(), v1::PolicyVersion::DRAFT);
  EXPECT_EQ(draft.value.drafter(), "users/han");
  EXPECT_EQ(draft.value.parameters_size(), Get("T-2019").parameters_size());
  fixture_.SetToday(kToday + 20);
  EXPECT_EQ(Create(NewPerson()).amount().units(), 500);
  EXPECT_EQ(Draft(Text()).reason, "ALREADY_EXISTS");
  EXPECT_EQ(Draft(Text(), "T-2019").reason, "ALREADY_EXISTS");
  EXPECT_EQ(Draft(Text(), "T-2022", "policies/WEATHER").reason, "POLICY_UNKNOWN");
}

TEST_F(VersionTest, APolicyHasNoMoreVersionsThanAreRead) {
  const int64_t seeded =
      fixture_.Count("SELECT COUNT(*) FROM policy_version WHERE policy = 'TRANSPORT'");
  const auto fill = [&](mysql::Transaction& tx) {
    return tx.Execute(
        "INSERT INTO policy_version (id, version, last_event, recorded_at, policy, code, state, "
        "in_force_from, in_force_to, effective_on, document, drafter) SELECT "
        "UNHEX(LPAD(HEX(seq), 32, '0')), 1, v.last_event, v.recorded_at, v.policy, "
        "CONCAT('A-', seq), ?, v.in_force_from, v.in_force_to, v.effective_on, v.document, "
        "v.drafter FROM policy_version v JOIN seq_1_to_200 WHERE v.code = 'T-2019' AND seq < ?",
        {static_cast<int>(VersionState::kDraft), 200 - seeded});
  };
  ASSERT_EQ(*fixture_.database().Transact(fill), 199 - seeded);
  EXPECT_EQ(Draft(Text(), "T-2020-1").reason, "");
  EXPECT_EQ(Draft(Text()).reason, "VERSIONS_TOO_MANY");
  EXPECT_EQ(Create(NewPerson()).amount().units(), 500);
}

TEST_F(VersionTest, ATextThatMakesNoSenseIsRefused) {
  struct Case {
    const char* edge;
    void (*spoil)(v1::PolicyVersion& text);
    const char* reason;
  };
  const Case kCases[] = {
      {"one parameter twice on a day",
       [](v1::PolicyVersion& text) { *text.add_parameters() = text.parameters(0); },
       "VERSION_OVERLAP"},
      {"a parameter that ends before it begins",
       [](v1::PolicyVersion& text) {
         *text.mutable_parameters(0)->mutable_valid_from() = rpc::ToDate(CivilDay(2020, 1, 2));
         *text.mutable_parameters(0)->mutable_valid_to() = rpc::ToDate(CivilDay(2020, 1, 1));
       },
       "VERSION_OVERLAP"},
      {"a version that ends before it begins",
       [](v1::PolicyVersion& text) {
         *text.mutable_in_force_to() = rpc::ToDate(CivilDay(1990, 1, 1));
       },
       "VERSION_OVERLAP"},
      {"money that is a number",
       [](v1::PolicyVersion& text) {
         text.mutable_parameters(0)->set_unit(v1::PARAMETER_UNIT_FEN);
         text.mutable_parameters(0)->set_number(5);
       },
       "PARAMETER_UNIT"},
      {"a number without a value",
       [](v1::PolicyVersion& text) {
         text.mutable_parameters(0)->set_unit(v1::PARAMETER_UNIT_DAYS);
         text.mutable_parameters(0)->clear_number();
         text.mutable_parameters(0)->clear_amount();
       },
       "PARAMETER_UNIT"},
      {"half a fen",
       [](v1::PolicyVersion& text) {
         text.mutable_parameters(0)->set_unit(v1::PARAMETER_UNIT_FEN);
         text.mutable_parameters(0)->mutable_amount()->set_currency_code("CNY");
         text.mutable_parameters(0)->mutable_amount()->set_nanos(5000000);
       },
       "MONEY_INVALID"},
      {"no day of effect", [](v1::PolicyVersion& text) { text.clear_effective_on(); },
       "FIELD_REQUIRED"},
      {"no such day", [](v1::PolicyVersion& text) { text.mutable_in_force_from()->set_month(13); },
       "DATE_INVALID"},
  };
  for (const Case& row : kCases) {
    v1::PolicyVersion text = Text();
    row.spoil(text);
    EXPECT_EQ(Draft(text).reason, row.reason) << row.edge;
  }
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM policy_version WHERE code = 'T-2021'"), 0);
}

TEST_F(VersionTest, OnlyItsDrafterChangesADraft) {
  const v1::PolicyVersion draft = Draft(Text()).value;
  v1::PolicyVersion text;
  text.set_name(draft.name());
  text.set_etag(draft.etag());
  text.set_document("谷人社〔2020〕10号");
  EXPECT_EQ(Update(text, "document", kApprover).reason, "VERSION_DRAFTER");
  EXPECT_EQ(Update(text, "state").reason, "UPDATE_MASK_INVALID");
  const auto changed = Update(text, "document");
  ASSERT_EQ(changed.reason, "");
  EXPECT_EQ(changed.value.document(), "谷人社〔2020〕10号");
  EXPECT_EQ(changed.value.parameters_size(), draft.parameters_size());
  EXPECT_EQ(Update(text, "document").reason, "ETAG_MISMATCH");

  text.clear_etag();
  *text.add_parameters() = draft.parameters(0);
  EXPECT_EQ(Update(text, "parameters").value.parameters_size(), 1);
  EXPECT_EQ(Get("T-2021").parameters_size(), 1);
  *text.add_parameters() = draft.parameters(0);
  EXPECT_EQ(Update(text, "parameters").reason, "VERSION_OVERLAP");
  text.set_name("policies/TRANSPORT/versions/T-2019");
  EXPECT_EQ(Update(text, "document").reason, "VERSION_STATE");
  text.set_name("policies/TRANSPORT/versions/T-1");
  EXPECT_EQ(Update(text, "document").reason, "VERSION_UNKNOWN");
}

TEST_F(VersionTest, AnotherPersonApprovesForALaterDay) {
  ASSERT_EQ(Draft(Text()).reason, "");
  EXPECT_EQ(ApproveVersion(Approval(), kDrafter).reason, "VERSION_SAME_PERSON");
  v1::ApprovePolicyVersionRequest wrong = Approval();
  AddCase(500, wrong);
  EXPECT_EQ(ApproveVersion(wrong).reason, "VERSION_CASES_FAIL");
  fixture_.SetToday(kToday + 11);
  EXPECT_EQ(ApproveVersion(Approval()).reason, "VERSION_NOT_FUTURE");
  fixture_.SetToday(kToday + 10);
  v1::ApprovePolicyVersionRequest right = Approval();
  AddCase(400, right);
  right.set_etag("v9");
  EXPECT_EQ(ApproveVersion(right).reason, "ETAG_MISMATCH");
  right.clear_etag();
  const auto approved = ApproveVersion(right);
  ASSERT_EQ(approved.reason, "");
  EXPECT_EQ(approved.value.state(), v1::PolicyVersion::APPROVED);
  EXPECT_EQ(approved.value.approver(), "users/tang");
  EXPECT_EQ(ApproveVersion(right).reason, "VERSION_STATE");

  // A second one from the same day on would leave it open which of them decides.
  ASSERT_EQ(Draft(Text(), "T-2021B").reason, "");
  EXPECT_EQ(ApproveVersion(Approval("T-2021B")).reason, "VERSION_OVERLAP");
}

TEST_F(VersionTest, WhatIsCommittedAndBatchedStaysAsItWasDecided) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  ASSERT_EQ(Draft(Text()).reason, "");
  ASSERT_EQ(ApproveVersion(Approval()).reason, "");
  fixture_.SetToday(kToday + 10);
  EXPECT_EQ(Create(NewPerson()).amount().units(), 500);  // the day before it takes effect
  fixture_.SetToday(kToday + 11);
  EXPECT_EQ(Create(NewPerson()).amount().units(), 400);

  const auto sent = Send(batch.name());
  ASSERT_EQ(sent.reason, "");
  EXPECT_EQ(sent.value.total().units(), 500);
  EXPECT_EQ(sent.value.digest(), batch.digest());
  EXPECT_EQ(GetItem(item_).amount().units(), 500);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_IN_TRANSIT), 500);
}

}  // namespace
}  // namespace ladder::subsidy
