// Create and get through the service against the same SQL on a bare connection; list pages and
// counts on many persons against the narrowest SELECT that could answer. LADDER_BENCH_PERSONS sets
// how many (default 20 000).
#include <atomic>
#include <cstdlib>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bench/pairs.h"
#include "ladder/registry/v1/household.grpc.pb.h"
#include "ladder/registry/v1/person.grpc.pb.h"
#include "ladder/registry/v1/roster.grpc.pb.h"
#include "platform/rpc/convert.h"
#include "platform/standards/data_files.h"
#include "platform/testing/service_fixture.h"
#include "registry-svc/migrations/migrations.h"
#include "registry-svc/rpc/household_rpc.h"
#include "registry-svc/rpc/person_rpc.h"
#include "registry-svc/rpc/roster_rpc.h"

namespace ladder::bench {
namespace {

namespace v1 = ::ladder::registry::v1;

constexpr CivilDay kToday = CivilDay(2020, 6, 1);
constexpr int kThreads = 8;

class RegistryBench {
 public:
  RegistryBench() {
    rpc::Binder binder;
    household_rpc_.Bind(binder);
    person_rpc_.Bind(binder);
    roster_rpc_.Bind(binder);
    fixture_.Serve(binder);
    households_ = v1::HouseholdService::NewStub(fixture_.channel());
    persons_ = v1::PersonService::NewStub(fixture_.channel());
    rosters_ = v1::RosterService::NewStub(fixture_.channel());
  }

  void Load(int persons) {
    while (loaded_ < persons) LoadBatch();
  }

  void Run() {
    MeasurePairs(
        {.name = "household create through the service",
         .peer = "the row and a commit on a bare connection",
         .unit = "calls/s"},
        [&] { return Rate([&] { return CreateHousehold(); }); },
        [&] { return Rate([&] { return BareInsert(); }); });
    MeasurePairs(
        {.name = "person get through the service",
         .peer = "the same root row on a bare connection",
         .unit = "calls/s"},
        [&] { return Rate([&] { return GetPerson(); }); },
        [&] { return Rate([&] { return BareGet(); }); });
    MeasurePairs(
        {.name = absl::StrCat("person list, a page of 50 of ", loaded_),
         .peer = "50 root rows by key on a bare connection",
         .unit = "pages/s"},
        [&] { return Rate([&] { return ListPersons(); }); },
        [&] { return Rate([&] { return BareList(); }); });
    MeasurePairs(
        {.name = absl::StrCat("roster count over ", loaded_),
         .peer = "COUNT(*) of the projection's rows",
         .unit = "counts/s"},
        [&] { return Rate([&] { return CountRosters(); }); },
        [&] { return Rate([&] { return BareCount(); }); });
  }

 private:
  static double Rate(const std::function<bool()>& once) {
    return CallsPerSecond(kThreads, absl::Seconds(1), [&](int) { return once(); });
  }
  std::string NextId() { return absl::StrCat("b", ++requests_); }

  v1::Household Household() {
    v1::Household household;
    household.set_household_no(absl::StrCat("42062510", 1'000'000 + ++numbers_));
    household.set_household_class(v1::HOUSEHOLD_CLASS_REGISTERED_POOR);
    household.set_register_division(absl::StrCat("divisions/", 420625100001 + numbers_ % 29));
    return household;
  }
  v1::Person Person(const std::string& division) {
    v1::Person person;
    person.set_display_name("李明");
    person.set_sex(v1::SEX_MALE);
    *person.mutable_birth() = rpc::ToDate(CivilDay(1985, 3, 1) + numbers_ % 3000);
    person.set_register_division(division);
    person.set_capability(v1::LABOUR_CAPABILITY_FULL);
    person.set_wish(v1::WISH_JOB);
    return person;
  }
  // Fifty people in one household: what is measured is people.
  void LoadBatch() {
    v1::CreateHouseholdRequest household;
    household.set_request_id(NextId());
    *household.mutable_household() = Household();
    *household.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    const auto home =
        fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, household);
    v1::BatchCreatePersonsRequest people;
    people.set_request_id(NextId());
    for (int i = 0; i < 50; ++i) {
      v1::NewPerson& person = *people.add_persons();
      *person.mutable_person() = Person(household.household().register_division());
      person.set_household(home.value.name());
      *person.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    }
    const auto made =
        fixture_.Call(*persons_, &v1::PersonService::Stub::BatchCreatePersons, people);
    LADDER_INVARIANT(made.ok());
    person_ = made.value.persons(0).name();
    person_id_ = *Ulid::Parse(absl::string_view(person_).substr(8));
    loaded_ += 50;
  }

  bool CreateHousehold() {
    v1::CreateHouseholdRequest request;
    request.set_request_id(NextId());
    *request.mutable_household() = Household();
    return fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, request).ok();
  }
  bool BareInsert() {
    static constexpr char kInsert[] =
        "INSERT INTO request (request_key, digest, method, created_at) VALUES (?, ?, ?, ?)";
    const std::string key = Ulid::New(absl::Now()).ToBytes() + std::string(16, '\0');
    return fixture_.database()
        .Transact([&](mysql::Transaction& tx) {
          return tx.Execute(kInsert, {key, key, "bench", absl::Now()}).status();
        })
        .ok();
  }
  bool GetPerson() {
    v1::GetPersonRequest request;
    request.set_name(person_);
    return fixture_.Call(*persons_, &v1::PersonService::Stub::GetPerson, request).ok();
  }
  bool BareGet() {
    static constexpr char kGet[] = "SELECT version, last_event FROM person WHERE id = ?";
    return fixture_.database()
        .Read([&](mysql::Transaction& tx) { return tx.Query(kGet, {person_id_}); })
        .ok();
  }
  bool ListPersons() {
    return fixture_.Call(*persons_, &v1::PersonService::Stub::ListPersons, v1::ListPersonsRequest())
        .ok();
  }
  bool BareList() {
    static constexpr char kList[] =
        "SELECT id, version FROM person WHERE id > ? ORDER BY id LIMIT 50";
    return fixture_.database()
        .Read([&](mysql::Transaction& tx) { return tx.Query(kList, {Ulid()}); })
        .ok();
  }
  bool CountRosters() {
    return fixture_
        .Call(*rosters_, &v1::RosterService::Stub::CountRosters, v1::CountRostersRequest())
        .ok();
  }
  bool BareCount() {
    static constexpr char kCount[] = "SELECT COUNT(*) FROM class_interval WHERE listed = ?";
    return fixture_.database()
        .Read([&](mysql::Transaction& tx) { return tx.Query(kCount, {1}); })
        .ok();
  }

  ServiceFixture fixture_{"bench_registry", registry::Migrations(), kToday};
  const CountyTable counties_ = *LoadCountyTable(kCountiesFile);
  const DivisionTable divisions_ = *LoadDivisionTable(kDivisionsFile);
  registry::ServiceContext context_{.transactor = rpc::Transactor(fixture_.database()),
                                    .pager = fixture_.pager(),
                                    .counties = counties_,
                                    .divisions = divisions_,
                                    .index_key = "bench",
                                    .settle_time = absl::ZeroDuration()};
  registry::HouseholdRpc household_rpc_{context_};
  registry::PersonRpc person_rpc_{context_};
  registry::RosterRpc roster_rpc_{context_};
  std::unique_ptr<v1::HouseholdService::Stub> households_;
  std::unique_ptr<v1::PersonService::Stub> persons_;
  std::unique_ptr<v1::RosterService::Stub> rosters_;
  std::atomic<int64_t> requests_{0};
  std::atomic<int64_t> numbers_{0};
  int loaded_ = 0;
  std::string person_;
  Ulid person_id_;
};

}  // namespace
}  // namespace ladder::bench

int main() {
  const char* asked = std::getenv("LADDER_BENCH_PERSONS");
  int persons = 20'000;
  if (asked != nullptr && !absl::SimpleAtoi(asked, &persons)) return 2;
  ladder::bench::RegistryBench bench;
  bench.Load(persons);
  bench.Run();
  return 0;
}
