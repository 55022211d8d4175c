#include "platform/feed/consumer.h"
#include "platform/identity/principal.h"

#include <algorithm>
#include <utility>

#include "absl/random/random.h"
#include "platform/feed/client_stream.h"
#include "platform/feed/convert.h"
#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

// How long a wait may be before it looks whether it is time to stop.
constexpr absl::Duration kSlice = absl::Milliseconds(100);

}  // namespace

Consumer::Consumer(mysql::Database& database, const SystemClock& clock,
                   std::shared_ptr<grpc::Channel> upstream, std::string source, Handlers handlers,
                   ConsumerOptions options)
    : database_(database),
      clock_(clock),
      stub_(events::v1::EventFeed::NewStub(std::move(upstream))),
      handlers_(std::move(handlers)),
      options_(std::move(options)),
      owner_(Ulid::New(clock.Now())),
      applier_(database, clock, handlers_, source, options_.applier),
      store_(std::move(source)) {}

Consumer::~Consumer() { Stop(); }

void Consumer::Start() {
  LADDER_INVARIANT(!thread_.joinable());
  thread_ = std::thread([this] { Loop(); });
}

void Consumer::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_requested_.notify_all();
  if (thread_.joinable()) thread_.join();
}

ConsumerStatus Consumer::status() const {
  std::lock_guard lock(mutex_);
  return status_;
}

bool Consumer::Pause(absl::Duration duration) {
  std::unique_lock lock(mutex_);
  return !stop_requested_.wait_for(lock, absl::ToChronoMicroseconds(duration),
                                   [this] { return stopping_; });
}

void Consumer::Loop() {
  absl::InsecureBitGen random;
  absl::Duration backoff = options_.backoff_min;
  while (Pause(absl::ZeroDuration())) {
    const absl::StatusOr<bool> leading = KeepLease();
    if (leading.ok() && !*leading) {
      if (!Pause(options_.lease / 3)) break;
      continue;
    }
    const absl::Time begun = clock_.Now();
    const absl::Status status = leading.ok() ? Session() : leading.status();
    Record(status);
    if (status.ok()) continue;
    // What ran for a while and then broke is tried again soon.
    if (clock_.Now() - begun > options_.backoff_max) backoff = options_.backoff_min;
    if (!Pause(backoff * absl::Uniform(random, 0.5, 1.0))) break;
    backoff = std::min(backoff * 2, options_.backoff_max);
  }
  DropLease();
}

absl::Status Consumer::Session() {
  LADDER_ASSIGN_OR_RETURN(std::vector<Cursor> cursors, applier_.ReadCursors());
  LADDER_ASSIGN_OR_RETURN(const LogBounds bounds, FetchBounds());
  LADDER_ASSIGN_OR_RETURN(const bool ready, CatchUp(bounds, cursors));
  if (!ready) return absl::OkStatus();
  return Follow(cursors);
}

void Consumer::Identify(grpc::ClientContext& context) const {
  if (!options_.identity.empty()) {
    context.AddMetadata(identity::kDevelopmentHeader, options_.identity);
  }
}

absl::StatusOr<LogBounds> Consumer::FetchBounds() {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + options_.call_timeout));
  Identify(context);
  events::v1::GetHeadsResponse response;
  const grpc::Status status = stub_->GetHeads(&context, {}, &response);
  if (!status.ok()) return FromGrpc(status);
  LogBounds bounds;
  LADDER_ASSIGN_OR_RETURN(bounds.heads.epoch, Ulid::Parse(response.epoch()));
  if (response.heads_size() != kPartitions) return absl::DataLossError("the feed lacks heads");
  for (const events::v1::PartitionHead& head : response.heads()) {
    if (head.partition() < 0 || head.partition() >= kPartitions) {
      return absl::DataLossError("the feed has another partition");
    }
    const size_t p = static_cast<size_t>(head.partition());
    bounds.heads.last_seq[p] = head.last_seq();
    bounds.first_seq[p] = head.first_seq();
  }
  heads_ = bounds.heads.last_seq;
  return bounds;
}

absl::StatusOr<bool> Consumer::CatchUp(const LogBounds& bounds, std::vector<Cursor>& cursors) {
  for (Cursor& cursor : cursors) {
    if (bounds.Covers(cursor.partition, cursor.epoch, cursor.seq)) continue;
    LADDER_ASSIGN_OR_RETURN(const bool loaded, LoadSnapshot(bounds, cursor));
    if (!loaded) return false;
  }
  return true;
}

absl::StatusOr<bool> Consumer::LoadSnapshot(const LogBounds& bounds, Cursor& cursor) {
  const Ulid epoch = bounds.heads.epoch;
  events::v1::ReadSnapshotRequest request;
  request.set_partition(cursor.partition);
  request.set_epoch(epoch.ToString());
  ClientStream<events::v1::SnapshotPage> stream([&](auto* context, auto* reactor) {
    Identify(*context);
    stub_->async()->ReadSnapshot(context, &request, reactor);
  });
  absl::Time silent_since = clock_.Now();
  for (;;) {
    LADDER_ASSIGN_OR_RETURN(const bool leading, KeepLease());
    if (!leading || !Pause(absl::ZeroDuration())) return false;
    events::v1::SnapshotPage page;
    const NextResult next = stream.Next(kSlice, page);
    if (next == NextResult::kEnded) break;
    if (next == NextResult::kNothing) {
      if (clock_.Now() - silent_since < options_.silence_max) continue;
      return absl::UnavailableError("the snapshot stands still");
    }
    silent_since = clock_.Now();
    std::vector<SnapshotItem> items;
    for (const events::v1::SnapshotItem& proto : page.items()) {
      LADDER_ASSIGN_OR_RETURN(SnapshotItem item, FromProto(proto));
      items.push_back(std::move(item));
    }
    LADDER_ASSIGN_OR_RETURN(const bool loaded, applier_.Load(cursor, epoch, items));
    if (!loaded) return false;
  }
  LADDER_RETURN_IF_ERROR(FromGrpc(stream.status()));
  const int64_t head = bounds.heads.last_seq[static_cast<size_t>(cursor.partition)];
  LADDER_ASSIGN_OR_RETURN(const bool finished, applier_.FinishLoad(cursor, epoch, head));
  std::lock_guard lock(mutex_);
  status_.snapshots += finished ? 1 : 0;
  return finished;
}

absl::Status Consumer::Follow(std::vector<Cursor>& cursors) {
  events::v1::ReadEventsRequest request;
  for (const Cursor& cursor : cursors) {
    events::v1::PartitionCursor& proto = *request.add_cursors();
    proto.set_partition(cursor.partition);
    proto.set_epoch(cursor.epoch.ToString());
    proto.set_after_seq(cursor.seq);
  }
  ClientStream<events::v1::EventBatch> stream([&](auto* context, auto* reactor) {
    Identify(*context);
    stub_->async()->ReadEvents(context, &request, reactor);
  });
  absl::Time silent_since = clock_.Now();
  for (;;) {
    LADDER_ASSIGN_OR_RETURN(const bool leading, KeepLease());
    if (!leading || !Pause(absl::ZeroDuration())) return absl::OkStatus();
    RetryParkedWhenDue();
    events::v1::EventBatch batch;
    const NextResult next = stream.Next(kSlice, batch);
    if (next == NextResult::kEnded) {
      const absl::Status status = FromGrpc(stream.status());
      return status.ok() ? absl::UnavailableError("the feed ended") : status;
    }
    if (next == NextResult::kNothing) {
      if (clock_.Now() - silent_since < options_.silence_max) continue;
      return absl::UnavailableError("the feed is silent");
    }
    silent_since = clock_.Now();
    LADDER_ASSIGN_OR_RETURN(const bool moved, Take(batch, cursors));
    if (!moved) return absl::OkStatus();
    Heard(batch, cursors);
  }
}

absl::StatusOr<bool> Consumer::Take(const events::v1::EventBatch& batch,
                                    std::vector<Cursor>& cursors) {
  if (batch.heartbeat()) return true;
  if (batch.partition() < 0 || batch.partition() >= kPartitions) {
    return absl::DataLossError("the feed sent another partition");
  }
  Cursor& cursor = cursors[static_cast<size_t>(batch.partition())];
  std::vector<Event> events;
  int64_t last = batch.after_seq();
  for (const events::v1::Event& proto : batch.events()) {
    LADDER_ASSIGN_OR_RETURN(Event event, FromProto(proto, batch.partition()));
    if (event.seq <= last) return absl::DataLossError("the feed is out of order");
    last = event.seq;
    events.push_back(std::move(event));
  }
  if (batch.after_seq() != cursor.seq || batch.last_seq() < last ||
      batch.last_seq() <= cursor.seq) {
    return absl::DataLossError("the feed left something out");
  }
  return applier_.Apply(cursor, events, batch.last_seq());
}

absl::StatusOr<bool> Consumer::KeepLease() {
  if (clock_.Now() < lease_renewal_) return true;
  const absl::Time asked = clock_.Now();
  absl::StatusOr<bool> leading = database_.Transact(
      {.repeatable = true},
      [&](mysql::Transaction& tx) { return store_.TakeLease(tx, owner_, options_.lease); });
  // Another replica made the row at the same time.
  if (absl::IsAlreadyExists(leading.status())) leading = false;
  const bool mine = leading.ok() && *leading;
  lease_renewal_ = mine ? asked + options_.lease / 3 : absl::InfinitePast();
  std::lock_guard lock(mutex_);
  status_.leading = mine;
  return leading;
}

void Consumer::DropLease() {
  const absl::Status status = database_.Transact(
      {.repeatable = true}, [&](mysql::Transaction& tx) { return store_.DropLease(tx, owner_); });
  // It runs out by itself then.
  if (!status.ok()) Record(status);
  std::lock_guard lock(mutex_);
  status_.leading = false;
  status_.connected = false;
}

void Consumer::RetryParkedWhenDue() {
  if (clock_.Now() < parked_due_) return;
  parked_due_ = clock_.Now() + options_.parked_retry;
  const absl::StatusOr<int64_t> applied = applier_.RetryParked();
  const absl::StatusOr<int64_t> left = applier_.CountParked();
  if (!applied.ok()) Record(applied.status());
  if (!left.ok()) return;
  std::lock_guard lock(mutex_);
  status_.parked = *left;
}

void Consumer::Heard(const events::v1::EventBatch& batch, const std::vector<Cursor>& cursors) {
  const auto note = [this](int partition, int64_t seq) {
    if (partition < 0 || partition >= kPartitions) return;
    int64_t& head = heads_[static_cast<size_t>(partition)];
    head = std::max(head, seq);
  };
  for (const events::v1::PartitionHead& head : batch.heads()) {
    note(head.partition(), head.last_seq());
  }
  if (!batch.heartbeat()) note(batch.partition(), batch.head_seq());
  int64_t behind = 0;
  for (const Cursor& cursor : cursors) {
    behind += std::max<int64_t>(0, heads_[static_cast<size_t>(cursor.partition)] - cursor.seq);
  }
  std::lock_guard lock(mutex_);
  status_.connected = true;
  status_.last_contact = clock_.Now();
  status_.last_error = absl::OkStatus();
  status_.events_behind = behind;
  status_.applied += batch.events_size();
}

void Consumer::Record(const absl::Status& status) {
  std::lock_guard lock(mutex_);
  status_.connected = false;
  // One line when trouble starts, not one a try.
  if (!status.ok() && status_.last_error.ok()) {
    log::Warning("feed_consumer_interrupted",
                 {{"source", store_.source()}, {"status", status.ToString()}});
  }
  status_.last_error = status;
}

}  // namespace ladder::feed
