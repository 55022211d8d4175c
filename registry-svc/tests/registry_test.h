// What every test of the registry starts from: the service served, a few divisions, requests that
// are right.
#pragma once

#include <memory>
#include <string>

#include "ladder/registry/v1/division.grpc.pb.h"
#include "ladder/registry/v1/household.grpc.pb.h"
#include "ladder/registry/v1/intention.grpc.pb.h"
#include "ladder/registry/v1/person.grpc.pb.h"
#include "ladder/registry/v1/roster.grpc.pb.h"
#include "ladder/registry/v1/spell.grpc.pb.h"
#include "platform/rpc/convert.h"
#include "platform/standards/data_files.h"
#include "platform/testing/service_fixture.h"
#include "platform/testing/status_matchers.h"
#include "registry-svc/migrations/migrations.h"
#include "registry-svc/rpc/division_rpc.h"
#include "registry-svc/rpc/household_rpc.h"
#include "registry-svc/rpc/intention_rpc.h"
#include "registry-svc/rpc/person_rpc.h"
#include "registry-svc/rpc/roster_rpc.h"
#include "registry-svc/rpc/spell_rpc.h"

namespace ladder::registry {

class RegistryTest : public ServiceTest {
 protected:
  static constexpr CivilDay kStart = CivilDay(2020, 6, 1);
  static constexpr char kHujiajing[] = "divisions/420625100014";
  static constexpr char kGuodihu[] = "divisions/420625100015";
  static constexpr const char* kOfficer = kGuodihuOfficer;

  RegistryTest() : ServiceTest("registry", Migrations(), kStart) {
    rpc::Binder binder;
    division_rpc_.Bind(binder);
    household_rpc_.Bind(binder);
    person_rpc_.Bind(binder);
    spell_rpc_.Bind(binder);
    intention_rpc_.Bind(binder);
    roster_rpc_.Bind(binder);
    fixture_.Serve(binder);
    households_ = v1::HouseholdService::NewStub(fixture_.channel());
    persons_ = v1::PersonService::NewStub(fixture_.channel());
    spells_ = v1::EmploymentSpellService::NewStub(fixture_.channel());
    intentions_ = v1::IntentionService::NewStub(fixture_.channel());
    divisions_ = v1::DivisionService::NewStub(fixture_.channel());
    zones_ = v1::ZoneService::NewStub(fixture_.channel());
    rosters_ = v1::RosterService::NewStub(fixture_.channel());
  }

  // The whole country, loaded once.
  static const CountyTable& Counties() {
    static const CountyTable& table = *new CountyTable(*LoadCountyTable(kCountiesFile));
    return table;
  }

  v1::CreateHouseholdRequest HouseholdRequest(const std::string& division = kGuodihu) {
    v1::CreateHouseholdRequest request;
    request.set_request_id(NextRequestId());
    auto& household = *request.mutable_household();
    household.set_household_no("42062510" + std::to_string(10'000 + NextNumber()));
    household.set_household_class(v1::HOUSEHOLD_CLASS_REGISTERED_POOR);
    household.set_register_division(division);
    *request.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    return request;
  }
  v1::Household MakeHousehold(const std::string& division = kGuodihu) {
    auto answer = fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold,
                                HouseholdRequest(division));
    EXPECT_EQ(answer.reason, "");
    return answer.value;
  }

  v1::CreatePersonRequest PersonRequest(const std::string& division = kGuodihu) {
    v1::CreatePersonRequest request;
    request.set_request_id(NextRequestId());
    auto& person = *request.mutable_person();
    person.set_display_name("李明");
    person.set_sex(v1::SEX_MALE);
    *person.mutable_birth() = rpc::ToDate(CivilDay(1985, 3, 1));
    person.set_register_division(division);
    person.set_education(70);
    person.set_capability(v1::LABOUR_CAPABILITY_FULL);
    person.set_wish(v1::WISH_JOB);
    *request.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    return request;
  }
  // A labourer of a poor household of the division.
  v1::Person MakeLabourer(const std::string& division = kGuodihu) {
    v1::CreatePersonRequest request = PersonRequest(division);
    request.set_household(MakeHousehold(division).name());
    auto answer = fixture_.Call(*persons_, &v1::PersonService::Stub::CreatePerson, request);
    EXPECT_EQ(answer.reason, "");
    return answer.value;
  }
  v1::Person GetPerson(const std::string& name, const std::string& identity = kEverybody) {
    v1::GetPersonRequest request;
    request.set_name(name);
    return fixture_.Call(*persons_, &v1::PersonService::Stub::GetPerson, request, identity).value;
  }

  ServiceContext context_{.transactor = fixture_.transactor(),
                          .pager = fixture_.pager(),
                          .counties = Counties(),
                          .divisions = AllDivisions(),
                          .index_key = "test",
                          .settle_time = absl::ZeroDuration()};
  DivisionRpc division_rpc_{context_};
  HouseholdRpc household_rpc_{context_};
  PersonRpc person_rpc_{context_};
  SpellRpc spell_rpc_{context_};
  IntentionRpc intention_rpc_{context_};
  RosterRpc roster_rpc_{context_};

  std::unique_ptr<v1::HouseholdService::Stub> households_;
  std::unique_ptr<v1::PersonService::Stub> persons_;
  std::unique_ptr<v1::EmploymentSpellService::Stub> spells_;
  std::unique_ptr<v1::IntentionService::Stub> intentions_;
  std::unique_ptr<v1::DivisionService::Stub> divisions_;
  std::unique_ptr<v1::ZoneService::Stub> zones_;
  std::unique_ptr<v1::RosterService::Stub> rosters_;
};

}  // namespace ladder::registry
