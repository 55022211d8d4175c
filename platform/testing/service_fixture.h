// A service's real server in process on a real database, for the service ring of tests: schema
// migrated, handlers bound, gRPC on the wire, the civil day set by the test.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>

#include "absl/types/span.h"
#include "platform/clock/clock.h"
#include "platform/feed/handlers.h"
#include "platform/feed/wakeup.h"
#include "platform/identity/principal.h"
#include "platform/migrate/migration.h"
#include "platform/mysql/database.h"
#include "platform/operations/daily_walk.h"
#include "platform/rpc/binder.h"
#include "platform/rpc/harness.h"
#include "platform/rpc/page.h"
#include "platform/rpc/status_proto.h"
#include "platform/rpc/transactor.h"
#include "platform/seal/sealer.h"
#include "platform/server/server.h"
#include "platform/standards/division_table.h"
#include "platform/telemetry/metrics.h"

namespace ladder {

// What a call answered: "" and the value, or the reason of its refusal (the code's name for
// statuses without one).
template <typename Response>
struct Answer {
  std::string reason = "";
  Response value = {};
  bool ok() const { return reason.empty(); }
};

// Sees and may do everything.
inline constexpr char kEverybody[] = "principal=users/test; permissions=*; divisions=420000000000";

// Of the communities 锅底湖 and 胡家井, an officer of each alone.
inline constexpr int64_t kGuodihu = 420625100015;
inline constexpr int64_t kHujiajing = 420625100014;
inline constexpr char kGuodihuOfficer[] =
    "principal=users/officer; permissions=*; divisions=420625100015";
inline constexpr char kHujiajingOfficer[] =
    "principal=users/neighbour; permissions=*; divisions=420625100014";

// The divisions of the whole country, loaded once a process.
const DivisionTable& AllDivisions();

class ServiceFixture {
 public:
  ServiceFixture(const std::string& schema, absl::Span<const migrate::Migration> migrations,
                 CivilDay today);
  // In an empty schema of another server than the test binary's own.
  ServiceFixture(const mysql::Options& schema, absl::Span<const migrate::Migration> migrations,
                 CivilDay today);

  mysql::Database& database() { return *database_; }
  const mysql::Options& database_options() const { return options_; }
  const rpc::Pager& pager() const { return pager_; }
  const SystemClock& system_clock() const { return system_clock_; }
  CivilClock& civil_clock() { return civil_clock_; }
  void SetToday(CivilDay today);
  feed::Origin origin() {
    return {.now = system_clock_.Now(), .day = civil_clock_.Today(), .trace = ""};
  }

  rpc::Transactor transactor() { return {*database_, sealer_}; }
  operations::DailyWalk daily_walk() { return {*database_, metrics_}; }

  // Binds and serves; call once, when the handlers exist.
  void Serve(rpc::Binder& binder);
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const std::string& address() const { return server_->address(); }

  // fixture.Call(stub, &Stub::GetPerson, request) as `identity`, by default everybody.
  template <typename Stub, typename Request, typename Response>
  Answer<Response> Call(Stub& stub,
                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                     Response*),
                        const Request& request, const std::string& identity = kEverybody) {
    grpc::ClientContext context;
    context.AddMetadata(identity::kDevelopmentHeader, identity);
    Answer<Response> answer;
    const grpc::Status status = (stub.*method)(&context, request, &answer.value);
    if (!status.ok()) answer.reason = ReasonOf(status);
    return answer;
  }

  // How many events were written of the type, such as "ladder.events.v1.PersonChanged".
  int64_t CountEvents(const std::string& type);
  // One number of a test's own SELECT.
  int64_t Count(const std::string& sql);

 private:
  static std::string ReasonOf(const grpc::Status& status);

  const mysql::Options options_;
  const SystemClock system_clock_;
  CivilClock civil_clock_;
  std::unique_ptr<mysql::Database> database_;
  const rpc::Pager pager_{{"test key"}};
  telemetry::Metrics metrics_;
  const seal::Sealer sealer_{{"a test's secret"}};
  feed::Wakeup wakeup_;
  std::unique_ptr<rpc::Harness> harness_;
  std::unique_ptr<server::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

// What the tests of every service start from: the fixture, and requests that are alike everywhere.
class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest(const std::string& schema, absl::Span<const migrate::Migration> migrations,
              CivilDay today)
      : fixture_(schema, migrations, today) {}

  // 1, 2, 3: for what must differ from one request to the next.
  int NextNumber() { return ++last_number_; }
  std::string NextRequestId() { return "r" + std::to_string(NextNumber()); }

  // A request of a method that names a resource and no more.
  template <typename Request>
  Request Named(const std::string& name) {
    Request request;
    request.set_name(name);
    request.set_request_id(NextRequestId());
    return request;
  }
  // The same of one that names a parent.
  template <typename Request>
  Request Below(const std::string& parent) {
    Request request;
    request.set_parent(parent);
    request.set_request_id(NextRequestId());
    return request;
  }

  // Another service tells of something today; applied as the consumer does. `about` has what else
  // the handlers look at.
  template <typename M>
  absl::Status Tell(const feed::Handlers& handlers, const M& message, feed::Event about = {}) {
    about.type = M::descriptor()->full_name();
    about.payload = message.SerializeAsString();
    about.day = fixture_.civil_clock().Today();
    return fixture_.database().Transact(
        [&](mysql::Transaction& tx) { return handlers.Apply(tx, about); });
  }

  ServiceFixture fixture_;

 private:
  std::atomic<int> last_number_ = 0;
};

}  // namespace ladder
