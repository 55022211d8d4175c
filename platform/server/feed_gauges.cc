#include "platform/server/feed_gauges.h"

#include "absl/time/clock.h"

namespace ladder::server {

FeedGauges::FeedGauges(mysql::Database& database, const feed::Numberer& numberer,
                       telemetry::Metrics& metrics)
    : database_(database),
      numberer_(numberer),
      metrics_(metrics),
      unnumbered_(metrics.Gauge("ladder_feed_unnumbered",
                                "Committed events that no reader can see yet, 10000 at most.")),
      silence_(metrics.Gauge("ladder_feed_numberer_silence_seconds",
                             "Since the numberer last had an answer of the database.")) {}

FeedGauges::~FeedGauges() { Stop(); }

void FeedGauges::Add(const std::string& source, const feed::Consumer& consumer) {
  const prometheus::Labels labels = {{"source", source}};
  sources_.push_back(
      {.consumer = consumer,
       .following = metrics_.Gauge("ladder_feed_following",
                                   "1 while this replica follows the source's feed.", labels),
       .behind = metrics_.Gauge("ladder_feed_behind",
                                "Events of the source that have no effect here yet.", labels),
       .parked =
           metrics_.Gauge("ladder_feed_parked",
                          "Events of the source that failed and wait for a remedy.", labels)});
}

void FeedGauges::Start(absl::Duration period) {
  thread_ = std::thread([this, period] {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      Read();
      lock.lock();
      stop_requested_.wait_for(lock, absl::ToChronoMilliseconds(period),
                               [this] { return stopping_; });
    }
  });
}

void FeedGauges::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_requested_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void FeedGauges::Read() {
  // A database that is away leaves the number as it was, and the silence grows.
  if (const absl::StatusOr<int64_t> count = feed::CountUnnumbered(database_); count.ok()) {
    unnumbered_.Set(static_cast<double>(*count));
  }
  if (const absl::Time last = numberer_.status().last_pass; last != absl::InfinitePast()) {
    silence_.Set(absl::ToDoubleSeconds(absl::Now() - last));
  }
  for (const Source& source : sources_) {
    const feed::ConsumerStatus status = source.consumer.status();
    const bool following = status.connected && status.leading;
    source.following.Set(following ? 1 : 0);
    source.parked.Set(static_cast<double>(status.parked));
    // Another replica follows: what it has yet to do is its to say.
    source.behind.Set(status.leading ? static_cast<double>(status.events_behind) : 0);
  }
}

}  // namespace ladder::server
