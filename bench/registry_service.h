// The registry served in this process on a durable database of its own, with the gateway before
// it, and many persons in it.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "bench/http_client.h"
#include "gateway/gateway.h"
#include "ladder/registry/v1/household.grpc.pb.h"
#include "ladder/registry/v1/person.grpc.pb.h"
#include "ladder/registry/v1/roster.grpc.pb.h"
#include "platform/standards/data_files.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/service_fixture.h"
#include "registry-svc/domain/household.h"
#include "registry-svc/rpc/household_rpc.h"
#include "registry-svc/rpc/person_rpc.h"
#include "registry-svc/rpc/roster_rpc.h"

namespace ladder::bench {

class RegistryService {
 public:
  static constexpr int kThreads = 8;

  // Serves `persons` people of one county.
  explicit RegistryService(int persons);

  int persons() const { return persons_; }

  // Each is one call; false when it failed. `thread` is from 0 to kThreads - 1.
  bool CreateHousehold();
  bool CreateHouseholdByGateway(int thread);
  bool GetPerson();
  bool GetPersonByGateway(int thread);
  bool ListPersons();
  bool CountPersons();
  bool CountRosters();

  // The same statements in a transaction of one connection, without a call.
  bool CreateHouseholdBare();
  bool GetPersonBare();
  bool ListPersonsBare();

  // What the least statement that could answer would take.
  bool RootRow();
  bool RootRows();
  bool CountProjection();
  bool CountRoots();

 private:
  void LoadSeed();
  void Multiply(int persons);
  void MakeTemplate();
  std::string NextId() { return "b" + std::to_string(++requests_); }
  std::string NextHouseholdNo() { return "42062510" + std::to_string(1'000'000 + ++numbers_); }
  registry::v1::Household Household();

  TestMariaDb server_;
  ServiceFixture fixture_;
  const CountyTable counties_ = *LoadCountyTable(kCountiesFile);
  registry::ServiceContext context_;
  registry::HouseholdRpc household_rpc_{context_};
  registry::PersonRpc person_rpc_{context_};
  registry::RosterRpc roster_rpc_{context_};
  std::unique_ptr<registry::v1::HouseholdService::Stub> households_;
  std::unique_ptr<registry::v1::PersonService::Stub> person_stub_;
  std::unique_ptr<registry::v1::RosterService::Stub> rosters_;
  std::unique_ptr<gateway::Gateway> gateway_;
  std::vector<std::unique_ptr<HttpClient>> clients_;  // one a thread
  std::atomic<int64_t> requests_{0};
  std::atomic<int64_t> numbers_{0};
  int persons_ = 0;
  std::string person_;
  Ulid person_id_;
  registry::Household template_ = {};
};

}  // namespace ladder::bench
