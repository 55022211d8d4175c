#include "platform/feed/consumer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <iostream>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/wrappers.pb.h"
#include "platform/feed/testing/feed_server.h"
#include "platform/feed/testing/feed_test.h"

namespace ladder::feed {
namespace {

class ConsumerTest : public ::testing::Test {
 protected:
  ConsumerTest() : server_(up(), {.heartbeat = absl::Milliseconds(50)}) {}

  std::unique_ptr<Consumer> Make(Handlers handlers = ThingHandlers()) {
    return std::make_unique<Consumer>(
        down(), clock_, server_.channel(), "upstream", std::move(handlers),
        ConsumerOptions{.silence_max = absl::Seconds(5),
                        .backoff_min = absl::Milliseconds(5),
                        .backoff_max = absl::Milliseconds(50),
                        .lease = absl::Milliseconds(300),
                        .applier = {.retry_pause = absl::Milliseconds(1)}});
  }
  std::unique_ptr<Consumer> Started() {
    std::unique_ptr<Consumer> consumer = Make();
    consumer->Start();
    return consumer;
  }
  std::unique_ptr<Consumer> Connected() {
    std::unique_ptr<Consumer> consumer = Started();
    EXPECT_TRUE(Eventually([&] { return consumer->status().connected; }));
    return consumer;
  }
  absl::Status Change(const Ulid& id, int events = 1) {
    return ChangeThing(up(), id, {.events = events, .wakeup = &server_.wakeup()});
  }
  bool AllNumbered() {
    return Eventually([&] { return Number(up(), "SELECT COUNT(*) FROM event_pending") == 0; });
  }
  bool InStep() {
    return Eventually([&] { return TellOrdinals(up()) == KnownOrdinals(down()); });
  }
  mysql::Database& up() { return upstream_.database(); }
  mysql::Database& down() { return downstream_.database(); }
  int64_t Complaints() { return Number(down(), "SELECT COUNT(*) FROM complaint"); }
  int64_t Effects() { return Number(down(), "SELECT COUNT(*) FROM effect"); }

  Schema upstream_{"upstream"};
  Schema downstream_{"downstream"};
  const SystemClock clock_;
  FeedServer server_;
};

TEST_F(ConsumerTest, ANewConsumerLoadsTheSnapshotAndGoesOn) {
  std::vector<Ulid> things;
  for (int i = 0; i < 30; ++i) {
    things.push_back(Ulid::New(absl::Now()));
    ASSERT_THAT(Change(things.back(), 2), IsOk());
  }
  ASSERT_TRUE(AllNumbered());
  const std::unique_ptr<Consumer> consumer = Connected();
  EXPECT_EQ(Effects(), 0);
  ASSERT_TRUE(InStep());
  EXPECT_EQ(consumer->status().snapshots, kPartitions);
  for (const Ulid& id : things) ASSERT_THAT(Change(id, 2), IsOk());
  ASSERT_TRUE(InStep());
  EXPECT_EQ(Effects(), 60);
  EXPECT_EQ(Complaints(), 0);
  EXPECT_TRUE(Eventually([&] { return consumer->status().events_behind == 0; }));
  EXPECT_TRUE(consumer->status().leading);
  EXPECT_TRUE(Eventually([&] { return consumer->status().applied == 60; }));
}

TEST_F(ConsumerTest, AnUpstreamThatIsAwayCostsTimeAlone) {
  const std::unique_ptr<Consumer> consumer = Connected();
  const Ulid id = ThingIn(3);
  ASSERT_THAT(Change(id), IsOk());
  ASSERT_TRUE(InStep());
  server_.Close();
  ASSERT_TRUE(Eventually([&] { return !consumer->status().connected; }));
  ASSERT_THAT(Change(id, 5), IsOk());
  EXPECT_FALSE(consumer->status().last_error.ok());
  server_.Listen();
  ASSERT_TRUE(InStep());
  EXPECT_EQ(Effects(), 6);
  EXPECT_EQ(Complaints(), 0);
  EXPECT_EQ(consumer->status().snapshots, kPartitions);
}

TEST_F(ConsumerTest, ARestoredUpstreamOverrides) {
  const std::unique_ptr<Consumer> consumer = Connected();
  const Ulid kept = ThingIn(3);
  const Ulid lost = ThingIn(3);
  ASSERT_THAT(Change(kept, 4), IsOk());
  ASSERT_THAT(Change(lost), IsOk());
  ASSERT_TRUE(InStep());
  // As if a backup from before were restored.
  ASSERT_THAT(up().ExecuteAlone(absl::StrCat("DELETE FROM thing WHERE HEX(id) = '",
                                             absl::BytesToHexString(lost.ToBytes()), "'")),
              IsOk());
  ASSERT_THAT(up().ExecuteAlone("UPDATE thing SET told = 2"), IsOk());
  ASSERT_THAT(RenewEpoch(up(), absl::Now()), IsOk());
  ASSERT_TRUE(InStep());
  ASSERT_TRUE(Eventually([&] { return consumer->status().snapshots == 2 * kPartitions; }));
  ASSERT_THAT(Change(kept), IsOk());
  ASSERT_TRUE(InStep());
  EXPECT_EQ(Complaints(), 0);
}

TEST_F(ConsumerTest, OneThatIsTooFarBehindLoadsTheSnapshot) {
  const Ulid id = ThingIn(3);
  {
    const std::unique_ptr<Consumer> consumer = Connected();
    ASSERT_THAT(Change(id), IsOk());
    ASSERT_TRUE(InStep());
  }
  ASSERT_THAT(Change(id, 3), IsOk());
  ASSERT_TRUE(Eventually([&] { return Number(up(), "SELECT COUNT(*) FROM event_pending") == 0; }));
  ASSERT_THAT(Prune(up(), absl::Now() + absl::Hours(24 * 91)), IsOk());
  ASSERT_THAT(Change(id), IsOk());
  const std::unique_ptr<Consumer> consumer = Started();
  ASSERT_TRUE(InStep());
  // The effect is seen at its commit, which is before the consumer has counted it.
  EXPECT_TRUE(Eventually([&] { return consumer->status().snapshots == 1; }));
  EXPECT_EQ(Complaints(), 0);
}

TEST_F(ConsumerTest, AnotherReplicaStandsByAndTakesOver) {
  std::unique_ptr<Consumer> first = Started();
  ASSERT_TRUE(Eventually([&] { return first->status().connected; }));
  const std::unique_ptr<Consumer> second = Started();
  const Ulid id = ThingIn(3);
  ASSERT_THAT(Change(id), IsOk());
  ASSERT_TRUE(InStep());
  EXPECT_EQ(second->status().applied, 0);
  EXPECT_FALSE(second->status().leading);
  first->Stop();
  EXPECT_FALSE(first->status().leading);
  ASSERT_THAT(Change(id), IsOk());
  ASSERT_TRUE(InStep());
  EXPECT_TRUE(second->status().leading);
  EXPECT_EQ(Effects(), 2);
  EXPECT_EQ(Complaints(), 0);
}

TEST_F(ConsumerTest, ABadEventIsParkedAndRetriedByTheNextVersion) {
  const Ulid bad = ThingIn(3);
  const Ulid good = ThingIn(3);
  Handlers picky = ThingHandlers();
  picky.Event<google::protobuf::Int64Value>(
      [&](mysql::Transaction& tx, const Event& event, const google::protobuf::Int64Value& value) {
        if (event.aggregate == ThingName(bad)) return absl::FailedPreconditionError("not known");
        return tx
            .Execute("INSERT INTO tally (aggregate, ordinal) VALUES (?, ?)",
                     {event.aggregate, value.value()})
            .status();
      });
  {
    const std::unique_ptr<Consumer> old_version = Make(std::move(picky));
    old_version->Start();
    ASSERT_TRUE(Eventually([&] { return old_version->status().connected; }));
    ASSERT_THAT(Change(bad, 2), IsOk());
    ASSERT_THAT(Change(good), IsOk());
    ASSERT_TRUE(Eventually([&] { return KnownOrdinals(down()).size() == 1; }));
  }
  EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM parked_event"), 2);
  const std::unique_ptr<Consumer> new_version = Started();
  ASSERT_TRUE(InStep());
  EXPECT_EQ(Complaints(), 0);
  EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM parked_event"), 0);
}

TEST_F(ConsumerTest, ManyWritersWhileConsumersComeAndGo) {
  const unsigned seed = std::random_device()();
  std::cout << "seed " << seed << "\n";
  constexpr int kWriters = 3;
  constexpr int kChanges = 200;
  std::vector<Ulid> things;
  for (int i = 0; i < 20; ++i) {
    things.push_back(Ulid::New(absl::Now()));
    ASSERT_THAT(Change(things.back()), IsOk());
  }
  std::atomic<int> writing{kWriters};
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      std::mt19937 random(seed + static_cast<unsigned>(w));
      for (int i = 0; i < kChanges; ++i) {
        const Ulid& id = things[random() % things.size()];
        const ChangeOptions change{.events = 1 + static_cast<int>(random() % 3),
                                   .unknown = random() % 5 == 0,
                                   .wakeup = &server_.wakeup()};
        EXPECT_THAT(ChangeThing(up(), id, change), IsOk());
      }
      --writing;
    });
  }
  std::mt19937 random(seed);
  int restarts = 0;
  std::unique_ptr<Consumer> consumer = Started();
  while (writing > 0) {
    absl::SleepFor(absl::Milliseconds(random() % 40));
    consumer = nullptr;
    consumer = Started();
    ++restarts;
  }
  for (std::thread& writer : writers) writer.join();
  ASSERT_TRUE(InStep());
  std::cout << restarts << " restarts, " << Effects() << " effects\n";
  EXPECT_EQ(Complaints(), 0);
  EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM parked_event"), 0);
  ExpectSound(up());
}

}  // namespace
}  // namespace ladder::feed
