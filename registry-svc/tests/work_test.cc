// EmploymentSpellService, IntentionService and RosterService on the wire.
#include "registry-svc/tests/registry_test.h"

namespace ladder::registry {
namespace {

using SpellStub = v1::EmploymentSpellService::Stub;
using IntentionStub = v1::IntentionService::Stub;

class WorkTest : public RegistryTest {
 protected:
  v1::CreateEmploymentSpellRequest SpellRequest(const std::string& person) {
    v1::CreateEmploymentSpellRequest request;
    request.set_parent(person);
    request.set_request_id(NextRequestId());
    auto& spell = *request.mutable_spell();
    spell.set_form(v1::EMPLOYMENT_FORM_EMPLOYEE);
    spell.set_employer_name("骏达汽车零部件有限公司");
    spell.set_work_division("divisions/440300000000");
    *spell.mutable_started_on() = rpc::ToDate(CivilDay(2020, 3, 1));
    spell.set_contract(v1::CONTRACT_KIND_FIXED_TERM);
    spell.set_contract_months(12);
    *spell.mutable_wage() = rpc::ToMoney(Fen::Yuan(3500));
    return request;
  }
  v1::EmploymentSpell MakeSpell(const std::string& person) {
    return fixture_.Call(*spells_, &SpellStub::CreateEmploymentSpell, SpellRequest(person)).value;
  }
  Answer<v1::Intention> OpenIntention(const std::string& person, v1::IntentionKind kind) {
    v1::CreateIntentionRequest request;
    request.set_request_id(NextRequestId());
    request.mutable_intention()->set_person(person);
    request.mutable_intention()->set_kind(kind);
    request.mutable_intention()->add_occupations("4-10-01-05");
    *request.mutable_intention()->mutable_wage_min() = rpc::ToMoney(Fen::Yuan(2000));
    return fixture_.Call(*intentions_, &IntentionStub::CreateIntention, request);
  }
  v1::CountRostersResponse Count() {
    return fixture_
        .Call(*rosters_, &v1::RosterService::Stub::CountRosters, v1::CountRostersRequest())
        .value;
  }
};

TEST_F(WorkTest, ASpellMovesThePersonThroughTheRosters) {
  const v1::Person person = MakeLabourer();
  EXPECT_EQ(Count().base(), 1);
  EXPECT_EQ(Count().unemployed(), 1);
  const v1::EmploymentSpell spell = MakeSpell(person.name());
  EXPECT_EQ(spell.state(), v1::EmploymentSpell::PROVISIONAL);
  EXPECT_EQ(GetPerson(person.name()).primary_class(), v1::PRIMARY_CLASS_E_OUT_PROVINCE);
  EXPECT_EQ(Count().employed(), 1);
  EXPECT_EQ(Count().unemployed(), 0);

  v1::VerifyEmploymentSpellRequest verify;
  verify.set_name(spell.name());
  verify.set_evidence(v1::EVIDENCE_KIND_CONTRACT);
  verify.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*spells_, &SpellStub::VerifyEmploymentSpell, verify).value.state(),
            v1::EmploymentSpell::VERIFIED);
  EXPECT_TRUE(GetPerson(person.name()).verified());

  v1::EndEmploymentSpellRequest end;
  end.set_name(spell.name());
  *end.mutable_ended_on() = rpc::ToDate(kStart - 1);
  end.set_end_reason(v1::END_REASON_QUIT);
  end.set_request_id(NextRequestId());
  ASSERT_EQ(fixture_.Call(*spells_, &SpellStub::EndEmploymentSpell, end).reason, "");
  EXPECT_EQ(Count().unemployed(), 1);
  end.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*spells_, &SpellStub::EndEmploymentSpell, end).reason, "SPELL_CLOSED");
}

TEST_F(WorkTest, SpellsAreReadWithdrawnAndRefused) {
  const v1::Person person = MakeLabourer();
  const v1::EmploymentSpell spell = MakeSpell(person.name());
  v1::GetEmploymentSpellRequest get;
  get.set_name(spell.name());
  EXPECT_EQ(fixture_.Call(*spells_, &SpellStub::GetEmploymentSpell, get).value.wage().units(),
            3500);
  get.set_name(person.name() + "/spells/01ARYZ6S41TSV4RRFFQ69G5FAV");
  EXPECT_EQ(fixture_.Call(*spells_, &SpellStub::GetEmploymentSpell, get).reason, "NOT_FOUND");
  v1::ListEmploymentSpellsRequest list;
  list.set_parent(person.name());
  EXPECT_EQ(fixture_.Call(*spells_, &SpellStub::ListEmploymentSpells, list).value.spells_size(), 1);
  v1::WithdrawEmploymentSpellRequest withdraw;
  withdraw.set_name(spell.name());
  withdraw.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*spells_, &SpellStub::WithdrawEmploymentSpell, withdraw).value.state(),
            v1::EmploymentSpell::WITHDRAWN);
  EXPECT_EQ(GetPerson(person.name()).primary_class(), v1::PRIMARY_CLASS_U_SEEKING);

  v1::CreateEmploymentSpellRequest child = SpellRequest(person.name());
  *child.mutable_spell()->mutable_started_on() = rpc::ToDate(CivilDay(2000, 1, 1));
  EXPECT_EQ(fixture_.Call(*spells_, &SpellStub::CreateEmploymentSpell, child).reason,
            "CHILD_LABOUR");
}

TEST_F(WorkTest, IntentionsOpenAreMetAndWithdrawn) {
  const v1::Person person = MakeLabourer();
  const auto job = OpenIntention(person.name(), v1::INTENTION_KIND_JOB);
  ASSERT_EQ(job.reason, "");
  const auto training = OpenIntention(person.name(), v1::INTENTION_KIND_TRAINING);
  EXPECT_EQ(GetPerson(person.name()).primary_class(), v1::PRIMARY_CLASS_U_TRAIN_FIRST);
  EXPECT_EQ(Count().intentions(), 1);
  EXPECT_EQ(Count().training_needs(), 1);
  v1::ListIntentionsRequest list;
  list.set_parent(person.name());
  list.set_page_size(1);
  const auto page = fixture_.Call(*intentions_, &IntentionStub::ListIntentions, list);
  EXPECT_EQ(page.value.intentions_size(), 1);
  EXPECT_NE(page.value.next_page_token(), "");

  v1::WithdrawIntentionRequest withdraw;
  withdraw.set_name(training.value.name());
  withdraw.set_withdrawn_for(v1::BARRIER_DISTANCE);
  withdraw.set_request_id(NextRequestId());
  const auto withdrawn = fixture_.Call(*intentions_, &IntentionStub::WithdrawIntention, withdraw);
  EXPECT_EQ(withdrawn.value.state(), v1::Intention::WITHDRAWN);
  EXPECT_EQ(GetPerson(person.name()).primary_class(), v1::PRIMARY_CLASS_U_SEEKING);
  v1::MeetIntentionRequest meet;
  meet.set_name(job.value.name());
  meet.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*intentions_, &IntentionStub::MeetIntention, meet).value.state(),
            v1::Intention::MET);
  meet.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*intentions_, &IntentionStub::MeetIntention, meet).reason,
            "INTENTION_STATE");
  v1::GetIntentionRequest get;
  get.set_name(job.value.name());
  EXPECT_EQ(fixture_.Call(*intentions_, &IntentionStub::GetIntention, get).value.person(),
            person.name());
  const v1::Person elsewhere = MakeLabourer(kHujiajing);
  const auto other = OpenIntention(elsewhere.name(), v1::INTENTION_KIND_JOB);
  get.set_name(other.value.name());
  EXPECT_EQ(fixture_.Call(*intentions_, &IntentionStub::GetIntention, get, kOfficer).reason,
            "NOT_FOUND");
}

TEST_F(WorkTest, TheRostersTieAndListWhomTheyCount) {
  for (int i = 0; i < 3; ++i) {
    const v1::Person person = MakeLabourer(i == 0 ? kHujiajing : kGuodihu);
    if (i == 1) MakeSpell(person.name());
  }
  const v1::CountRostersResponse counts = Count();
  EXPECT_EQ(counts.base(), 3);
  EXPECT_EQ(counts.base(), counts.employed() + counts.unemployed() + counts.not_in_labour_force());
  v1::ListRosterEntriesRequest list;
  list.set_roster(v1::ROSTER_BASE);
  list.set_page_size(2);
  const auto first = fixture_.Call(*rosters_, &v1::RosterService::Stub::ListRosterEntries, list);
  EXPECT_EQ(first.value.entries_size(), 2);
  list.set_page_token(first.value.next_page_token());
  const auto second = fixture_.Call(*rosters_, &v1::RosterService::Stub::ListRosterEntries, list);
  EXPECT_EQ(second.value.entries_size(), 1);
  EXPECT_EQ(second.value.known_at().seconds(), first.value.known_at().seconds());
  list.clear_page_token();
  list.set_roster(v1::ROSTER_EMPLOYED);
  EXPECT_EQ(fixture_.Call(*rosters_, &v1::RosterService::Stub::ListRosterEntries, list, kOfficer)
                .value.entries_size(),
            1);
  list.set_roster(v1::ROSTER_UNSPECIFIED);
  EXPECT_EQ(fixture_.Call(*rosters_, &v1::RosterService::Stub::ListRosterEntries, list).reason,
            "FIELD_REQUIRED");
}

}  // namespace
}  // namespace ladder::registry
