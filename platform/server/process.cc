#include "platform/server/process.h"

#include <grpc/grpc.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "platform/feed/event_log.h"
#include "platform/log/log.h"
#include "platform/migrate/migrator.h"
#include "platform/rpc/harness.h"
#include "platform/seal/sealer.h"
#include "platform/server/crash_point.h"
#include "platform/server/feed_admission.h"
#include "platform/server/feed_gauges.h"
#include "platform/server/server.h"
#include "platform/status/status.h"

namespace ladder::server {
namespace {

constexpr absl::Duration kRequestsKept = absl::Hours(24 * 7);

mysql::Options DatabaseOptions(const config::Config& config) {
  mysql::Options options;
  options.dsn = config.db_dsn;
  options.schema = config.db_schema;
  options.user = config.db_user;
  options.password = config.db_password;
  options.tls_ca = config.db_tls_ca;
  // Reports stay settle_time behind; the rest of it is for the server's own work at the COMMIT.
  options.record_age_max = 0.9 * config.settle_time;
  // Handlers, consumers, the numberer, the feed's readers, its gauges, daily work and operations
  // each need one.
  options.connections_max = config.db_connections + 12;
  return options;
}

std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 10'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

// What operations keep is sealed under the process's keys.
operations::Seal SealOf(const seal::Sealer& sealer) {
  return {.close = [&sealer](absl::string_view plain,
                             absl::string_view context) { return sealer.Close(plain, context); },
          .open = [&sealer](absl::string_view sealed,
                            absl::string_view context) { return sealer.Open(sealed, context); }};
}

}  // namespace

void Exit(const absl::Status& status) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  std::exit(1);
}

std::unique_ptr<Process> Process::StartOrExit(int argc, char** argv, const std::string& service,
                                              absl::Span<const migrate::Migration> migrations) {
  BlockStopSignals();
  // Kept until the process ends: gRPC 1.51's clean-up after its last user may wait ten seconds for
  // its own sockets.
  grpc_init();
  log::Start(service);
  config::Config config = OrExit(config::Load(argc, argv));
  ArmCrashPoint(config.crash_at);
  if (config.migrate) {
    const int applied = OrExit(migrate::Migrate(DatabaseOptions(config), migrations));
    log::Info("migrated", {{"applied", applied}});
    std::exit(0);
  }
  std::unique_ptr<mysql::Database> database =
      OrExit(mysql::Database::Open(DatabaseOptions(config)));
  if (const absl::Status status = migrate::CheckCompatible(*database, migrations); !status.ok())
    Exit(status);
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(config.time_zone, &zone))
    Exit(absl::InvalidArgumentError("--time_zone is not known here"));
  static const SystemClock clock_of_the_system;
  auto civil_clock = std::make_unique<CivilClock>(clock_of_the_system, zone);
  std::unique_ptr<Process> process(new Process(std::move(config), service, std::move(database),
                                               clock_of_the_system, std::move(civil_clock)));
  if (const absl::Status status = process->clock_follower_.Refresh(); !status.ok()) Exit(status);
  if (!process->config_.metrics_listen.empty()) {
    if (const absl::Status status = process->metrics_.Serve(process->config_.metrics_listen);
        !status.ok())
      Exit(status);
  }
  return process;
}

Process::Process(config::Config config, const std::string& service,
                 std::unique_ptr<mysql::Database> database, const SystemClock& system_clock,
                 std::unique_ptr<CivilClock> civil_clock)
    : config_(std::move(config)),
      service_(service),
      system_clock_(system_clock),
      database_(std::move(database)),
      civil_clock_(std::move(civil_clock)),
      clock_follower_(*database_, *civil_clock_, config_.movable_clock, metrics_),
      sealer_(config_.seal_keys),
      transactor_(*database_, sealer_),
      pager_(config_.page_token_keys),
      daily_work_(std::make_unique<operations::DailyWork>(*database_, *civil_clock_)),
      operations_(service_, SealOf(sealer_), &doorbell_),
      runner_(*database_, operations_, doorbell_, metrics_) {}

Process::~Process() = default;

feed::Origin Process::origin() const {
  return {.now = system_clock_.Now(),
          .day = civil_clock_->Today(),
          .trace = telemetry::Trace::New().ToHeader(),
          .wakeup = &wakeup_};
}

void Process::Follow(const std::string& upstream, feed::Handlers handlers) {
  const auto address = config_.upstreams.find(upstream);
  if (address == config_.upstreams.end()) return;
  feed::ConsumerOptions options;
  if (config_.insecure_identity) options.identity = FeedReaderHeader(service_, upstream);
  consumers_[upstream] =
      std::make_unique<feed::Consumer>(*database_, system_clock_, ChannelTo(address->second),
                                       upstream, std::move(handlers), std::move(options));
}

int Process::Serve(rpc::Binder& binder) {
  const absl::Status status = Run(binder);
  if (!status.ok()) Exit(status);
  return 0;
}

// What is kept for a time only (docs/architecture.md 9.1, 9.2).
void Process::AddPruning() {
  daily_work_->Add("platform.prune_requests", [this](CivilDay) {
    return rpc::PruneRequests(*database_, system_clock_.Now() - kRequestsKept).status();
  });
  daily_work_->Add("platform.prune_events", [this](CivilDay) {
    return feed::Prune(*database_, system_clock_.Now()).status();
  });
}

absl::Status Process::Run(rpc::Binder& binder) {
  LADDER_ASSIGN_OR_RETURN(std::vector<std::unique_ptr<rpc::BoundMethod>> methods, binder.Finish());
  AddPruning();
  rpc::Harness harness({.workers = static_cast<size_t>(config_.db_connections),
                        .insecure_identity = config_.insecure_identity,
                        .wakeup = &wakeup_},
                       system_clock_, *civil_clock_, metrics_, std::move(methods));
  feed::Numberer numberer(*database_, system_clock_, heads_, wakeup_);
  feed::EventFeedService event_feed(
      *database_, system_clock_, heads_, snapshot_,
      {.admit = AdmitReaders(service_, config_.county, config_.insecure_identity)});
  FeedGauges gauges(*database_, numberer, metrics_);
  for (const auto& [upstream, consumer] : consumers_) gauges.Add(upstream, *consumer);
  LADDER_ASSIGN_OR_RETURN(const std::unique_ptr<Server> server,
                          Server::Start({.listen = config_.listen}, harness, {&event_feed}));
  prometheus::Gauge& ready = metrics_.Gauge("ladder_ready", "1 while this process takes calls.");

  clock_follower_.Start();
  LADDER_RETURN_IF_ERROR(feed::EnsureEpoch(*database_, system_clock_.Now()));
  numberer.Start();
  event_feed.Start();
  for (const auto& [upstream, consumer] : consumers_) consumer->Start();
  daily_work_->Start();
  runner_.Start();
  gauges.Start();
  server->SetReady(true);
  ready.Set(1);
  log::Info("serving", {{"address", server->address()}});

  WaitForStopSignal();
  log::Info("draining");
  ready.Set(0);
  gauges.Stop();
  daily_work_->Stop();
  runner_.Stop();
  for (const auto& [upstream, consumer] : consumers_) consumer->Stop();
  event_feed.Stop();
  server->Drain();
  numberer.Stop();
  log::Info("stopped");
  return absl::OkStatus();
}

}  // namespace ladder::server
