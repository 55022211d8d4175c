// The registry's handlers in this process, gRPC on the wire and JSON through the gateway, against
// the same statements on a connection alone, and lists and counts on many persons against the
// narrowest SELECT that could answer. LADDER_BENCH_PERSONS sets how many (default 500 000).
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bench/pairs.h"
#include "bench/registry_service.h"

namespace ladder::bench {
namespace {

constexpr char kSameSql[] = "the same SQL on a connection";

// Calls per second of a measured call, which may want to know its thread.
Run Rate(std::function<bool(int)> once) {
  return [once = std::move(once)] {
    return CallsPerSecond(RegistryService::kThreads, absl::Seconds(1), once);
  };
}
Run Rate(RegistryService& service, bool (RegistryService::*once)()) {
  return Rate([&service, once](int) { return (service.*once)(); });
}
Run Rate(RegistryService& service, bool (RegistryService::*once)(int)) {
  return Rate([&service, once](int thread) { return (service.*once)(thread); });
}

void MeasureCalls(RegistryService& service) {
  using S = RegistryService;
  const Run get = Rate(service, &S::GetPerson);
  const Run get_by_gateway = Rate(service, &S::GetPersonByGateway);
  const Run get_bare = Rate(service, &S::GetPersonBare);
  const Run create_bare = Rate(service, &S::CreateHouseholdBare);
  MeasurePairs({.name = "person get through the service", .peer = kSameSql, .unit = "calls/s"}, get,
               get_bare);
  MeasurePairs({.name = "person get through the gateway", .peer = kSameSql, .unit = "calls/s"},
               get_by_gateway, get_bare);
  MeasurePairs({.name = "person get, JSON through the gateway",
                .peer = "gRPC to the service directly",
                .unit = "calls/s"},
               get_by_gateway, get);
  MeasurePairs({.name = "person get through the service",
                .peer = "its root row alone on a connection",
                .unit = "calls/s"},
               get, Rate(service, &S::RootRow));
  MeasurePairs(
      {.name = "household create through the service", .peer = kSameSql, .unit = "calls/s"},
      Rate(service, &S::CreateHousehold), create_bare);
  MeasurePairs(
      {.name = "household create through the gateway", .peer = kSameSql, .unit = "calls/s"},
      Rate(service, &S::CreateHouseholdByGateway), create_bare);
}

void MeasureLists(RegistryService& service) {
  using S = RegistryService;
  const std::string list = absl::StrCat("person list, a page of 50 of ", service.persons());
  const Run page = Rate(service, &S::ListPersons);
  MeasurePairs({.name = list, .peer = kSameSql, .unit = "pages/s"}, page,
               Rate(service, &S::ListPersonsBare));
  MeasurePairs({.name = list, .peer = "50 root rows by key", .unit = "pages/s"}, page,
               Rate(service, &S::RootRows));
  MeasurePairs({.name = absl::StrCat("person count over ", service.persons()),
                .peer = "COUNT(*) of the root rows",
                .unit = "counts/s"},
               Rate(service, &S::CountPersons), Rate(service, &S::CountRoots));
  MeasurePairs({.name = absl::StrCat("roster count over ", service.persons()),
                .peer = "COUNT(*) of the projection's rows",
                .unit = "counts/s"},
               Rate(service, &S::CountRosters), Rate(service, &S::CountProjection));
}

}  // namespace
}  // namespace ladder::bench

int main() {
  const char* asked = std::getenv("LADDER_BENCH_PERSONS");
  int persons = 500'000;
  if (asked != nullptr && (!absl::SimpleAtoi(asked, &persons) || persons < 50)) return 2;
  ladder::bench::RegistryService service(persons);
  ladder::bench::MeasureCalls(service);
  ladder::bench::MeasureLists(service);
  return 0;
}
