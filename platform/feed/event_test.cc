#include "platform/feed/event.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "absl/time/clock.h"
#include "platform/feed/heads.h"
#include "platform/feed/pump.h"
#include "platform/feed/wakeup.h"
#include "platform/testing/status_matchers.h"

namespace ladder::feed {
namespace {

TEST(EventTest, PartitionIsTheIeeeCrcOfTheBytes) {
  // As zlib's crc32 and SQL's CRC32 say.
  EXPECT_EQ(PartitionOf(Ulid()), 0xecbb4b55 % 64);
  EXPECT_EQ(PartitionOf(Ulid::FromBytes("0123456789abcdef")), 0x68c4f033 % 64);
  EXPECT_EQ(PartitionOf(Ulid::FromBytes(std::string(16, '\xff'))), 0x3fb3c61a % 64);
}

TEST(EventTest, ReachSurvivesStorage) {
  const Reach cases[] = {{}, {{420625100001}, {}}, {{}, {1}}, {{420625100001, 2}, {420625100003}}};
  for (const Reach& reach : cases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Reach back, ParseReach(FormatReach(reach)));
    EXPECT_EQ(back, reach);
  }
  for (const char* text : {"", "1", "1|2|3", "a|", "1,|x"}) {
    EXPECT_THAT(ParseReach(text), HasCode(absl::StatusCode::kDataLoss)) << text;
  }
}

TEST(WakeupTest, RemembersRingsUntilTheyAreTaken) {
  Wakeup wakeup;
  wakeup.Ring(0);
  wakeup.Ring(63);
  wakeup.Ring(63);
  EXPECT_EQ(wakeup.Wait(absl::Seconds(60)), 0x8000000000000001u);
  EXPECT_EQ(wakeup.Wait(absl::ZeroDuration()), 0u);
  wakeup.Close();
  EXPECT_EQ(wakeup.Wait(absl::Seconds(60)), 0u);
}

TEST(HeadsTest, OnlyAnotherEpochGoesBack) {
  Heads heads;
  int told = 0;
  heads.SetListener([&] { ++told; });
  heads.Advance(3, 7);
  EXPECT_FALSE(heads.view());

  HeadView view{.epoch = Ulid::New(absl::Now())};
  view.last_seq[3] = 5;
  heads.Publish(view);
  heads.Advance(3, 9);
  heads.Advance(3, 8);
  heads.Publish(view);
  EXPECT_EQ(heads.view()->last_seq[3], 9);
  EXPECT_EQ(told, 2);

  view.epoch = Ulid::After(view.epoch, absl::Now());
  heads.Publish(view);
  EXPECT_EQ(heads.view()->last_seq[3], 5);
  EXPECT_EQ(told, 3);
  heads.SetListener(nullptr);
  heads.Advance(3, 10);
  EXPECT_EQ(told, 3);
}

// Counts its turns, and is done at once when the pump stops.
class CountingJob final : public Pump::Job {
 public:
  Pump::Step Run(bool stopping) override {
    ++turns;
    if (stopping) return Pump::Step::kDone;
    return turns < 3 ? Pump::Step::kAgain : Pump::Step::kIdle;
  }
  std::atomic<int> turns{0};
};

TEST(PumpTest, RunsJobsUntilTheyAreDoneAndRefusesLateOnes) {
  Pump pump(absl::Hours(1));
  CountingJob early;
  EXPECT_FALSE(pump.Add(&early));
  pump.Start();
  CountingJob job;
  EXPECT_TRUE(pump.Add(&job));
  while (job.turns < 3) absl::SleepFor(absl::Milliseconds(1));
  pump.Notify();
  while (job.turns < 4) absl::SleepFor(absl::Milliseconds(1));
  pump.Stop();
  EXPECT_EQ(job.turns, 5);
  EXPECT_FALSE(pump.Add(&early));
  EXPECT_EQ(early.turns, 0);
}

}  // namespace
}  // namespace ladder::feed
