#include "platform/operations/runner.h"

#include <algorithm>
#include <exception>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/any.pb.h"
#include "ladder/options/v1/reasons.h"
#include "platform/log/log.h"
#include "platform/operations/judgement.h"
#include "platform/rpc/status_proto.h"
#include "platform/server/crash_point.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr int kStrandedPerPass = 20;

absl::string_view NameOf(State state) {
  switch (state) {
    case State::kSucceeded:
      return "succeeded";
    case State::kCancelled:
      return "cancelled";
    default:
      return "failed";
  }
}

std::string ErrorOf(const absl::Status& status) {
  return rpc::ToStatusProto(status).SerializeAsString();
}

}  // namespace

// One operation at work, shared by its worker and the loop that watches over it.
struct Runner::Running {
  explicit Running(Claim claimed)
      : id(claimed.id), fence(claimed.fence), claim(std::move(claimed)) {}

  const Ulid id;
  const int64_t fence;
  Claim claim;  // the worker's, which moves it on
  Signals signals;
  absl::Time renewed = absl::Now();  // the loop's
};

Runner::Runner(mysql::Database& database, const OperationStore& store, Doorbell& doorbell,
               telemetry::Metrics& metrics, RunnerOptions options)
    : database_(database),
      store_(store),
      doorbell_(doorbell),
      metrics_(metrics),
      options_(std::move(options)),
      ownership_(store.seal(), Ulid::New(absl::Now()), options_.lease),
      due_sql_(Ownership::DueSql(0)),
      stranded_sql_(Ownership::StrandedSql(0)) {}

Runner::~Runner() { Stop(); }

void Runner::Add(const std::string& kind, Work work) {
  LADDER_INVARIANT(!thread_.joinable());
  LADDER_INVARIANT(works_.emplace(kind, std::move(work)).second);
  kinds_.push_back(kind);
  due_sql_ = Ownership::DueSql(kinds_.size());
  stranded_sql_ = Ownership::StrandedSql(kinds_.size());
}

void Runner::Start() {
  LADDER_INVARIANT(!thread_.joinable() && !stopping_);
  workers_ = std::make_unique<rpc::WorkerPool>(options_.concurrency, options_.concurrency);
  thread_ = std::thread([this] { Loop(); });
}

void Runner::Stop() {
  stopping_ = true;
  TellStopping();
  doorbell_.Ring();
  if (thread_.joinable()) thread_.join();
  // What the loop claimed meanwhile.
  TellStopping();
  workers_.reset();
}

void Runner::TellStopping() {
  for (const auto& running : AtWork()) running->signals.stopping = true;
}

std::vector<std::shared_ptr<Runner::Running>> Runner::AtWork() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return running_;
}

void Runner::Loop() {
  while (!stopping_) {
    const absl::Status status = Pass();
    Record(status);
    if (!stopping_) doorbell_.Wait(status.ok() ? options_.poll : options_.error_pause);
  }
}

void Runner::Record(const absl::Status& status) {
  // One line when trouble starts or changes, not one a poll.
  if (!status.ok() && status != last_status_) {
    log::Warning("operations_runner_failed", {{"status", status.ToString()}});
  }
  last_status_ = status;
}

absl::Status Runner::Pass() {
  LADDER_RETURN_IF_ERROR(Watch());
  LADDER_RETURN_IF_ERROR(ClaimDue());
  LADDER_RETURN_IF_ERROR(EndStranded());
  if (absl::Now() < next_prune_) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(PruneOperations(database_, options_.retention).status());
  next_prune_ = absl::Now() + options_.prune_every;
  return absl::OkStatus();
}

absl::Status Runner::Watch() {
  absl::Status first_error;
  for (const auto& running : AtWork()) first_error.Update(Watch(*running));
  return first_error;
}

absl::Status Runner::Watch(Running& running) {
  LADDER_ASSIGN_OR_RETURN(const Holding holding, database_.Read([&](mysql::Transaction& tx) {
    return ownership_.ReadHolding(tx, running.id, running.fence);
  }));
  if (!holding.ours) running.signals.lost = true;
  if (holding.cancel_requested) running.signals.cancel_requested = true;
  const absl::Time now = absl::Now();
  if (!holding.ours || running.signals.in_step || now - running.renewed < options_.lease / 3) {
    return absl::OkStatus();
  }
  const absl::StatusOr<bool> renewed = database_.Transact(
      {.repeatable = true},
      [&](mysql::Transaction& tx) { return ownership_.Renew(tx, running.id, running.fence); });
  // A step has begun meanwhile, and renews the lease when it commits.
  if (absl::IsAborted(renewed.status())) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(renewed.status());
  if (*renewed) running.renewed = now;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Ulid>> Runner::ListDue(int limit) {
  return database_.Read(
      [&](mysql::Transaction& tx) { return Ownership::Due(tx, due_sql_, kinds_, limit); });
}

absl::StatusOr<std::optional<Claim>> Runner::Take(const Ulid& id) {
  absl::StatusOr<std::optional<Claim>> claim = database_.Transact(
      {.repeatable = true}, [&](mysql::Transaction& tx) { return ownership_.Take(tx, id); });
  // Another replica is about to claim it, or its last owner still holds the row.
  if (absl::IsAborted(claim.status())) return std::optional<Claim>();
  if (claim.ok() && claim->has_value()) server::CrashPoint("operations.claimed");
  return claim;
}

absl::Status Runner::ClaimDue() {
  const std::vector<std::shared_ptr<Running>> at_work = AtWork();
  const int free = static_cast<int>(options_.concurrency) - static_cast<int>(at_work.size());
  if (free <= 0) return absl::OkStatus();
  // More than can be taken, since others take them too.
  LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> due, ListDue(4 * free));
  int taken = 0;
  for (const Ulid& id : due) {
    if (taken == free || stopping_) break;
    // Its lease could not be renewed, but its work goes on: one process does not do it twice.
    const bool ours = std::any_of(at_work.begin(), at_work.end(),
                                  [&](const auto& running) { return running->id == id; });
    if (ours) continue;
    LADDER_ASSIGN_OR_RETURN(std::optional<Claim> claim, Take(id));
    if (!claim) continue;
    ++taken;
    auto running = std::make_shared<Running>(*std::move(claim));
    {
      std::lock_guard<std::mutex> lock(mutex_);
      running_.push_back(running);
    }
    LADDER_INVARIANT(workers_->TryRun(absl::InfiniteFuture(), [this, running] {
      Run(*running);
      {
        std::lock_guard<std::mutex> lock(mutex_);
        running_.erase(std::find(running_.begin(), running_.end(), running));
      }
      // There is room for another.
      doorbell_.Ring();
    }));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Ulid>> Runner::ListStranded() {
  return database_.Read([&](mysql::Transaction& tx) {
    return Ownership::Stranded(tx, stranded_sql_, kinds_, options_.stranded_after,
                               kStrandedPerPass);
  });
}

absl::Status Runner::EndStranded() {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> stranded, ListStranded());
  for (const Ulid& id : stranded) {
    LADDER_ASSIGN_OR_RETURN(const std::optional<Claim> claim, Take(id));
    if (!claim) continue;
    const absl::Status why = Refuse(Reason::kOperationKindUnknown, {{"kind", claim->kind}});
    LADDER_RETURN_IF_ERROR(Finish(*claim, {.error = ErrorOf(why)}, why));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> Runner::RunDue() {
  LADDER_RETURN_IF_ERROR(EndStranded());
  int count = 0;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> due, ListDue(1));
    if (due.empty()) return count;
    LADDER_ASSIGN_OR_RETURN(std::optional<Claim> claim, Take(due[0]));
    if (!claim) return count;
    Running running(*std::move(claim));
    Run(running);
    ++count;
  }
}

void Runner::Run(Running& running) {
  const std::string name = store_.NameOf(running.id);
  log::Info("operation_started", {{"operation", name},
                                  {"kind", running.claim.kind},
                                  {"steps", running.claim.steps},
                                  {"tries", running.claim.tries},
                                  {"trace", running.claim.trace}});
  if (running.claim.cancel_requested) running.signals.cancel_requested = true;
  OperationContext context(database_, ownership_, std::move(running.claim), running.signals);
  Answer answer = CallWork(context);
  if (const absl::Status settled = Settle(context, running.signals, std::move(answer));
      !settled.ok()) {
    // Its lease will end, and whoever claims it then goes on from the last committed step.
    log::Warning("operation_not_settled", {{"operation", name}, {"status", settled.ToString()}});
  }
}

Runner::Answer Runner::CallWork(OperationContext& context) const {
  LADDER_RETURN_IF_ERROR(context.Check());
  const Claim& claim = context.claim();
  if (claim.tries > options_.tries_max) {
    return Refuse(Reason::kOperationStuck, {{"tries", absl::StrCat(options_.tries_max)}});
  }
  // Perhaps this replica lacks a key that another has.
  if (!claim.readable.ok()) return absl::UnavailableError(claim.readable.ToString());
  // The standard library can throw, when memory ends.
  try {
    return works_.at(claim.kind)(context);
  } catch (const std::exception& error) {
    return absl::InternalError(error.what());
  }
}

absl::Status Runner::Settle(const OperationContext& context, const Signals& signals,
                            Answer answer) {
  const Claim& claim = context.claim();
  std::string result;
  if (answer.ok()) {
    google::protobuf::Any any;
    any.PackFrom(**answer);
    result = any.SerializeAsString();
    if (static_cast<int64_t>(result.size()) > kResultBytesMax) {
      answer = absl::InternalError("the operation's answer is too large");
    }
  }
  const absl::Status& status = answer.status();
  switch (Judge({.status = status,
                 .lost = signals.lost,
                 .cancel_requested = signals.cancel_requested,
                 .stopping = signals.stopping,
                 .tries = claim.tries},
                options_.tries_max)) {
    case Verdict::kSucceed:
      return Finish(claim, {.state = State::kSucceeded, .result = std::move(result)}, status);
    case Verdict::kCancel: {
      const absl::Status cancelled = Refuse(Reason::kOperationCancelled);
      return Finish(claim, {.state = State::kCancelled, .error = ErrorOf(cancelled)}, status);
    }
    case Verdict::kHandOver:
      return LetGo(claim, absl::ZeroDuration(), claim.tries - 1);
    case Verdict::kRetry:
      log::Warning("operation_retried", {{"operation", store_.NameOf(claim.id)},
                                         {"tries", claim.tries},
                                         {"status", status.ToString()}});
      return LetGo(claim, RetryDelay(claim.tries), claim.tries);
    case Verdict::kDrop:
      log::Warning("operation_lost", {{"operation", store_.NameOf(claim.id)}});
      return absl::OkStatus();
    case Verdict::kFail:
      break;
  }
  // Nothing inside leaks: the log has what no rule said.
  const absl::Status shown =
      RefusalOf(status) ? status : Refuse(Reason::kInternal, {{"trace", claim.trace}});
  return Finish(claim, {.error = ErrorOf(shown)}, status);
}

absl::Status Runner::Finish(const Claim& claim, const Ending& ending, const absl::Status& why) {
  server::CrashPoint("operations.finish.begun");
  const absl::Status status =
      database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const Holding holding,
                                ownership_.LockHolding(tx, claim.id, claim.fence));
        // Another owns it by now, or the run before this one has finished it.
        if (!holding.ours) return absl::OkStatus();
        return ownership_.Finish(tx, claim.id, claim.fence, ending);
      });
  LADDER_RETURN_IF_ERROR(status);
  server::CrashPoint("operations.finish.committed");
  metrics_
      .Counter("ladder_operations_total", "Operations ended, by kind and outcome.",
               {{"kind", claim.kind}, {"outcome", std::string(NameOf(ending.state))}})
      .Increment();
  log::Info("operation_ended", {{"operation", store_.NameOf(claim.id)},
                                {"kind", claim.kind},
                                {"outcome", NameOf(ending.state)},
                                {"steps", claim.steps},
                                {"status", why.ToString()},
                                {"trace", claim.trace}});
  return absl::OkStatus();
}

absl::Status Runner::LetGo(const Claim& claim, absl::Duration delay, int tries) {
  return database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const Holding holding,
                            ownership_.LockHolding(tx, claim.id, claim.fence));
    if (!holding.ours) return absl::OkStatus();
    return ownership_.Release(tx, claim.id, claim.fence, delay, tries);
  });
}

}  // namespace ladder::operations
