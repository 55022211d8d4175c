// A service process: what every main needs, made once and taken down in order. A service adds its
// handlers, its snapshot and its consumers, and serves.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "platform/clock/clock.h"
#include "platform/config/config.h"
#include "platform/feed/consumer.h"
#include "platform/feed/heads.h"
#include "platform/feed/numberer.h"
#include "platform/feed/service.h"
#include "platform/feed/wakeup.h"
#include "platform/migrate/migration.h"
#include "platform/mysql/database.h"
#include "platform/operations/daily_walk.h"
#include "platform/operations/daily_work.h"
#include "platform/operations/doorbell.h"
#include "platform/operations/operation_rpc.h"
#include "platform/operations/operation_store.h"
#include "platform/operations/runner.h"
#include "platform/rpc/binder.h"
#include "platform/rpc/page.h"
#include "platform/rpc/transactor.h"
#include "platform/seal/sealer.h"
#include "platform/server/civil_clock_follower.h"
#include "platform/telemetry/metrics.h"

namespace ladder::server {

// Says why the process can't start, and ends it with 1.
[[noreturn]] void Exit(const absl::Status& status);

// What main can't do without.
template <typename T>
T OrExit(absl::StatusOr<T> result) {
  if (!result.ok()) Exit(result.status());
  return *std::move(result);
}

class Process {
 public:
  // Reads the configuration, opens log, metrics and database, and checks that the schema fits. With
  // --migrate it applies the migrations and ends the process with 0. What can't start is said in a
  // line each and ends the process with 1.
  static std::unique_ptr<Process> StartOrExit(int argc, char** argv, const std::string& service,
                                              absl::Span<const migrate::Migration> migrations);
  ~Process();

  const config::Config& config() const { return config_; }
  mysql::Database& database() { return *database_; }
  rpc::Transactor& transactor() { return transactor_; }
  const rpc::Pager& pager() const { return pager_; }
  const SystemClock& system_clock() const { return system_clock_; }
  const CivilClock& civil_clock() const { return *civil_clock_; }
  telemetry::Metrics& metrics() { return metrics_; }
  operations::DailyWork& daily_work() { return *daily_work_; }
  // What the tasks of daily work go from one id to the next with.
  operations::DailyWalk daily_walk() { return {*database_, metrics_}; }
  // Where handlers start operations, and what runs them: kinds are added before Serve.
  const operations::OperationStore& operations() const { return operations_; }
  operations::Runner& runner() { return runner_; }
  // What events written outside a call, by consumers and daily work, carry.
  feed::Origin origin() const;

  // Follows another service's feed, from the address of `upstream` in the configuration; nothing
  // when it has none.
  void Follow(const std::string& upstream, feed::Handlers handlers);
  // Serves the package's OperationService, a generated class as its Metadata is.
  template <typename Service, typename Metadata>
  void OfferOperations(rpc::Binder& binder) {
    const auto operation_rpc = std::make_shared<operations::OperationRpc<Service, Metadata>>(
        transactor_, pager_, operations_);
    operation_rpc->Bind(binder);
    operation_rpc_ = operation_rpc;
  }
  // What readers of this service's feed start from.
  void OfferSnapshot(std::vector<feed::SnapshotPager> pagers) { snapshot_ = std::move(pagers); }

  // Serves the bound handlers until SIGTERM, then drains. The exit code of main.
  int Serve(rpc::Binder& binder);

 private:
  Process(config::Config config, const std::string& service,
          std::unique_ptr<mysql::Database> database, const SystemClock& system_clock,
          std::unique_ptr<CivilClock> civil_clock);
  absl::Status Run(rpc::Binder& binder);
  void AddPruning();

  const config::Config config_;
  const std::string service_;
  const SystemClock& system_clock_;
  telemetry::Metrics metrics_;
  std::unique_ptr<mysql::Database> database_;
  std::unique_ptr<CivilClock> civil_clock_;
  CivilClockFollower clock_follower_;
  const seal::Sealer sealer_;
  rpc::Transactor transactor_;
  rpc::Pager pager_;
  std::unique_ptr<operations::DailyWork> daily_work_;
  operations::Doorbell doorbell_;
  const operations::OperationStore operations_;
  operations::Runner runner_;
  std::shared_ptr<void> operation_rpc_;
  feed::Heads heads_;
  mutable feed::Wakeup wakeup_;  // thread-safe; rung by whoever writes an event
  std::vector<feed::SnapshotPager> snapshot_;
  std::map<std::string, std::unique_ptr<feed::Consumer>> consumers_;  // by their upstream
};

}  // namespace ladder::server
