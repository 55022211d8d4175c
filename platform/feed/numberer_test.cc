#include "platform/feed/numberer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "google/protobuf/wrappers.pb.h"
#include "platform/feed/testing/feed_test.h"

namespace ladder::feed {
namespace {

Root FirstVersionOf(const Ulid& id) {
  Root root;
  root.id = id;
  root.version = 1;
  return root;
}

class NumbererTest : public ::testing::Test {
 protected:
  Numberer Make(NumbererOptions options = {}) {
    return Numberer(db(), clock_, heads_, wakeup_, std::move(options));
  }
  mysql::Database& db() { return schema_.database(); }
  int64_t Numbered() { return Number(db(), "SELECT COUNT(*) FROM event_log"); }

  Schema schema_{"numberer"};
  const SystemClock clock_{};
  Heads heads_;
  Wakeup wakeup_;
};

TEST_F(NumbererTest, EmitWritesWhatTheReaderGets) {
  const Ulid id = ThingIn(5);
  ASSERT_THAT(ChangeThing(db(), id, {.events = 2, .unknown = true}), IsOk());
  EXPECT_TRUE(ReadAll(db()).empty());
  Numberer numberer = Make();
  EXPECT_THAT(numberer.NumberPending(), IsOk());

  const std::vector<Event> events = ReadAll(db());
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].partition, 5);
  EXPECT_EQ(events[0].seq, 1);
  EXPECT_EQ(events[0].aggregate, ThingName(id));
  EXPECT_EQ(events[0].version, 1);
  EXPECT_EQ(events[0].type, "google.protobuf.Int64Value");
  EXPECT_EQ(events[0].day, CivilDay(2026, 3, 1));
  EXPECT_EQ(events[0].reach, (Reach{{1}, {2, 3}}));
  google::protobuf::Int64Value payload;
  ASSERT_TRUE(payload.ParseFromString(events[1].payload));
  EXPECT_EQ(payload.value(), 2);
  EXPECT_EQ(events[2].type, "google.protobuf.StringValue");
  EXPECT_EQ(heads_.view()->last_seq[5], 3);
  ExpectSound(db());
}

TEST_F(NumbererTest, AChangeThatRollsBackTellsNothing) {
  const absl::Status status = db().Transact([&](mysql::Transaction& tx) -> absl::Status {
    Root root = FirstVersionOf(ThingIn(1));
    google::protobuf::Int64Value payload;
    LADDER_RETURN_IF_ERROR(
        Emit(tx, {.now = absl::Now(), .wakeup = &wakeup_}, root, "things/x", payload));
    return absl::InvalidArgumentError("no");
  });
  EXPECT_THAT(status, HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(Number(db(), "SELECT COUNT(*) FROM event"), 0);
  EXPECT_EQ(wakeup_.Wait(absl::ZeroDuration()), 0u);
}

TEST_F(NumbererTest, IdsOfOneAggregateGrowThoughTheClockGoesBack) {
  const Ulid id = ThingIn(1);
  const absl::Time now = absl::Now();
  ASSERT_THAT(db().Transact([&](mysql::Transaction& tx) -> absl::Status {
    Root root = FirstVersionOf(id);
    google::protobuf::Int64Value payload;
    Ulid last;
    for (absl::Duration shift : {absl::Seconds(0), -absl::Hours(1), absl::Seconds(0)}) {
      LADDER_RETURN_IF_ERROR(Emit(tx, {.now = now + shift}, root, ThingName(id), payload));
      EXPECT_GT(root.last_event, last);
      last = root.last_event;
    }
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_F(NumbererTest, APayloadHasALimit) {
  google::protobuf::BytesValue payload;
  payload.set_value(std::string(kPayloadBytesMax, 'x'));
  EXPECT_THAT(db().Transact([&](mysql::Transaction& tx) {
    Root root = FirstVersionOf(ThingIn(1));
    return Emit(tx, {.now = absl::Now()}, root, "things/x", payload);
  }),
              Refused("TRANSACTION_TOO_LARGE"));
}

TEST_F(NumbererTest, TheDatabaseComputesTheSamePartition) {
  for (int i = 0; i < 20; ++i) {
    const Ulid id = Ulid::New(absl::Now());
    const auto row = db().Read(
        [&](mysql::Transaction& tx) { return tx.QueryOne("SELECT CRC32(?) MOD 64", {id}); });
    ASSERT_THAT(row, IsOk());
    EXPECT_EQ((*row)->Int(0), PartitionOf(id));
  }
}

TEST_F(NumbererTest, FullBatchesGoOnWhereTheyStopped) {
  const Ulid id = ThingIn(9);
  for (int i = 0; i < 5; ++i) ASSERT_THAT(ChangeThing(db(), id, {.events = 5}), IsOk());
  Numberer numberer = Make({.batch_max = 10});
  for (const int64_t expected : {10, 20, 25}) {
    LADDER_ASSERT_OK_AND_ASSIGN(const bool more, numberer.NumberPending());
    EXPECT_EQ(Numbered(), expected);
    EXPECT_EQ(more, expected < 25);
  }
  ExpectSound(db());
}

TEST_F(NumbererTest, TheLargestBatchFitsATransaction) {
  const Ulid id = ThingIn(9);
  for (int i = 0; i < 4; ++i) ASSERT_THAT(ChangeThing(db(), id, {.events = 300}), IsOk());
  Numberer numberer = Make();
  EXPECT_THAT(numberer.NumberPending(), IsOk());
  EXPECT_EQ(Numbered(), NumbererOptions().batch_max);
}

TEST_F(NumbererTest, ALeasedPartitionIsLeftToItsOwnerUntilTheLeaseEnds) {
  const Ulid id = ThingIn(9);
  Heads others;
  Wakeup wakeup;
  Numberer owner = Make({.lease = absl::Milliseconds(300)});
  Numberer other(db(), clock_, others, wakeup);
  ASSERT_THAT(ChangeThing(db(), id), IsOk());
  ASSERT_THAT(owner.NumberPending(), IsOk());
  ASSERT_THAT(ChangeThing(db(), id), IsOk());
  ASSERT_THAT(other.NumberPending(), IsOk());
  EXPECT_EQ(Numbered(), 1);
  EXPECT_TRUE(Eventually([&] { return other.NumberPending().ok() && Numbered() == 2; }));
  EXPECT_EQ(others.view()->last_seq[9], 2);
}

TEST_F(NumbererTest, AHeadLockedByAStoppedProcessDelaysItsPartitionAlone) {
  const Ulid stuck = ThingIn(9);
  const Ulid free = ThingIn(10);
  ASSERT_THAT(ChangeThing(db(), stuck), IsOk());
  ASSERT_THAT(ChangeThing(db(), free), IsOk());
  Numberer numberer = Make();
  ASSERT_THAT(db().Transact([&](mysql::Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(
        tx.Query("SELECT 1 FROM feed_head WHERE partition_no = 9 FOR UPDATE").status());
    std::thread([&] {
      const absl::Time begun = absl::Now();
      EXPECT_THAT(numberer.NumberPending(), IsOk());
      EXPECT_LT(absl::Now() - begun, absl::Seconds(1));
    }).join();
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(Numbered(), 1);
  EXPECT_THAT(numberer.NumberPending(), IsOk());
  EXPECT_EQ(Numbered(), 2);
}

TEST_F(NumbererTest, AWriterWakesItsNumberer) {
  Numberer numberer = Make({.poll = absl::Hours(1)});
  numberer.Start();
  ASSERT_TRUE(Eventually([&] { return heads_.view().has_value(); }));
  for (int i = 1; i <= 10; ++i) {
    ASSERT_THAT(ChangeThing(db(), ThingIn(9), {.wakeup = &wakeup_}), IsOk());
    EXPECT_TRUE(Eventually([&] { return heads_.view()->last_seq[9] == i; }));
  }
  numberer.Stop();
  EXPECT_EQ(numberer.status().numbered, 10);
}

TEST_F(NumbererTest, ThePollFindsWhatOthersWrote) {
  Numberer numberer = Make();
  numberer.Start();
  ASSERT_THAT(ChangeThing(db(), ThingIn(9)), IsOk());
  EXPECT_TRUE(Eventually([&] { return heads_.view() && heads_.view()->last_seq[9] == 1; }));
}

// docs/architecture.md 9.1: a transaction held open across 1 000 later commits. The reader gets the
// others' events at once, and the held one when it commits.
TEST_F(NumbererTest, ATransactionHeldOpenDelaysNobody) {
  constexpr int kCommits = 1000;
  Numberer numberer = Make();
  numberer.Start();
  const Ulid held = ThingIn(9);
  std::atomic<bool> open{false};
  std::atomic<bool> release{false};
  std::thread holder([&] {
    mysql::Options patient = schema_.options();
    patient.transaction_time_max = absl::Seconds(60);
    patient.idle_transaction_timeout = absl::Seconds(60);
    const auto database = mysql::Database::Open(patient);
    ASSERT_THAT(database, IsOk());
    EXPECT_THAT(ChangeThing(**database, held,
                            {.before_commit =
                                 [&] {
                                   open = true;
                                   while (!release) absl::SleepFor(absl::Milliseconds(1));
                                 }}),
                IsOk());
  });
  ASSERT_TRUE(Eventually([&] { return open.load(); }));

  std::vector<absl::Duration> delays;
  const Ulid same_partition = ThingIn(9);
  for (int i = 0; i < kCommits; ++i) {
    // Every other one in the held event's own partition.
    const Ulid id = i % 2 == 0 ? same_partition : Ulid::New(absl::Now());
    const size_t partition = static_cast<size_t>(PartitionOf(id));
    const int64_t before = heads_.view() ? heads_.view()->last_seq[partition] : 0;
    ASSERT_THAT(ChangeThing(db(), id, {.wakeup = &wakeup_}), IsOk());
    const absl::Time committed = absl::Now();
    ASSERT_TRUE(
        Eventually([&] { return heads_.view() && heads_.view()->last_seq[partition] > before; }));
    delays.push_back(absl::Now() - committed);
  }
  EXPECT_EQ(Numbered(), kCommits);
  release = true;
  holder.join();
  EXPECT_TRUE(Eventually([&] { return Numbered() == kCommits + 1; }));
  numberer.Stop();
  ExpectSound(db());

  std::sort(delays.begin(), delays.end());
  std::cout << "delay from commit to number beside an open transaction: median "
            << delays[kCommits / 2] << ", p99 " << delays[kCommits * 99 / 100] << ", max "
            << delays.back() << "\n";
  EXPECT_LT(delays[kCommits * 99 / 100], absl::Milliseconds(500));
}

TEST_F(NumbererTest, ManyWritersAndThreeNumberersKeepOrder) {
  constexpr int kWriters = 4;
  constexpr int kChanges = 150;
  std::vector<Ulid> things;
  for (int i = 0; i < 6; ++i) things.push_back(ThingIn(i % 3));
  Heads heads[2];
  Wakeup wakeups[2];
  const NumbererOptions eager{
      .poll = absl::Milliseconds(1), .lease = absl::Milliseconds(2), .batch_max = 7};
  Numberer first = Make(eager);
  Numberer second(db(), clock_, heads[0], wakeups[0], eager);
  Numberer third(db(), clock_, heads[1], wakeups[1], eager);
  for (Numberer* numberer : {&first, &second, &third}) numberer->Start();

  std::vector<std::thread> writers;
  std::atomic<int> told{0};
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < kChanges; ++i) {
        const ChangeOptions change{.events = 1 + i % 3, .wakeup = &wakeup_};
        const Ulid id = things[static_cast<size_t>(w * 5 + i) % things.size()];
        if (ChangeThing(db(), id, change).ok()) told += change.events;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_TRUE(Eventually([&] { return Numbered() == told; }));
  for (Numberer* numberer : {&first, &second, &third}) numberer->Stop();
  ExpectSound(db());
  std::cout << "numbered by each: " << first.status().numbered << ", " << second.status().numbered
            << ", " << third.status().numbered << "\n";
}

TEST_F(NumbererTest, OldEventsArePrunedAndTheRestStays) {
  const Ulid id = ThingIn(9);
  for (int i = 0; i < 7; ++i) ASSERT_THAT(ChangeThing(db(), id), IsOk());
  Numberer numberer = Make();
  ASSERT_THAT(numberer.NumberPending(), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(int64_t pruned, Prune(db(), absl::Now()));
  EXPECT_EQ(pruned, 0);
  LADDER_ASSERT_OK_AND_ASSIGN(pruned,
                              Prune(db(), absl::Now() + absl::Hours(24 * 91), {.batch_max = 3}));
  EXPECT_EQ(pruned, 7);
  EXPECT_EQ(Number(db(), "SELECT COUNT(*) FROM event"), 0);

  ASSERT_THAT(ChangeThing(db(), id), IsOk());
  ASSERT_THAT(numberer.NumberPending(), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const LogBounds bounds, db().Read(ReadBounds));
  EXPECT_EQ(bounds.heads.last_seq[9], 8);
  EXPECT_EQ(bounds.first_seq[9], 8);
  EXPECT_TRUE(bounds.Covers(9, bounds.heads.epoch, 7));
  EXPECT_TRUE(bounds.Covers(9, bounds.heads.epoch, 8));
  EXPECT_FALSE(bounds.Covers(9, bounds.heads.epoch, 6));
  EXPECT_FALSE(bounds.Covers(9, bounds.heads.epoch, 9));
  EXPECT_FALSE(bounds.Covers(9, Ulid::New(absl::Now()), 8));
}

TEST_F(NumbererTest, ANewEpochIsLaterThanTheOld) {
  LADDER_ASSERT_OK_AND_ASSIGN(const LogBounds before, db().Read(ReadBounds));
  ASSERT_THAT(EnsureEpoch(db(), absl::Now()), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const LogBounds same, db().Read(ReadBounds));
  EXPECT_EQ(same.heads.epoch, before.heads.epoch);
  ASSERT_THAT(RenewEpoch(db(), absl::Now() - absl::Hours(5)), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const LogBounds after, db().Read(ReadBounds));
  EXPECT_GT(after.heads.epoch, before.heads.epoch);
}

}  // namespace
}  // namespace ladder::feed
