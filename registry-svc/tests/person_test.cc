// PersonService on the wire.
#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "registry-svc/tests/registry_test.h"

namespace ladder::registry {
namespace {

using Stub = v1::PersonService::Stub;

class PersonTest : public RegistryTest {
 protected:
  Answer<v1::Person> Create(const v1::CreatePersonRequest& request,
                            const std::string& identity = kEverybody) {
    return fixture_.Call(*persons_, &Stub::CreatePerson, request, identity);
  }
  Answer<v1::Person> Update(v1::UpdatePersonRequest request) {
    request.set_request_id(NextRequestId());
    return fixture_.Call(*persons_, &Stub::UpdatePerson, request);
  }
  v1::UpdatePersonRequest EducationUpdate(const v1::Person& person, int education) {
    v1::UpdatePersonRequest request;
    request.mutable_person()->set_name(person.name());
    request.mutable_person()->set_etag(person.etag());
    request.mutable_person()->set_education(education);
    request.mutable_update_mask()->add_paths("education");
    return request;
  }
};

TEST_F(PersonTest, CreateShowsTheNumberMaskedAndTakesSexAndBirthFromIt) {
  v1::CreatePersonRequest request = PersonRequest();
  request.mutable_person()->set_citizen_id("42062519030412006x");
  request.mutable_person()->add_phones("+8613800001234");
  const Answer<v1::Person> answer = Create(request);
  ASSERT_EQ(answer.reason, "");
  EXPECT_EQ(answer.value.citizen_id_masked(), "420625********006X");
  EXPECT_EQ(answer.value.citizen_id(), "");
  EXPECT_EQ(answer.value.phones_size(), 0);
  EXPECT_EQ(answer.value.phones_masked(0), "*******1234");
  EXPECT_EQ(answer.value.birth().year(), 1903);
  EXPECT_EQ(answer.value.sex(), v1::SEX_FEMALE);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.PersonChanged"), 1);
}

TEST_F(PersonTest, CreateRefusesWhatIsWrong) {
  struct Case {
    const char* reason;
    std::function<void(v1::CreatePersonRequest&)> change;
  };
  const Case kCases[] = {
      {"FIELD_REQUIRED", [](auto& r) { r.clear_request_id(); }},
      {"FIELD_REQUIRED", [](auto& r) { r.mutable_person()->clear_display_name(); }},
      {"PERSON_NAME_INVALID", [](auto& r) { r.mutable_person()->set_display_name("李明3"); }},
      {"ID_CHECKSUM", [](auto& r) { r.mutable_person()->set_citizen_id("420625190103059013"); }},
      {"BIRTH_REQUIRED", [](auto& r) { r.mutable_person()->clear_birth(); }},
      {"DATE_INVALID", [](auto& r) { r.mutable_person()->mutable_birth()->set_month(13); }},
      {"DIV_UNKNOWN",
       [](auto& r) { r.mutable_person()->set_register_division("divisions/420625100212"); }},
      {"DIVISION_NOT_COMMUNITY",
       [](auto& r) { r.mutable_person()->set_register_division("divisions/420625100000"); }},
      {"NAME_INVALID", [](auto& r) { r.set_household("households/1"); }},
      {"NOT_FOUND", [](auto& r) { r.set_household("households/01ARYZ6S41TSV4RRFFQ69G5FAV"); }},
      {"DAY_IN_FUTURE", [](auto& r) { *r.mutable_valid_from() = rpc::ToDate(kStart + 1); }},
      {"MOBILE_FORMAT", [](auto& r) { r.mutable_person()->add_phones("12345"); }},
  };
  for (const Case& c : kCases) {
    v1::CreatePersonRequest request = PersonRequest();
    c.change(request);
    EXPECT_EQ(Create(request).reason, c.reason);
  }
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person"), 0);
}

TEST_F(PersonTest, OneNumberIsOnePerson) {
  v1::CreatePersonRequest request = PersonRequest();
  request.mutable_person()->set_citizen_id("420625190103059012");
  ASSERT_EQ(Create(request).reason, "");
  request.set_request_id(NextRequestId());
  request.mutable_person()->set_citizen_id(
      "420625010305901");  // the same number in its 15-digit form
  EXPECT_EQ(Create(request).reason, "IDENTITY_NUMBER_TAKEN");
}

TEST_F(PersonTest, OneRequestIdTwiceAtOnceMakesOnePerson) {
  const v1::CreatePersonRequest request = PersonRequest();
  std::vector<std::string> names(4);
  std::vector<std::thread> threads;
  for (std::string& name : names)
    threads.emplace_back([&] { name = Create(request).value.name(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 1u);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person"), 1);
}

TEST_F(PersonTest, GetAnswersAsOfADayAndOnlyInScope) {
  const v1::Person person = MakeLabourer();
  EXPECT_EQ(GetPerson(person.name()).primary_class(), v1::PRIMARY_CLASS_U_SEEKING);
  EXPECT_EQ(GetPerson(person.name(), kOfficer).name(), person.name());
  v1::GetPersonRequest request;
  request.set_name(person.name());
  *request.mutable_as_of() = rpc::ToDate(CivilDay(2018, 12, 31));
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::GetPerson, request).reason, "NOT_FOUND");
  const v1::Person other = MakeLabourer(kHujiajing);
  request.Clear();
  request.set_name(other.name());
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::GetPerson, request, kOfficer).reason, "NOT_FOUND");
  request.set_name("persons/nobody");
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::GetPerson, request).reason, "NAME_INVALID");
}

TEST_F(PersonTest, UpdateNeedsTheCurrentEtagAndWritersDoNotLoseEachOther) {
  const v1::Person person = MakeLabourer();
  std::atomic<int> done{0}, stale{0};
  std::vector<std::thread> threads;
  for (int education : {60, 30}) {
    v1::UpdatePersonRequest request = EducationUpdate(person, education);
    request.set_request_id(NextRequestId());
    threads.emplace_back([&, request] {
      const std::string reason = fixture_.Call(*persons_, &Stub::UpdatePerson, request).reason;
      done += reason.empty();
      stale += reason == "ETAG_MISMATCH";
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(stale, 1);
  EXPECT_EQ(GetPerson(person.name()).etag(), "v2");
}

TEST_F(PersonTest, UpdateRefusesUnknownPathsAndChangesNothingElse) {
  const v1::Person person = MakeLabourer();
  v1::UpdatePersonRequest request = EducationUpdate(person, 60);
  request.mutable_update_mask()->add_paths("citizen_id");
  EXPECT_EQ(Update(request).reason, "UPDATE_MASK_INVALID");
  const Answer<v1::Person> updated = Update(EducationUpdate(person, 60));
  ASSERT_EQ(updated.reason, "");
  EXPECT_EQ(updated.value.education(), 60);
  EXPECT_EQ(updated.value.display_name(), person.display_name());
  EXPECT_EQ(updated.value.wish(), person.wish());
}

TEST_F(PersonTest, BatchIsAllOrNothing) {
  v1::BatchCreatePersonsRequest request;
  request.set_request_id(NextRequestId());
  const std::string household = MakeHousehold().name();
  for (int i = 0; i < 3; ++i) {
    v1::NewPerson& person = *request.add_persons();
    *person.mutable_person() = PersonRequest().person();
    person.set_household(household);
    *person.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
  }
  request.mutable_persons(2)->mutable_person()->set_citizen_id("420625190103059013");
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::BatchCreatePersons, request).reason, "ID_CHECKSUM");
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person"), 0);
  request.mutable_persons(2)->mutable_person()->clear_citizen_id();
  const auto answer = fixture_.Call(*persons_, &Stub::BatchCreatePersons, request);
  ASSERT_EQ(answer.reason, "");
  EXPECT_EQ(answer.value.persons_size(), 3);
  EXPECT_EQ(answer.value.persons(1).household_class(), v1::HOUSEHOLD_CLASS_REGISTERED_POOR);
}

TEST_F(PersonTest, AWalkUnderInsertsAndMovesShowsWhoWasThereThroughoutOnce) {
  std::set<std::string> stayed;
  std::vector<v1::Person> all;
  for (int i = 0; i < 9; ++i) all.push_back(MakeLabourer(i % 2 == 0 ? kGuodihu : kHujiajing));
  for (int i = 1; i < 9; ++i) stayed.insert(all[static_cast<size_t>(i)].name());
  v1::ListPersonsRequest request;
  request.set_page_size(2);
  std::multiset<std::string> seen;
  for (int page = 0;; ++page) {
    const auto answer = fixture_.Call(*persons_, &Stub::ListPersons, request);
    ASSERT_EQ(answer.reason, "");
    for (const auto& person : answer.value.persons()) seen.insert(person.name());
    if (answer.value.next_page_token().empty()) break;
    request.set_page_token(answer.value.next_page_token());
    MakeLabourer(kGuodihu);
    if (page == 0) {  // the first moves away between two pages
      v1::MovePersonOutRequest out;
      out.set_name(all[0].name());
      out.set_request_id(NextRequestId());
      *out.mutable_valid_from() = rpc::ToDate(kStart);
      EXPECT_EQ(fixture_.Call(*persons_, &Stub::MovePersonOut, out).reason, "");
    }
    ASSERT_LT(page, 50);
  }
  for (const std::string& name : stayed) EXPECT_EQ(seen.count(name), 1u) << name;
  for (const std::string& name : seen) EXPECT_EQ(seen.count(name), 1u) << name;
}

TEST_F(PersonTest, ListAndCountStayInsideTheScopeAndTheQuestion) {
  MakeLabourer(kGuodihu);
  MakeLabourer(kHujiajing);
  v1::CountPersonsRequest count;
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::CountPersons, count).value.people(), 2);
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::CountPersons, count, kOfficer).value.people(), 1);
  v1::ListPersonsRequest list;
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::ListPersons, list, kOfficer).value.persons_size(), 1);
  list.add_divisions(kHujiajing);
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::ListPersons, list, kOfficer).value.persons_size(), 0);
  list.set_page_token("x");
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::ListPersons, list).reason, "PAGE_TOKEN_INVALID");
}

TEST_F(PersonTest, MovesAndDeathFollowTheRules) {
  const v1::Person person = MakeLabourer();
  v1::MovePersonRequest move;
  move.set_name(person.name());
  move.set_residence_division(kHujiajing);
  *move.mutable_valid_from() = rpc::ToDate(kStart);
  move.set_request_id(NextRequestId());
  const auto moved = fixture_.Call(*persons_, &Stub::MovePerson, move);
  ASSERT_EQ(moved.reason, "");
  EXPECT_EQ(moved.value.residence_division(), kHujiajing);
  EXPECT_EQ(moved.value.register_division(), kGuodihu);

  v1::MovePersonOutRequest out;
  out.set_name(person.name());
  *out.mutable_valid_from() = rpc::ToDate(kStart);
  out.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::MovePersonOut, out).value.primary_class(),
            v1::PRIMARY_CLASS_X_MOVED);
  v1::MovePersonInRequest in;
  in.set_name(person.name());
  *in.mutable_valid_from() = rpc::ToDate(kStart);
  in.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::MovePersonIn, in).value.primary_class(),
            v1::PRIMARY_CLASS_U_SEEKING);

  v1::RecordDeathRequest death;
  death.set_name(person.name());
  *death.mutable_died_on() = rpc::ToDate(kStart + 1);
  death.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::RecordDeath, death).reason, "DAY_IN_FUTURE");
  *death.mutable_died_on() = rpc::ToDate(kStart);
  death.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*persons_, &Stub::RecordDeath, death).value.primary_class(),
            v1::PRIMARY_CLASS_X_DECEASED);
}

TEST_F(PersonTest, ClassIntervalsReachTheRetirementToCome) {
  const v1::Person person = MakeLabourer();
  v1::ListClassIntervalsRequest request;
  request.set_parent(person.name());
  const auto answer = fixture_.Call(*persons_, &Stub::ListClassIntervals, request);
  ASSERT_EQ(answer.reason, "");
  ASSERT_GE(answer.value.intervals_size(), 2);
  EXPECT_EQ(answer.value.intervals(0).primary_class(), v1::PRIMARY_CLASS_U_SEEKING);
  EXPECT_EQ(answer.value.intervals(answer.value.intervals_size() - 1).primary_class(),
            v1::PRIMARY_CLASS_N_RETIRED);
  EXPECT_FALSE(answer.value.intervals(answer.value.intervals_size() - 1).has_valid_to());
}

}  // namespace
}  // namespace ladder::registry
