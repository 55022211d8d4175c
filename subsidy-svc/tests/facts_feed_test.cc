// The events of registry, matching and training as facts: each takes effect once, and decides.
#include "subsidy-svc/tasks/snapshot.h"
#include "subsidy-svc/tests/feeds.h"

namespace ladder::subsidy {
namespace {

namespace ev = ::ladder::events::v1;

class FactsFeedTest : public FeedsTest {
 protected:
  // A man of `id` who has worked in Shenzhen since March.
  ev::PersonChanged Person(const Ulid& id, registry::v1::HouseholdClass household_class) {
    ev::PersonChanged person = Man(household_class);
    person.set_person(absl::StrCat("persons/", id.ToString()));
    AddWork(person, 440300000000, CivilDay(2020, 3, 1));
    return person;
  }
  Answer<v1::Claim> ClaimFor(const std::string& policy, const Ulid& person,
                             const std::string& subject) {
    return Claim(policy, absl::StrCat("persons/", person.ToString()), subject);
  }
};

TEST_F(FactsFeedTest, APersonIsKeptOnceAndNeverOlder) {
  const Ulid id = Ulid::New(absl::Now());
  const Ulid first = Ulid::New(absl::Now());
  const Ulid second = Ulid::After(first, absl::Now());
  const ev::PersonChanged poor = Person(id, registry::v1::HOUSEHOLD_CLASS_REGISTERED_POOR);
  Tell(RegistryHandlers(), poor, second);
  Tell(RegistryHandlers(), poor, second);
  Tell(RegistryHandlers(), Person(id, registry::v1::HOUSEHOLD_CLASS_NONE), first);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person_class_fact WHERE class = 2"), 1);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM spell_fact"), 1);
  const auto claim = ClaimFor("TRANSPORT", id, poor.spells(0).spell());
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(claim.value.lines(0).decision().reason(), "OK");
}

TEST_F(FactsFeedTest, ADishonestFirmIsNotRewarded) {
  const Ulid person = Ulid::New(absl::Now());
  const Ulid firm = Ulid::New(absl::Now());
  ev::PersonChanged changed = Person(person, registry::v1::HOUSEHOLD_CLASS_REGISTERED_POOR);
  changed.mutable_spells(0)->set_employer(absl::StrCat("enterprises/", firm.ToString()));
  changed.mutable_spells(0)->set_contract_months(12);
  Tell(RegistryHandlers(), changed, Ulid::New(absl::Now()));
  ev::EnterpriseChanged enterprise;
  enterprise.set_enterprise(absl::StrCat("enterprises/", firm.ToString()));
  enterprise.set_division(kVillage);
  enterprise.set_dishonest(true);
  const Ulid event = Ulid::New(absl::Now());
  Tell(MatchingHandlers(), enterprise, event);
  enterprise.set_dishonest(false);
  Tell(MatchingHandlers(), enterprise, event);
  const auto claim = ClaimFor("ABSORB", person, changed.spells(0).spell());
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(claim.value.chain(), v1::CLAIM_CHAIN_FIRM);
  EXPECT_EQ(claim.value.lines(0).decision().reason(), "EXCL_DISHONEST");
}

TEST_F(FactsFeedTest, AFrozenClassPaysForTheCertificateAndTheDays) {
  const Ulid person = Ulid::New(absl::Now());
  ev::PersonChanged man = Person(person, registry::v1::HOUSEHOLD_CLASS_REGISTERED_POOR);
  man.clear_spells();  // a day with a wage has no living aid
  Tell(RegistryHandlers(), man, Ulid::New(absl::Now()));
  const std::string name = absl::StrCat("classes/", Ulid::New(absl::Now()).ToString());
  EXPECT_EQ(ClaimFor("TRAIN", person, name).reason, "NOT_FOUND");
  ev::AttendanceFrozen frozen;
  frozen.mutable_facts()->set_training_class(name);
  frozen.mutable_facts()->set_occupation("4-03-02-01");
  *frozen.mutable_facts()->mutable_starts_on() = rpc::ToDate(CivilDay(2020, 5, 1));
  *frozen.mutable_facts()->mutable_ends_on() = rpc::ToDate(CivilDay(2020, 5, 30));
  frozen.set_sessions(20);
  frozen.set_digest(std::string(64, 'a'));
  ev::LearnerAttendance& learner = *frozen.add_learners();
  learner.set_person(absl::StrCat("persons/", person.ToString()));
  learner.set_attended(20);
  for (int day = 0; day < 10; ++day) {
    *frozen.add_session_days() = rpc::ToDate(CivilDay(2020, 5, 1) + day);
    learner.add_attended_days(day);
  }
  const Ulid event = Ulid::New(absl::Now());
  Tell(TrainingHandlers(), frozen, event);
  Tell(TrainingHandlers(), frozen, event);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM attendance_fact"), 1);

  const auto living = ClaimFor("LIVING", person, name);
  ASSERT_EQ(living.reason, "");
  EXPECT_EQ(living.value.lines(0).decision().kind(), v1::DECISION_KIND_YES);

  ev::CertificateIssued issued;
  ev::CertificateFacts& certificate = *issued.mutable_certificate();
  certificate.set_certificate(absl::StrCat("certificates/", Ulid::New(absl::Now()).ToString()));
  certificate.set_person(learner.person());
  certificate.set_level(registry::v1::SKILL_LEVEL_L5);
  certificate.set_occupation("4-03-02-01");
  *certificate.mutable_issued_on() = rpc::ToDate(CivilDay(2020, 6, 15));
  *certificate.mutable_facts() = frozen.facts();
  Tell(TrainingHandlers(), issued, Ulid::New(absl::Now()));
  const auto train = ClaimFor("TRAIN", person, name);
  ASSERT_EQ(train.reason, "");
  EXPECT_EQ(train.value.lines(0).decision().kind(), v1::DECISION_KIND_YES);

  // The same occupation and level in another class of the year.
  const std::string other = absl::StrCat("classes/", Ulid::New(absl::Now()).ToString());
  frozen.mutable_facts()->set_training_class(other);
  *frozen.mutable_facts()->mutable_starts_on() = rpc::ToDate(CivilDay(2020, 7, 1));
  *frozen.mutable_facts()->mutable_ends_on() = rpc::ToDate(CivilDay(2020, 7, 30));
  Tell(TrainingHandlers(), frozen, Ulid::New(absl::Now()));
  certificate.set_certificate(absl::StrCat("certificates/", Ulid::New(absl::Now()).ToString()));
  *certificate.mutable_issued_on() = rpc::ToDate(CivilDay(2020, 8, 1));
  *certificate.mutable_facts() = frozen.facts();
  Tell(TrainingHandlers(), issued, Ulid::New(absl::Now()));
  const auto again = ClaimFor("TRAIN", person, other);
  ASSERT_EQ(again.reason, "");
  EXPECT_EQ(again.value.lines(0).decision().reason(), "SAME_OCC_LEVEL");
}

TEST_F(FactsFeedTest, WhatIsAboutSomebodyMovesWithThem) {
  ev::PersonChanged man = Man();
  AddWork(man, 440300000000, CivilDay(2020, 3, 1));
  Tell(RegistryHandlers(), man);
  const auto claim = Claim("TRANSPORT", man.person(), man.spells(0).spell(), Being(man.person()));
  ASSERT_EQ(claim.reason, "");
  MakeBudget(1000);
  ASSERT_EQ(HandIn(claim.value.name(), Being(man.person())).reason, "");
  const v1::PayItem item = LeadToMoney(claim.value);
  const auto sees = [&](const std::string& identity) {
    v1::GetClaimRequest get_claim;
    get_claim.set_name(claim.value.name());
    v1::GetPayItemRequest get_item;
    get_item.set_name(item.name());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::GetClaim, get_claim, identity).reason +
           "/" +
           fixture_.Call(*items_, &v1::PayItemService::Stub::GetPayItem, get_item, identity).reason;
  };
  const std::string here = "principal=users/near; permissions=*; divisions=420625100015";
  EXPECT_EQ(sees(here), "/");
  EXPECT_EQ(sees(kElsewhere), "NOT_FOUND/NOT_FOUND");
  man.set_register_division(420625101001);
  man.set_residence_division(420625101001);
  Tell(RegistryHandlers(), man);
  EXPECT_EQ(sees(here), "NOT_FOUND/NOT_FOUND");
  EXPECT_EQ(sees(kElsewhere), "/");
}

TEST_F(FactsFeedTest, WhoIsGoneIsForgotten) {
  ev::PersonChanged man = Man();
  AddWork(man, 440300000000, CivilDay(2020, 3, 1));
  Tell(RegistryHandlers(), man);
  EXPECT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) {
    return RegistryHandlers().Forget(tx, man.person());
  }),
              IsOk());
  for (const char* count :
       {"SELECT COUNT(*) FROM person_fact", "SELECT COUNT(*) FROM person_class_fact",
        "SELECT COUNT(*) FROM spell_fact"}) {
    EXPECT_EQ(fixture_.Count(count), 0) << count;
  }
  EXPECT_EQ(Claim("TRANSPORT", man.person(), man.spells(0).spell()).reason, "NOT_FOUND");
  // Whoever comes back is known again.
  Tell(RegistryHandlers(), man);
  EXPECT_EQ(Claim("TRANSPORT", man.person(), man.spells(0).spell()).reason, "");
}

TEST_F(FactsFeedTest, ALongClassOfManyLearnersIsKept) {
  const ev::PersonChanged man = Man();
  Tell(RegistryHandlers(), man);
  ev::AttendanceFrozen frozen = Class(man);
  frozen.clear_session_days();
  frozen.clear_learners();
  frozen.set_sessions(60);
  for (int day = 0; day < 60; ++day) {
    *frozen.add_session_days() = rpc::ToDate(CivilDay(2020, 4, 1) + day);
  }
  for (int i = 0; i < 80; ++i) {
    ev::LearnerAttendance& learner = *frozen.add_learners();
    learner.set_person(i == 0 ? man.person()
                              : absl::StrCat("persons/", Ulid::New(absl::Now()).ToString()));
    learner.set_attended(60);
    for (int day = 0; day < 60; ++day) learner.add_attended_days(day);
  }
  Tell(TrainingHandlers(), frozen);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM attendance_fact WHERE attended_days = 60"), 80);
  const auto claim = Claim("LIVING", man.person(), frozen.facts().training_class());
  ASSERT_EQ(claim.reason, "");
  EXPECT_EQ(claim.value.amount().units(), 30 * 50);  // a class pays thirty days
}

TEST_F(FactsFeedTest, ASnapshotHoldsEveryClaim) {
  const v1::Claim claim = Create(NewPerson());
  std::vector<std::string> names;
  const auto pagers = SnapshotPagers();
  EXPECT_THAT(fixture_.database().Read([&](mysql::Transaction& tx) -> absl::Status {
    for (int partition = 0; partition < feed::kPartitions; ++partition) {
      LADDER_ASSIGN_OR_RETURN(const auto items, pagers.front()(tx, partition, Ulid(), 10));
      for (const auto& [id, item] : items) names.push_back(item.aggregate);
    }
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(names, std::vector<std::string>{claim.name()});
}

}  // namespace
}  // namespace ladder::subsidy
