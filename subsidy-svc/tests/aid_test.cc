// Each policy that the feeds know everything of, from a claim to its pay item: who is paid what,
// and who makes the claim.
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/tests/feeds.h"

namespace ladder::subsidy {
namespace {

class AidTest : public FeedsTest {
 protected:
  // A man with the certificate of a class whose learners paid `fee_yuan`.
  events::v1::PersonChanged Learner(int64_t fee_yuan, std::string& training_class) {
    events::v1::PersonChanged man = Man();
    Tell(RegistryHandlers(), man);
    events::v1::AttendanceFrozen frozen = Class(man);
    *frozen.mutable_facts()->mutable_fee() = rpc::ToMoney(Fen::Yuan(fee_yuan));
    frozen.mutable_facts()->set_learner_paid(fee_yuan > 0);
    training_class = frozen.facts().training_class();
    Tell(TrainingHandlers(), frozen);
    Tell(TrainingHandlers(), Certificate(frozen, man.person()));
    return man;
  }
  // A man at work for a firm of the county since 1 March, and the firm.
  events::v1::PersonChanged Worker(std::string& firm_name) {
    const events::v1::EnterpriseChanged firm = Firm();
    firm_name = firm.enterprise();
    Tell(MatchingHandlers(), firm);
    events::v1::PersonChanged man = Man();
    AddWork(man, kVillage, CivilDay(2020, 3, 1)).set_employer(firm.enterprise());
    Tell(RegistryHandlers(), man);
    return man;
  }
  std::string ReasonOf(const Answer<v1::Claim>& claim) {
    EXPECT_EQ(claim.reason, "");
    return claim.value.lines_size() == 1 ? claim.value.lines(0).decision().reason() : "";
  }
};

TEST_F(AidTest, TransportIsThePersons) {
  events::v1::PersonChanged man = Man();
  const std::string spell = AddWork(man, 440300000000, CivilDay(2020, 3, 1)).spell();
  Tell(RegistryHandlers(), man);
  MakeBudget(10'000);
  const auto claim = Claim("TRANSPORT", man.person(), spell, Being(man.person()));
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(claim.value.chain(), v1::CLAIM_CHAIN_PERSONAL);
  ASSERT_EQ(HandIn(claim.value.name(), Being(man.person())).reason, "");
  const v1::PayItem item = LeadToMoney(claim.value);
  EXPECT_EQ(item.payee(), man.person());
  EXPECT_EQ(item.amount().units(), 500);
}

TEST_F(AidTest, TrainingOfAFreeClassPaysTheSchoolThatClaims) {
  std::string training_class;
  const events::v1::PersonChanged man = Learner(0, training_class);
  MakeBudget(10'000);
  const std::string school = NameOfParty({.kind = PartyKind::kSchool, .id = SchoolOf(kSchool)});
  const auto claim = Claim("TRAIN", man.person(), training_class, Being(school));
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(claim.value.chain(), v1::CLAIM_CHAIN_FIRM);
  EXPECT_EQ(claim.value.payee(), school);
  // The learner has nothing to hand in, and neither has another school.
  EXPECT_EQ(HandIn(claim.value.name(), Being(man.person())).reason, "CLAIM_ACTOR");
  const std::string other =
      NameOfParty({.kind = PartyKind::kSchool, .id = SchoolOf("52420625MJ0000026X")});
  EXPECT_EQ(HandIn(claim.value.name(), Being(other)).reason, "NOT_FOUND");
  EXPECT_EQ(Claim("TRAIN", man.person(), training_class, Being(other)).reason, "NOT_FOUND");
  ASSERT_EQ(HandIn(claim.value.name(), Being(school)).reason, "");
  const v1::PayItem item = LeadToMoney(claim.value);
  EXPECT_EQ(item.payee(), school);
  EXPECT_EQ(item.amount().units(), 1000);
}

TEST_F(AidTest, TrainingThatTheLearnerPaidPaysTheLearner) {
  std::string training_class;
  const events::v1::PersonChanged man = Learner(800, training_class);
  MakeBudget(10'000);
  const auto claim = Claim("TRAIN", man.person(), training_class, Being(man.person()));
  ASSERT_EQ(claim.reason, "");
  ASSERT_EQ(HandIn(claim.value.name(), Being(man.person())).reason, "");
  const v1::PayItem item = LeadToMoney(claim.value);
  EXPECT_EQ(item.payee(), man.person());
  EXPECT_EQ(item.amount().units(), 1000);
}

TEST_F(AidTest, LivingAidIsFiftyForADayAttended) {
  std::string training_class;
  const events::v1::PersonChanged man = Learner(0, training_class);
  MakeBudget(10'000);
  const auto claim = Claim("LIVING", man.person(), training_class, Being(man.person()));
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(claim.value.chain(), v1::CLAIM_CHAIN_FIRM);
  ASSERT_EQ(HandIn(claim.value.name(), Being(man.person())).reason, "");
  const v1::PayItem item = LeadToMoney(claim.value);
  EXPECT_EQ(item.payee(), man.person());
  EXPECT_EQ(item.amount().units(), 20 * 50);
}

TEST_F(AidTest, ADayWithAWageHasNoLivingAid) {
  events::v1::PersonChanged man = Man();
  AddWork(man, kVillage, CivilDay(2020, 5, 16));
  Tell(RegistryHandlers(), man);
  const events::v1::AttendanceFrozen frozen = Class(man);
  Tell(TrainingHandlers(), frozen);
  const auto claim = Claim("LIVING", man.person(), frozen.facts().training_class());
  EXPECT_EQ(ReasonOf(claim), "PARTIAL_SAME_DAY");
  EXPECT_EQ(claim.value.amount().units(), 15 * 50);
  // Another class on the days of the first one, and five more.
  events::v1::AttendanceFrozen evening = frozen;
  evening.mutable_facts()->set_training_class(
      absl::StrCat("classes/", Ulid::New(absl::Now()).ToString()));
  *evening.mutable_facts()->mutable_starts_on() = rpc::ToDate(CivilDay(2020, 4, 26));
  for (int day = 0; day < 20; ++day) {
    *evening.mutable_session_days(day) = rpc::ToDate(CivilDay(2020, 4, 26) + day);
  }
  Tell(TrainingHandlers(), evening);
  const auto more = Claim("LIVING", man.person(), evening.facts().training_class());
  EXPECT_EQ(ReasonOf(more), "PARTIAL_SAME_DAY");
  EXPECT_EQ(more.value.amount().units(), 5 * 50);
}

TEST_F(AidTest, ADayOfTwoClassesIsTheFirstClaims) {
  const events::v1::PersonChanged man = Man();
  Tell(RegistryHandlers(), man);
  const events::v1::AttendanceFrozen morning = Class(man);
  Tell(TrainingHandlers(), morning);
  events::v1::AttendanceFrozen evening = morning;
  evening.mutable_facts()->set_training_class(
      absl::StrCat("classes/", Ulid::New(absl::Now()).ToString()));
  for (int day = 0; day < 20; ++day) {
    *evening.mutable_session_days(day) = rpc::ToDate(CivilDay(2020, 5, 6) + day);
  }
  Tell(TrainingHandlers(), evening);
  const std::string self = Being(man.person());
  const auto first = Claim("LIVING", man.person(), morning.facts().training_class(), self);
  const auto second = Claim("LIVING", man.person(), evening.facts().training_class(), self);
  EXPECT_EQ(first.value.amount().units(), 20 * 50);
  EXPECT_EQ(second.value.amount().units(), 5 * 50);
  // Decided anew, in either order, neither takes from the other.
  EXPECT_EQ(HandIn(second.value.name(), self).value.amount().units(), 5 * 50);
  EXPECT_EQ(HandIn(first.value.name(), self).value.amount().units(), 20 * 50);
  // What is withdrawn gives its days back.
  v1::WithdrawClaimRequest withdraw;
  withdraw.set_name(first.value.name());
  withdraw.set_request_id(NextRequestId());
  ASSERT_EQ(fixture_.Call(*claims_, &v1::ClaimService::Stub::WithdrawClaim, withdraw, self).reason,
            "");
  const auto again = Claim("LIVING", man.person(), morning.facts().training_class(), self);
  EXPECT_EQ(again.value.amount().units(), 20 * 50);
}

TEST_F(AidTest, NothingIsDecidedOnTheClaimantsWordAlone) {
  std::string training_class;
  const events::v1::PersonChanged man = Learner(0, training_class);
  const auto subjectless = [&](const std::string& policy) {
    v1::CreateClaimRequest request;
    v1::Claim& claim = *request.mutable_claim();
    claim.set_policy(absl::StrCat("policies/", policy));
    claim.set_beneficiary(man.person());
    const auto say = [&](const std::string& key) -> v1::Fact& {
      v1::Fact& fact = *claim.add_facts();
      fact.set_key(key);
      return fact;
    };
    say("class_from").set_text("2020-05-01");
    say("class_to").set_text("2020-05-30");
    say("sessions").set_integer(20);
    say("attended").set_integer(20);
    say("attended_days").set_integer(20);
    say("occ").set_text(kOccupation);
    say("cert").set_text("L5");
    say("cert_on").set_text("2020-06-15");
    say("work_from").set_text("2020-03-01");
    say("work_div").set_text("440300000000");
    say("hired_on").set_text("2020-03-01");
    say("contract_months").set_integer(12);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim, request).reason;
  };
  for (const char* policy : {"TRAIN", "LIVING", "TRANSPORT", "ABSORB"}) {
    EXPECT_EQ(subjectless(policy), "FACT_REQUIRED") << policy;
  }
}

TEST_F(AidTest, AnotherSubjectIsNoSecondLine) {
  const events::v1::PersonChanged man = Man();
  Tell(RegistryHandlers(), man);
  const auto claim = [&](const std::string& subject) {
    v1::CreateClaimRequest request;
    request.mutable_claim()->set_policy("policies/PENSION");
    request.mutable_claim()->set_beneficiary(man.person());
    request.mutable_claim()->set_subject(subject);
    v1::Fact& year = *request.mutable_claim()->add_facts();
    year.set_key("year");
    year.set_integer(2019);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim, request);
  };
  const auto first = claim("");
  ASSERT_EQ(first.reason, "");
  EXPECT_EQ(first.value.lines(0).decision().kind(), v1::DECISION_KIND_YES);
  EXPECT_EQ(claim("").reason, "CLAIM_LINE_EXISTS");
  EXPECT_EQ(claim("the same again").reason, "CLAIM_LINE_EXISTS");
}

TEST_F(AidTest, ACertificateThatNobodyIssuedIsNone) {
  const events::v1::PersonChanged man = Man();
  Tell(RegistryHandlers(), man);
  const events::v1::AttendanceFrozen frozen = Class(man);
  Tell(TrainingHandlers(), frozen);
  v1::CreateClaimRequest request;
  v1::Claim& claim = *request.mutable_claim();
  claim.set_policy("policies/TRAIN");
  claim.set_beneficiary(man.person());
  claim.set_subject(frozen.facts().training_class());
  v1::Fact& level = *claim.add_facts();
  level.set_key("cert");
  level.set_text("L5");
  v1::Fact& day = *claim.add_facts();
  day.set_key("cert_on");
  day.set_text("2020-06-15");
  request.set_request_id(NextRequestId());
  EXPECT_EQ(ReasonOf(fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim, request)),
            "NO_CERTIFICATE");
}

TEST_F(AidTest, TheYearsDaysAreThoseThatWerePaid) {
  const events::v1::PersonChanged man = Man();
  Tell(RegistryHandlers(), man);
  // Thirty-five days each; a class pays thirty, a year sixty.
  const auto amount = [&](CivilDay from) {
    events::v1::AttendanceFrozen frozen = Class(man);
    *frozen.mutable_facts()->mutable_starts_on() = rpc::ToDate(from);
    *frozen.mutable_facts()->mutable_ends_on() = rpc::ToDate(from + 34);
    frozen.set_sessions(35);
    frozen.clear_session_days();
    frozen.mutable_learners(0)->set_attended(35);
    frozen.mutable_learners(0)->clear_attended_days();
    for (int day = 0; day < 35; ++day) {
      *frozen.add_session_days() = rpc::ToDate(from + day);
      frozen.mutable_learners(0)->add_attended_days(day);
    }
    Tell(TrainingHandlers(), frozen);
    return Claim("LIVING", man.person(), frozen.facts().training_class()).value.amount().units();
  };
  EXPECT_EQ(amount(CivilDay(2020, 1, 6)), 30 * 50);
  EXPECT_EQ(amount(CivilDay(2020, 3, 2)), 30 * 50);
  EXPECT_EQ(amount(CivilDay(2020, 5, 4)), 0);
}

TEST_F(AidTest, AbsorbRewardsTheFirmThatClaims) {
  std::string firm;
  const events::v1::PersonChanged man = Worker(firm);
  MakeBudget(10'000);
  const auto claim = Claim("ABSORB", man.person(), man.spells(0).spell(), Being(firm));
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(claim.value.payee(), firm);
  ASSERT_EQ(HandIn(claim.value.name(), Being(firm)).reason, "");
  const v1::PayItem item = LeadToMoney(claim.value);
  EXPECT_EQ(item.payee(), firm);
  EXPECT_EQ(item.amount().units(), 2000);
  // The firm sees its claims and nothing else.
  v1::ListClaimsRequest list;
  EXPECT_EQ(fixture_.Call(*claims_, &v1::ClaimService::Stub::ListClaims, list, Being(firm))
                .value.claims_size(),
            1);
  std::string other;
  Worker(other);
  EXPECT_EQ(fixture_.Call(*claims_, &v1::ClaimService::Stub::ListClaims, list, Being(other))
                .value.claims_size(),
            0);
}

TEST_F(AidTest, AbsorbRefusals) {
  std::string firm;
  events::v1::PersonChanged man = Worker(firm);
  const auto refused = [&] {
    Tell(RegistryHandlers(), man);
    const auto claim = Claim("ABSORB", man.person(), man.spells(0).spell());
    if (!claim.reason.empty()) return claim.reason;
    const std::string reason = claim.value.lines(0).decision().reason();
    v1::WithdrawClaimRequest withdraw;
    withdraw.set_name(claim.value.name());
    withdraw.set_request_id(NextRequestId());
    EXPECT_EQ(fixture_
                  .Call(*claims_, &v1::ClaimService::Stub::WithdrawClaim, withdraw,
                        Officer("wang", "community"))
                  .reason,
              "");
    return reason;
  };
  EXPECT_EQ(refused(), "OK");
  man.mutable_spells(0)->set_contract_months(11);
  EXPECT_EQ(refused(), "CONTRACT_SHORT");
  man.mutable_spells(0)->set_contract_months(12);
  *man.mutable_spells(0)->mutable_started_on() = rpc::ToDate(CivilDay(2020, 3, 11));
  EXPECT_EQ(refused(), "STABLE_PERIOD_SHORT");
  *man.mutable_spells(0)->mutable_started_on() = rpc::ToDate(CivilDay(2020, 3, 1));
  events::v1::PersonSpell& post = AddWork(man, kVillage, CivilDay(2020, 1, 1));
  post.set_form(registry::v1::EMPLOYMENT_FORM_WELFARE_POST);
  *post.mutable_ended_on() = rpc::ToDate(CivilDay(2020, 3, 1));
  EXPECT_EQ(refused(), "CONFLICT_WELFARE_POST");
  *post.mutable_ended_on() = rpc::ToDate(CivilDay(2020, 2, 29));
  EXPECT_EQ(refused(), "OK");
  man.mutable_spells(0)->clear_employer();
  EXPECT_EQ(refused(), "FACT_REQUIRED");
  man.mutable_spells(0)->set_employer(firm);

  events::v1::HireStarted started;
  started.mutable_hire()->set_hire(absl::StrCat("hires/", Ulid::New(absl::Now()).ToString()));
  started.mutable_hire()->set_person(man.person());
  started.mutable_hire()->set_enterprise(firm);
  started.mutable_hire()->set_owner(true);
  Tell(MatchingHandlers(), started);
  EXPECT_EQ(refused(), "SELF_EMPLOYMENT_CONFLICT");
}

TEST_F(AidTest, WhatTheEngineRefusesShowsItsReasonsAndIsRejected) {
  events::v1::PersonChanged man = Man(registry::v1::HOUSEHOLD_CLASS_NONE);
  const std::string spell = AddWork(man, kVillage, CivilDay(2020, 8, 1)).spell();
  Tell(RegistryHandlers(), man);
  const auto claim = Claim("TRANSPORT", man.person(), spell, Being(man.person()));
  ASSERT_EQ(claim.reason, "");
  const v1::Decision& decision = claim.value.lines(0).decision();
  EXPECT_EQ(decision.kind(), v1::DECISION_KIND_NO);
  EXPECT_EQ(decision.reason(), "NOT_TARGET_GROUP");
  EXPECT_EQ(
      (std::vector<std::string>(decision.failing_reasons().begin(),
                                decision.failing_reasons().end())),
      (std::vector<std::string>{"NOT_TARGET_GROUP", "NOT_OUT_OF_COUNTY", "STABLE_PERIOD_SHORT"}));
  EXPECT_NE(decision.explanation_zh(), "");
  EXPECT_EQ(Read(claim.value.name()).lines(0).decision().explanation_zh(),
            decision.explanation_zh());
  ASSERT_EQ(HandIn(claim.value.name(), Being(man.person())).reason, "");
  EXPECT_EQ(Check(claim.value.name(), Officer("wang", "community")).reason, "CLAIM_NOT_DUE");
  EXPECT_EQ(
      Reject(claim.value.name(), decision.reason(), Officer("wang", "community")).value.state(),
      v1::Claim::REJECTED);
}

TEST_F(AidTest, TheCommunityRejectsNothingThatIsDueAndACentreMay) {
  std::string training_class;
  const events::v1::PersonChanged man = Learner(0, training_class);
  events::v1::PersonChanged worker = Man();
  const std::string spell = AddWork(worker, 440300000000, CivilDay(2020, 3, 1)).spell();
  Tell(RegistryHandlers(), worker);
  const auto transport = Claim("TRANSPORT", worker.person(), spell, Being(worker.person()));
  ASSERT_EQ(HandIn(transport.value.name(), Being(worker.person())).reason, "");
  EXPECT_EQ(
      Reject(transport.value.name(), "NOT_OUT_OF_COUNTY", Officer("wang", "community")).reason,
      "CLAIM_ACTOR");
  const auto living = Claim("LIVING", man.person(), training_class, Being(man.person()));
  ASSERT_EQ(HandIn(living.value.name(), Being(man.person())).reason, "");
  EXPECT_EQ(Reject(living.value.name(), "ATTENDANCE_LOW", Officer("wang", "community")).reason,
            "CLAIM_ACTOR");
  EXPECT_EQ(Reject(living.value.name(), "ATTENDANCE_LOW", Officer("zhao", "town")).value.state(),
            v1::Claim::REJECTED);
}

TEST_F(AidTest, WhatAnOfficerTypesIsConfirmedByWhomItIsFor) {
  events::v1::PersonChanged man = Man();
  const std::string spell = AddWork(man, 440300000000, CivilDay(2020, 3, 1)).spell();
  Tell(RegistryHandlers(), man);
  const std::string officer = Officer("wang", "community");
  const auto claim = Claim("TRANSPORT", man.person(), spell, officer);
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(HandIn(claim.value.name(), officer).reason, "CLAIM_NOT_CONFIRMED");
  EXPECT_EQ(HandIn(claim.value.name(), officer, v1::CLAIM_CONFIRMATION_SIGNATURE).value.state(),
            v1::Claim::SUBMITTED);
  v1::ListClaimReviewsRequest list;
  list.set_parent(claim.value.name());
  const auto reviews = fixture_.Call(*claims_, &v1::ClaimService::Stub::ListClaimReviews, list);
  ASSERT_EQ(reviews.value.claim_reviews_size(), 1);
  EXPECT_EQ(reviews.value.claim_reviews(0).reason(), "SIGNATURE");
  // Who typed it does not check it.
  EXPECT_EQ(Check(claim.value.name(), officer).reason, "DUTY_HELD");
}

}  // namespace
}  // namespace ladder::subsidy
