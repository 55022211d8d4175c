#include "platform/server/feed_gauges.h"

#include <gtest/gtest.h>

#include "platform/clock/clock.h"
#include "platform/feed/event_log.h"
#include "platform/feed/outbox.h"
#include "platform/testing/migrated_schema.h"
#include "platform/testing/status_matchers.h"

namespace ladder::server {
namespace {

TEST(FeedGaugesTest, TellWhatWaitsForANumber) {
  const mysql::Options options = MigratedSchema("feed_gauges");
  const std::unique_ptr<mysql::Database> database = *mysql::Database::Open(options);
  const SystemClock clock;
  ASSERT_THAT(feed::EnsureEpoch(*database, clock.Now()), IsOk());
  telemetry::Metrics metrics;
  feed::Heads heads;
  feed::Wakeup wakeup;
  feed::Numberer numberer(*database, clock, heads, wakeup);
  FeedGauges gauges(*database, numberer, metrics);
  prometheus::Gauge& unnumbered = metrics.Gauge(
      "ladder_feed_unnumbered", "Committed events that no reader can see yet, 10000 at most.");

  gauges.Read();
  EXPECT_EQ(unnumbered.Value(), 0);
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(database->Transact([&](mysql::Transaction& tx) {
      return tx
          .Execute("INSERT INTO event_pending (partition_no, event_id) VALUES (?, ?)",
                   {i, Ulid::New(clock.Now())})
          .status();
    }),
                IsOk());
  }
  gauges.Read();
  EXPECT_EQ(unnumbered.Value(), 3);
}

}  // namespace
}  // namespace ladder::server
