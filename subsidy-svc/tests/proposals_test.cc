// The nightly engine: what it proposes once, who confirms it, and what becomes of the rest.
#include "subsidy-svc/tasks/proposals.h"

#include <thread>

#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/tests/feeds.h"

namespace ladder::subsidy {
namespace {

class ProposalsTest : public FeedsTest {
 protected:
  void RunNight(CivilDay day = kToday) {
    fixture_.SetToday(day);
    EXPECT_THAT(ExpireProposals(fixture_.daily_walk(), context_, fixture_.origin(), day), IsOk());
    EXPECT_THAT(ProposeClaims(fixture_.daily_walk(), fixture_.origin(), day), IsOk());
  }
  std::vector<v1::Claim> Proposals(const std::string& beneficiary = "") {
    v1::ListClaimsRequest list;
    list.add_states(v1::Claim::PROPOSED);
    list.set_beneficiary(beneficiary);
    const auto answer = fixture_.Call(*claims_, &v1::ClaimService::Stub::ListClaims, list);
    EXPECT_EQ(answer.reason, "");
    return {answer.value.claims().begin(), answer.value.claims().end()};
  }
  // Somebody who has worked in Shenzhen since March.
  events::v1::PersonChanged Migrant() {
    events::v1::PersonChanged man = Man();
    AddWork(man, 440300000000, CivilDay(2020, 3, 1));
    Tell(RegistryHandlers(), man);
    return man;
  }
  // A learner with the certificate of a free class, and a worker of a firm of ours.
  void TellEverything() {
    Migrant();
    const events::v1::PersonChanged learner = Man();
    Tell(RegistryHandlers(), learner);
    const events::v1::AttendanceFrozen frozen = Class(learner);
    Tell(TrainingHandlers(), frozen);
    Tell(TrainingHandlers(), Certificate(frozen, learner.person()));
    const events::v1::EnterpriseChanged firm = Firm();
    Tell(MatchingHandlers(), firm);
    events::v1::PersonChanged worker = Man();
    AddWork(worker, kVillage, CivilDay(2020, 3, 1)).set_employer(firm.enterprise());
    Tell(RegistryHandlers(), worker);
    // Nothing is due to these.
    events::v1::PersonChanged rich = Man(registry::v1::HOUSEHOLD_CLASS_NONE);
    AddWork(rich, 440300000000, CivilDay(2020, 3, 1));
    Tell(RegistryHandlers(), rich);
    events::v1::PersonChanged dead = Man();
    AddWork(dead, 440300000000, CivilDay(2020, 3, 1));
    *dead.mutable_died_on() = rpc::ToDate(CivilDay(2020, 8, 1));
    Tell(RegistryHandlers(), dead);
  }
  v1::Claim Proposed(const std::string& person) {
    const std::vector<v1::Claim> proposals = Proposals(person);
    EXPECT_EQ(proposals.size(), 1u);
    return proposals.empty() ? v1::Claim() : proposals.front();
  }
};

TEST_F(ProposalsTest, PolicyFindsPerson) {
  TellEverything();
  RunNight();
  std::multiset<std::string> proposed;
  for (const v1::Claim& claim : Proposals()) {
    proposed.insert(absl::StrCat(claim.policy(), " ", claim.amount().units(), " ",
                                 claim.payee().substr(0, claim.payee().find('/'))));
    EXPECT_EQ(claim.lines(0).decision().kind(), v1::DECISION_KIND_YES);
    EXPECT_FALSE(claim.has_deadline());
  }
  EXPECT_EQ(proposed, (std::multiset<std::string>{
                          "policies/ABSORB 2000 enterprises", "policies/LIVING 1000 persons",
                          "policies/TRAIN 1000 schools", "policies/TRANSPORT 500 persons"}));
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.ClaimChanged"), 4);
}

TEST_F(ProposalsTest, TheSameNightTwiceProposesOnce) {
  TellEverything();
  std::vector<std::thread> replicas;
  fixture_.SetToday(kToday);
  for (int i = 0; i < 2; ++i) {
    replicas.emplace_back([&] {
      EXPECT_THAT(ProposeClaims(fixture_.daily_walk(), fixture_.origin(), kToday), IsOk());
    });
  }
  for (std::thread& replica : replicas) replica.join();
  RunNight();
  RunNight(kToday + 1);
  EXPECT_EQ(Proposals().size(), 4u);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.ClaimChanged"), 4);
}

TEST_F(ProposalsTest, TwoPeopleWhoseSpellsHaveOneId) {
  const events::v1::PersonChanged man = Migrant();
  events::v1::PersonChanged other = Man();
  const std::string spell = man.spells(0).spell();
  AddWork(other, 440300000000, CivilDay(2020, 3, 1))
      .set_spell(absl::StrCat(other.person(), spell.substr(spell.find("/spells/"))));
  Tell(RegistryHandlers(), other);
  RunNight();
  for (const auto& person : {man, other}) {
    EXPECT_EQ(Proposed(person.person()).subject(), person.spells(0).spell());
  }
  EXPECT_EQ(Claim("TRANSPORT", man.person(), other.spells(0).spell()).reason, "NAME_INVALID");
  // What is told of one leaves the other's alone.
  other.clear_spells();
  Tell(RegistryHandlers(), other);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM spell_fact"), 1);
}

TEST_F(ProposalsTest, ADayThatIsPastProposesNothing) {
  Migrant();
  fixture_.SetToday(kToday);
  EXPECT_THAT(ProposeClaims(fixture_.daily_walk(), fixture_.origin(), kToday - 1), IsOk());
  EXPECT_TRUE(Proposals().empty());
}

TEST_F(ProposalsTest, OnTheDayThatItIsDue) {
  events::v1::PersonChanged man = Man();
  AddWork(man, 440300000000, CivilDay(2020, 6, 12));
  Tell(RegistryHandlers(), man);
  RunNight(CivilDay(2020, 9, 10));
  EXPECT_TRUE(Proposals().empty());
  RunNight(CivilDay(2020, 9, 11));
  EXPECT_EQ(Proposed(man.person()).subject(), man.spells(0).spell());
}

TEST_F(ProposalsTest, WhatSomebodyClaimedIsNotProposed) {
  const events::v1::PersonChanged man = Migrant();
  ASSERT_EQ(Claim("TRANSPORT", man.person(), man.spells(0).spell()).reason, "");
  RunNight();
  EXPECT_TRUE(Proposals().empty());
}

TEST_F(ProposalsTest, AClaimThatCameTooEarlyIsProposedLater) {
  const events::v1::PersonChanged man = Migrant();
  fixture_.SetToday(CivilDay(2020, 4, 1));
  const auto early = Claim("TRANSPORT", man.person(), man.spells(0).spell(), Being(man.person()));
  ASSERT_EQ(early.reason, "");
  EXPECT_EQ(early.value.lines(0).decision().reason(), "STABLE_PERIOD_SHORT");
  ASSERT_EQ(HandIn(early.value.name(), Being(man.person())).reason, "");
  ASSERT_EQ(Reject(early.value.name(), "STABLE_PERIOD_SHORT", Officer("wang", "community")).reason,
            "");
  RunNight();
  EXPECT_EQ(Proposed(man.person()).policy(), "policies/TRANSPORT");
}

TEST_F(ProposalsTest, TheBeneficiaryConfirmsAndIsPaid) {
  const events::v1::PersonChanged man = Migrant();
  RunNight();
  MakeBudget(1000);
  const v1::Claim claim = Proposed(man.person());
  EXPECT_EQ(HandIn(claim.name(), Officer("wang", "community")).reason, "CLAIM_NOT_CONFIRMED");
  ASSERT_EQ(HandIn(claim.name(), Being(man.person())).value.state(), v1::Claim::SUBMITTED);
  EXPECT_EQ(LeadToMoney(claim).amount().units(), 500);
}

TEST_F(ProposalsTest, ADraftFromBeforeTheCertificateIsTheSameLine) {
  const events::v1::PersonChanged man = Man();
  Tell(RegistryHandlers(), man);
  const events::v1::AttendanceFrozen frozen = Class(man);
  Tell(TrainingHandlers(), frozen);
  const std::string training_class = frozen.facts().training_class();
  const auto draft = Claim("TRAIN", man.person(), training_class);
  ASSERT_EQ(draft.reason, "");
  Tell(TrainingHandlers(), Certificate(frozen, man.person()));
  RunNight();
  int trains = 0;
  for (const v1::Claim& proposal : Proposals(man.person())) {
    trains += proposal.policy() == "policies/TRAIN";
  }
  ASSERT_EQ(trains, 1);  // the draft was decided without the certificate
  const std::string school = NameOfParty({.kind = PartyKind::kSchool, .id = SchoolOf(kSchool)});
  EXPECT_EQ(HandIn(draft.value.name(), Being(school)).reason, "CLAIM_LINE_EXISTS");
}

TEST_F(ProposalsTest, AnOfficerHandsInWhatSomebodySigned) {
  const events::v1::PersonChanged man = Migrant();
  RunNight();
  const v1::Claim claim = Proposed(man.person());
  EXPECT_EQ(HandIn(claim.name(), Officer("chen", "community"), v1::CLAIM_CONFIRMATION_FACE_TO_FACE)
                .value.state(),
            v1::Claim::SUBMITTED);
  EXPECT_EQ(Check(claim.name(), Officer("chen", "community")).reason, "DUTY_HELD");
  EXPECT_EQ(Check(claim.name(), Officer("wang", "community")).reason, "");
}

TEST_F(ProposalsTest, AWrongProposalIsWithdrawnForGood) {
  const events::v1::PersonChanged man = Migrant();
  RunNight();
  v1::WithdrawClaimRequest request;
  request.set_name(Proposed(man.person()).name());
  request.set_request_id(NextRequestId());
  EXPECT_EQ(
      fixture_.Call(*claims_, &v1::ClaimService::Stub::WithdrawClaim, request, Being(man.person()))
          .value.state(),
      v1::Claim::WITHDRAWN);
  RunNight(kToday + 1);
  EXPECT_TRUE(Proposals().empty());
}

TEST_F(ProposalsTest, NobodyConfirmedForThirtyDays) {
  const events::v1::PersonChanged man = Migrant();
  RunNight();
  const v1::Claim claim = Proposed(man.person());
  RunNight(kToday + 30);
  EXPECT_EQ(Read(claim.name()).state(), v1::Claim::PROPOSED);
  fixture_.SetToday(kToday + 31);
  EXPECT_EQ(HandIn(claim.name(), Being(man.person())).reason, "CLAIM_PROPOSAL_EXPIRED");
  for (int i = 0; i < 2; ++i) RunNight(kToday + 31);
  EXPECT_EQ(Read(claim.name()).state(), v1::Claim::WITHDRAWN);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM claim_review WHERE step = 12"), 1);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.ClaimChanged"), 2);
  RunNight(kToday + 32);
  EXPECT_TRUE(Proposals().empty());
}

}  // namespace
}  // namespace ladder::subsidy
