#include "bench/registry_service.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "platform/rpc/convert.h"
#include "registry-svc/migrations/migrations.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/storage/households.h"
#include "registry-svc/storage/person_views.h"

namespace ladder::bench {
namespace {

namespace v1 = ::ladder::registry::v1;

constexpr CivilDay kToday = CivilDay(2020, 6, 1);
constexpr CivilDay kSince = CivilDay(2019, 1, 1);
constexpr int64_t kCounty = 420625000000;

Scope CountyScope() { return *Scope::Of({Scope::Subtree(kCounty)}); }

mysql::Options PatientOptions(mysql::Options options) {
  // A count of half a million may take longer than calls may.
  options.statement_timeout = absl::Seconds(120);
  options.transaction_time_max = absl::Seconds(120);
  options.idle_transaction_timeout = absl::Seconds(120);
  options.transaction_rows_max = 1'000'000;
  return options;
}

// "id,version,last_event"
std::string Columns(mysql::Database& database, const std::string& table) {
  static constexpr char kColumns[] =
      "SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) "
      "FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?";
  const auto rows =
      database.Read([&](mysql::Transaction& tx) { return tx.Query(kColumns, {table}); });
  LADDER_INVARIANT(rows.ok());
  return (*rows)[0].Text(0);
}

}  // namespace

RegistryService::RegistryService(int persons)
    : server_({.durable = true,
               .arguments = {"--innodb-buffer-pool-size=2G", "--innodb-log-file-size=256M"}}),
      fixture_(server_.CreateSchema("bench_registry"), registry::Migrations(), kToday),
      context_{.transactor = fixture_.transactor(),
               .pager = fixture_.pager(),
               .counties = counties_,
               .divisions = AllDivisions(),
               .index_key = "bench",
               .settle_time = absl::ZeroDuration()} {
  rpc::Binder binder;
  household_rpc_.Bind(binder);
  person_rpc_.Bind(binder);
  roster_rpc_.Bind(binder);
  fixture_.Serve(binder);
  households_ = v1::HouseholdService::NewStub(fixture_.channel());
  person_stub_ = v1::PersonService::NewStub(fixture_.channel());
  rosters_ = v1::RosterService::NewStub(fixture_.channel());

  gateway::GatewayOptions options;
  options.descriptors = LADDER_DESCRIPTORS;
  options.http_listen = "127.0.0.1:0";
  options.listen = "127.0.0.1:0";
  options.insecure_identity = true;
  for (const char* upstream : {"registry", "matching", "training", "subsidy"})
    options.upstreams[upstream] = fixture_.address();
  absl::StatusOr<std::unique_ptr<gateway::Gateway>> started = gateway::Gateway::Start(options);
  if (!started.ok()) InvariantBroken(started.status().ToString().c_str(), __FILE__, __LINE__);
  gateway_ = *std::move(started);
  for (int thread = 0; thread < kThreads; ++thread)
    clients_.push_back(std::make_unique<HttpClient>(gateway_->http_port()));

  while (persons_ < std::min(persons, 2500)) LoadSeed();
  Multiply(persons);
  MakeTemplate();
}

v1::Household RegistryService::Household() {
  v1::Household household;
  household.set_household_no(NextHouseholdNo());
  household.set_household_class(v1::HOUSEHOLD_CLASS_REGISTERED_POOR);
  household.set_register_division(absl::StrCat("divisions/", 420625100001 + numbers_ % 29));
  return household;
}

// Fifty people in one household: what is measured is people.
void RegistryService::LoadSeed() {
  v1::CreateHouseholdRequest household;
  household.set_request_id(NextId());
  *household.mutable_household() = Household();
  *household.mutable_valid_from() = rpc::ToDate(kSince);
  const auto home =
      fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, household);
  LADDER_INVARIANT(home.ok());
  v1::BatchCreatePersonsRequest people;
  people.set_request_id(NextId());
  for (int i = 0; i < 50; ++i) {
    v1::NewPerson& added = *people.add_persons();
    v1::Person& person = *added.mutable_person();
    person.set_display_name("李明");
    person.set_sex(v1::SEX_MALE);
    *person.mutable_birth() = rpc::ToDate(CivilDay(1985, 3, 1) + (persons_ + i) % 3000);
    person.set_register_division(household.household().register_division());
    person.set_capability(v1::LABOUR_CAPABILITY_FULL);
    person.set_wish(v1::WISH_JOB);
    added.set_household(home.value.name());
    *added.mutable_valid_from() = rpc::ToDate(kSince);
  }
  const auto made =
      fixture_.Call(*person_stub_, &v1::PersonService::Stub::BatchCreatePersons, people);
  LADDER_INVARIANT(made.ok());
  person_ = made.value.persons(0).name();
  person_id_ = *Ulid::Parse(absl::string_view(person_).substr(8));
  persons_ += 50;
}

bool RegistryService::CreateHousehold() {
  v1::CreateHouseholdRequest request;
  request.set_request_id(NextId());
  *request.mutable_household() = Household();
  return fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, request).ok();
}

bool RegistryService::CreateHouseholdByGateway(int thread) {
  const v1::Household household = Household();
  const std::string body =
      absl::StrCat(R"({"householdNo":")", household.household_no(),
                   R"(","householdClass":"HOUSEHOLD_CLASS_REGISTERED_POOR","registerDivision":")",
                   household.register_division(), R"("})");
  return clients_[static_cast<size_t>(thread)]->Call(
      "POST", absl::StrCat("/v1/households?requestId=", NextId()), body);
}

bool RegistryService::GetPerson() {
  v1::GetPersonRequest request;
  request.set_name(person_);
  return fixture_.Call(*person_stub_, &v1::PersonService::Stub::GetPerson, request).ok();
}

bool RegistryService::GetPersonByGateway(int thread) {
  return clients_[static_cast<size_t>(thread)]->Call("GET", absl::StrCat("/v1/", person_), "");
}

bool RegistryService::ListPersons() {
  const v1::ListPersonsRequest request;
  return fixture_.Call(*person_stub_, &v1::PersonService::Stub::ListPersons, request).ok();
}

bool RegistryService::CountPersons() {
  const v1::CountPersonsRequest request;
  return fixture_.Call(*person_stub_, &v1::PersonService::Stub::CountPersons, request).ok();
}

bool RegistryService::CountRosters() {
  const v1::CountRostersRequest request;
  return fixture_.Call(*rosters_, &v1::RosterService::Stub::CountRosters, request).ok();
}

// What a create writes, made once and then written under new ids and numbers.
void RegistryService::MakeTemplate() {
  v1::CreateHouseholdRequest request;
  request.set_request_id(NextId());
  *request.mutable_household() = Household();
  const auto made =
      fixture_.Call(*households_, &v1::HouseholdService::Stub::CreateHousehold, request);
  LADDER_INVARIANT(made.ok());
  const Ulid id = *Ulid::Parse(absl::string_view(made.value.name()).substr(11));
  const auto loaded = fixture_.database().Transact([&](mysql::Transaction& tx) {
    return registry::LockHousehold(tx, id, CountyScope(), kToday);
  });
  LADDER_INVARIANT(loaded.ok());
  template_ = *loaded;
}

bool RegistryService::CreateHouseholdBare() {
  static constexpr char kClaim[] =
      "INSERT INTO request (request_key, digest, method, created_at) VALUES (?, ?, ?, ?) "
      "ON DUPLICATE KEY UPDATE request_key = request_key";
  static constexpr char kAnswer[] = "UPDATE request SET answer = ? WHERE request_key = ?";
  const absl::Time now = absl::Now();
  const std::string key = Ulid::New(now).ToBytes() + std::string(16, '\0');
  const std::string number = NextHouseholdNo();
  return fixture_.database()
      .Transact([&](mysql::Transaction& tx) -> absl::Status {
        LADDER_RETURN_IF_ERROR(
            tx.Execute(kClaim,
                       {key, key, "ladder.registry.v1.HouseholdService.CreateHousehold", now})
                .status());
        registry::Household household = template_;
        household.root = {.id = Ulid::New(now), .version = 0, .last_event = Ulid()};
        household.number = registry::HouseholdNo::FromStored(number);
        LADDER_RETURN_IF_ERROR(registry::EmitHousehold(tx, fixture_.origin(), nullptr, household));
        LADDER_RETURN_IF_ERROR(registry::InsertHousehold(tx, household));
        return tx.Execute(kAnswer, {std::string(200, 'x'), key}).status();
      })
      .ok();
}

bool RegistryService::GetPersonBare() {
  return fixture_.database()
      .Read([&](mysql::Transaction& tx) {
        return registry::GetPerson(tx, person_id_, CountyScope(), registry::Moment::Now(kToday));
      })
      .ok();
}

bool RegistryService::ListPersonsBare() {
  return fixture_.database()
      .Read([&](mysql::Transaction& tx) {
        return registry::ListPersons(tx, CountyScope(),
                                     {.moment = registry::Moment::Now(kToday), .size = 50});
      })
      .ok();
}

bool RegistryService::RootRow() {
  static constexpr char kGet[] = "SELECT version, last_event FROM person WHERE id = ?";
  return fixture_.database()
      .Read([&](mysql::Transaction& tx) { return tx.Query(kGet, {person_id_}); })
      .ok();
}

bool RegistryService::RootRows() {
  static constexpr char kList[] =
      "SELECT id, version FROM person WHERE id > ? ORDER BY id LIMIT 50";
  return fixture_.database()
      .Read([&](mysql::Transaction& tx) { return tx.Query(kList, {Ulid()}); })
      .ok();
}

bool RegistryService::CountProjection() {
  static constexpr char kCount[] = "SELECT COUNT(*) FROM class_interval WHERE listed = ?";
  return fixture_.database()
      .Read([&](mysql::Transaction& tx) { return tx.Query(kCount, {1}); })
      .ok();
}

bool RegistryService::CountRoots() {
  static constexpr char kCount[] = "SELECT COUNT(*) FROM person WHERE id > ?";
  return fixture_.database()
      .Read([&](mysql::Transaction& tx) { return tx.Query(kCount, {Ulid()}); })
      .ok();
}

// Copies of the first people under other ids, table by table, in statements of some ten thousand
// rows: what the service would have written, in a minute or two instead of hours.
void RegistryService::Multiply(int persons) {
  struct Table {
    const char* name;
    const char* id;
  };
  static constexpr Table kTables[] = {{"person", "id"},
                                      {"person_identity", "person_id"},
                                      {"person_home", "person_id"},
                                      {"person_profile", "person_id"},
                                      {"person_standing", "person_id"},
                                      {"household_member", "person_id"},
                                      {"person_scope", "person_id"},
                                      {"class_interval", "person_id"}};
  constexpr int kCopiesAtOnce = 10;
  const int seeds = persons_;
  const int copies = persons / seeds - 1;
  const std::unique_ptr<mysql::Database> database =
      *mysql::Database::Open(PatientOptions(fixture_.database_options()));
  const auto run = [&](const std::string& sql) {
    const absl::Status status = database->ExecuteAlone(sql);
    if (!status.ok()) InvariantBroken(status.ToString().c_str(), __FILE__, __LINE__);
  };
  run("CREATE TABLE copy (n INT PRIMARY KEY)");
  for (int n = 1; n <= copies; ++n) run(absl::StrCat("INSERT INTO copy VALUES (", n, ")"));
  for (const Table& table : kTables) {
    const std::string columns = Columns(*database, table.name);
    const std::string copied = absl::StrReplaceAll(
        absl::StrCat(",", columns, ","),
        {{absl::StrCat(",", table.id, ","),
          absl::StrCat(",CONCAT(LEFT(", table.id, ", 12), UNHEX(LPAD(HEX(n), 8, '0'))),")}});
    run(absl::StrCat("CREATE TABLE seed AS SELECT * FROM ", table.name));
    for (int first = 1; first <= copies; first += kCopiesAtOnce) {
      run(absl::StrCat("INSERT INTO ", table.name, " (", columns, ") SELECT ",
                       absl::string_view(copied).substr(1, copied.size() - 2),
                       " FROM copy JOIN seed WHERE n BETWEEN ", first, " AND ",
                       first + kCopiesAtOnce - 1));
    }
    run("DROP TABLE seed");
    run(absl::StrCat("ANALYZE TABLE ", table.name));
  }
  persons_ = seeds * (copies + 1);
}

}  // namespace ladder::bench
