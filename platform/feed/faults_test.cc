// The feed under the faults of docs/architecture.md 9.1: numberers and consumers as processes of
// their own, killed before each of their statements, stopped and continued. LADDER_LONG=1 kills
// hundreds.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/feed/testing/feed_server.h"
#include "platform/feed/testing/feed_test.h"
#include "platform/feed/testing/processes.h"

namespace ladder::feed {
namespace {

bool Long() { return std::getenv("LADDER_LONG") != nullptr; }

class FaultsTest : public ::testing::Test {
 protected:
  mysql::Database& up() { return upstream_.database(); }
  mysql::Database& down() { return downstream_.database(); }

  std::unique_ptr<Worker> Numberer(int64_t step = 0, int signal = SIGKILL) {
    return std::make_unique<Worker>(
        upstream_.options(),
        std::vector<std::string>{"number", absl::StrCat(step), absl::StrCat(signal)});
  }
  std::unique_ptr<Worker> Consumer(const FeedServer& server, int64_t step = 0,
                                   int signal = SIGKILL) {
    return std::make_unique<Worker>(
        downstream_.options(), std::vector<std::string>{"consume", absl::StrCat(step),
                                                        absl::StrCat(signal), server.target()});
  }
  bool AllNumbered() {
    return Eventually([&] { return Number(up(), "SELECT COUNT(*) FROM event_pending") == 0; });
  }
  bool InStep(absl::Duration limit = absl::Seconds(60)) {
    return Eventually([&] { return TellOrdinals(up()) == KnownOrdinals(down()); }, limit);
  }
  // Loads the snapshots, so that from here on events are all that moves.
  void LoadAll(const FeedServer& server) {
    const std::unique_ptr<Worker> worker = Consumer(server);
    ASSERT_TRUE(InStep());
    ASSERT_TRUE(Eventually([&] {
      return Number(down(),
                    "SELECT COUNT(*) FROM feed_cursor WHERE epoch <> "
                    "X'00000000000000000000000000000000'") == kPartitions;
    }));
  }
  void ExpectNothingWrong() {
    EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM complaint"), 0);
    EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM parked_event"), 0);
  }

  Schema upstream_{"upstream"};
  Schema downstream_{"downstream"};
};

// One pass over two partitions with three events each has 19 steps: a survey, and for each
// partition the lock, the read, the insert, three deletes, the head, before and after the commit.
TEST_F(FaultsTest, ANumbererKilledBeforeEachOfItsStatements) {
  const Ulid a = ThingIn(1);
  const Ulid b = ThingIn(2);
  for (int64_t step = 1; step <= 19; ++step) {
    for (const Ulid& id : {a, b}) ASSERT_THAT(ChangeThing(up(), id, {.events = 3}), IsOk());
    EXPECT_TRUE(Numberer(step)->WaitKilled()) << step;
    ExpectSound(up());
    const std::unique_ptr<Worker> next = Numberer();
    ASSERT_TRUE(AllNumbered()) << step;
  }
  ExpectSound(up());
  EXPECT_EQ(Number(up(), "SELECT COUNT(*) FROM event_log"), 2 * 3 * 19);
}

// A chunk of one event has six steps: the cursor, what was applied, the handler, what is applied,
// before and after the commit. The snapshots of 64 partitions come first and are killed too.
TEST_F(FaultsTest, AConsumerKilledBeforeEachOfItsSteps) {
  FeedServer server(up(), {.heartbeat = absl::Milliseconds(50)});
  const Ulid id = ThingIn(1);
  ASSERT_THAT(ChangeThing(up(), id), IsOk());
  for (const int64_t step : {1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 130}) {
    EXPECT_TRUE(Consumer(server, step)->WaitKilled()) << step;
  }
  LoadAll(server);
  const int64_t before = Number(down(), "SELECT COUNT(*) FROM effect");
  for (int64_t step = 1; step <= 18; ++step) {
    for (int i = 0; i < 4; ++i) ASSERT_THAT(ChangeThing(up(), id, {.events = 3}), IsOk());
    EXPECT_TRUE(Consumer(server, step)->WaitKilled()) << step;
  }
  const std::unique_ptr<Worker> last = Consumer(server);
  ASSERT_TRUE(InStep());
  EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM effect") - before, 18 * 4 * 3);
  ExpectNothingWrong();
}

// A consumer stopped in the middle of its transaction: its session's locks end, another consumer
// goes on, and the first, continued, changes nothing that was done meanwhile.
TEST_F(FaultsTest, AConsumerStoppedAtEachOfItsStepsAndContinued) {
  FeedServer server(up(), {.heartbeat = absl::Milliseconds(50)});
  const Ulid id = ThingIn(1);
  ASSERT_THAT(ChangeThing(up(), id), IsOk());
  LoadAll(server);
  const int64_t before = Number(down(), "SELECT COUNT(*) FROM effect");
  for (int64_t step = 1; step <= 6; ++step) {
    ASSERT_THAT(ChangeThing(up(), id), IsOk());
    const std::unique_ptr<Worker> stopped = Consumer(server, step, SIGSTOP);
    ASSERT_TRUE(Eventually([&] { return stopped->Stopped(); })) << step;
    const std::unique_ptr<Worker> other = Consumer(server);
    ASSERT_THAT(ChangeThing(up(), id), IsOk());
    ASSERT_TRUE(InStep()) << step;
    stopped->Send(SIGCONT);
    ASSERT_THAT(ChangeThing(up(), id), IsOk());
    ASSERT_TRUE(InStep()) << step;
  }
  EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM effect") - before, 6 * 3);
  ExpectNothingWrong();
}

// Ends a worker now and then, by its own hand at a random step or by ours, and starts the next.
class Unlucky {
 public:
  using Make = std::function<std::unique_ptr<Worker>(int64_t step)>;
  Unlucky(Make make, unsigned seed) : make_(std::move(make)), random_(seed) { Next(); }

  // Returns the number of deaths so far.
  int Tick() {
    if (worker_->Ended()) {
      ++deaths_;
      Next();
    } else if (random_() % 40 == 0) {
      worker_->Send(stopped_ ? SIGCONT : SIGSTOP);
      stopped_ = !stopped_;
    } else if (random_() % 60 == 0) {
      worker_->Send(SIGKILL);
    }
    return deaths_;
  }

 private:
  void Next() {
    worker_ = make_(1 + static_cast<int64_t>(random_() % 200));
    stopped_ = false;
  }

  const Make make_;
  std::mt19937 random_;
  std::unique_ptr<Worker> worker_;
  bool stopped_ = false;
  int deaths_ = 0;
};

TEST_F(FaultsTest, EverythingAtOnce) {
  const unsigned seed = std::random_device()();
  const int deaths_wanted = Long() ? 600 : 50;
  std::cout << "seed " << seed << "\n";
  FeedServer server(up(), {.heartbeat = absl::Milliseconds(50)},
                    {.poll = absl::Milliseconds(100), .lease = absl::Milliseconds(1)});
  LoadAll(server);
  std::vector<Ulid> things;
  for (int i = 0; i < 12; ++i) things.push_back(Ulid::New(absl::Now()));

  std::atomic<bool> done{false};
  std::vector<std::thread> writers;
  for (unsigned w = 0; w < 3; ++w) {
    writers.emplace_back([&, w] {
      std::mt19937 random(seed + w);
      while (!done) {
        const ChangeOptions change{
            .events = 1 + static_cast<int>(random() % 3),
            .unknown = random() % 7 == 0,
            // Some writers are slow to commit, so that ids and commits are out of order.
            .before_commit = [&] {
              if (random() % 10 == 0) absl::SleepFor(absl::Milliseconds(random() % 200));
            }};
        // A root that another writer holds for too long is a change that was not made.
        (void)ChangeThing(up(), things[random() % things.size()], change);
        absl::SleepFor(absl::Milliseconds(random() % 4));
      }
    });
  }
  {
    Unlucky first([&](int64_t step) { return Numberer(step); }, seed + 10);
    Unlucky second([&](int64_t step) { return Numberer(step); }, seed + 11);
    Unlucky consumer([&](int64_t step) { return Consumer(server, step); }, seed + 12);
    Unlucky standby([&](int64_t step) { return Consumer(server, step); }, seed + 13);
    int deaths = 0;
    while (deaths < deaths_wanted) {
      absl::SleepFor(absl::Milliseconds(10));
      deaths = first.Tick() + second.Tick() + consumer.Tick() + standby.Tick();
    }
  }
  done = true;
  for (std::thread& writer : writers) writer.join();
  ASSERT_TRUE(AllNumbered());
  ExpectSound(up());
  const std::unique_ptr<Worker> last = Consumer(server);
  EXPECT_TRUE(InStep());
  ExpectNothingWrong();
  const int64_t told =
      Number(up(), "SELECT COUNT(*) FROM event WHERE type = 'google.protobuf.Int64Value'");
  EXPECT_EQ(Number(down(), "SELECT COUNT(*) FROM effect"), told);
  std::cout << told << " events\n";
}

}  // namespace
}  // namespace ladder::feed
