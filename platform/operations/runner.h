// Runs a service's operations. Every replica has one; an operation has one owner at a time, and
// what a stopped or killed owner had committed is where the next one goes on (ownership.h).
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "platform/mysql/database.h"
#include "platform/operations/context.h"
#include "platform/operations/doorbell.h"
#include "platform/operations/operation_store.h"
#include "platform/operations/ownership.h"
#include "platform/rpc/worker_pool.h"
#include "platform/telemetry/metrics.h"

namespace ladder::operations {

struct RunnerOptions {
  size_t concurrency = 2;                         // operations at work in this process
  absl::Duration lease = absl::Seconds(15);       // a crashed owner is taken over after this
  absl::Duration poll = absl::Milliseconds(500);  // finds what other replicas started or left
  absl::Duration error_pause = absl::Seconds(1);  // before a poll that follows a failed one
  int tries_max = 10;                             // claims without a committed step in between
  absl::Duration stranded_after =
      absl::Minutes(10);  // an upgrade takes less: nobody knows the kind
  absl::Duration retention = kRetention;
  absl::Duration prune_every = absl::Hours(1);
};

class Runner {
 public:
  // The work of a kind: its answer, or why it failed. An error that may pass by itself
  // (UNAVAILABLE, ABORTED, DEADLINE_EXCEEDED, OVERLOADED) is tried again from the last committed
  // step; a refusal ends the operation with it; any other error ends it as INTERNAL and is logged.
  using Answer = absl::StatusOr<std::unique_ptr<google::protobuf::Message>>;
  using Work = std::function<Answer(OperationContext&)>;

  // The arguments outlive it. `doorbell` is the store's.
  Runner(mysql::Database& database, const OperationStore& store, Doorbell& doorbell,
         telemetry::Metrics& metrics, RunnerOptions options = {});
  ~Runner();

  // Before Start. A kind's name never changes; what is stored under it is run by later versions.
  void Add(const std::string& kind, Work work);
  // The same with types: work(OperationContext&, const Request&) -> absl::StatusOr<Response>.
  template <typename Request, typename F>
  void Add(const std::string& kind, F work) {
    Add(kind, [work = std::move(work)](OperationContext& context) -> Answer {
      Request request;
      if (!request.ParseFromString(context.request())) {
        return absl::InternalError("the stored request is not of the kind's type");
      }
      auto response = work(context, std::as_const(request));
      if (!response.ok()) return std::move(response).status();
      using Response = typename decltype(response)::value_type;
      return std::make_unique<Response>(*std::move(response));
    });
  }

  void Start();
  // Asks the work to stop, waits for it and hands its operations over to other replicas.
  void Stop();

  // Runs what is due now, one after the other, in this thread; returns how many. For tests of
  // kinds: without the thread of Start no lease is renewed between steps.
  absl::StatusOr<int> RunDue();

 private:
  struct Running;

  void Loop();
  void TellStopping();
  absl::Status Pass();
  absl::Status Watch();
  absl::Status Watch(Running& running);
  absl::Status ClaimDue();
  absl::Status EndStranded();
  absl::StatusOr<std::vector<Ulid>> ListDue(int limit);
  absl::StatusOr<std::vector<Ulid>> ListStranded();
  absl::StatusOr<std::optional<Claim>> Take(const Ulid& id);
  std::vector<std::shared_ptr<Running>> AtWork() const;

  void Run(Running& running);
  Answer CallWork(OperationContext& context) const;
  absl::Status Settle(const OperationContext& context, const Signals& signals, Answer answer);
  absl::Status Finish(const Claim& claim, const Ending& ending, const absl::Status& why);
  absl::Status LetGo(const Claim& claim, absl::Duration delay, int tries);
  void Record(const absl::Status& status);

  mysql::Database& database_;
  const OperationStore& store_;
  Doorbell& doorbell_;
  telemetry::Metrics& metrics_;
  const RunnerOptions options_;
  const Ownership ownership_;
  std::map<std::string, Work> works_;
  std::vector<std::string> kinds_;
  std::string due_sql_;
  std::string stranded_sql_;
  absl::Time next_prune_ = absl::InfinitePast();
  absl::Status last_status_;  // of the loop's last pass
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Running>> running_;
  std::thread thread_;
  std::unique_ptr<rpc::WorkerPool> workers_;
};

}  // namespace ladder::operations
