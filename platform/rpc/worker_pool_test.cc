#include "platform/rpc/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"

namespace ladder::rpc {
namespace {

TEST(WorkerPoolTest, RefusesWhenTheQueueIsFullAndRunsWhatItTook) {
  std::atomic<int> ran{0};
  {
    WorkerPool pool(1, 2);
    absl::Notification started, release;
    ASSERT_TRUE(pool.TryRun(absl::InfiniteFuture(), [&] {
      started.Notify();
      release.WaitForNotification();
      ++ran;
    }));
    started.WaitForNotification();
    EXPECT_TRUE(pool.TryRun(absl::InfiniteFuture(), [&] { ++ran; }));
    EXPECT_TRUE(pool.TryRun(absl::InfiniteFuture(), [&] { ++ran; }));
    EXPECT_FALSE(pool.TryRun(absl::InfiniteFuture(), [&] { ++ran; }));
    EXPECT_EQ(pool.queued(), 2u);
    release.Notify();
  }
  EXPECT_EQ(ran, 3);
}

TEST(WorkerPoolTest, RefusesWhatCouldNotStartBeforeItsDeadline) {
  WorkerPool pool(1, 100);
  // Two pieces of 20 ms teach the pool its mean; with one at work and one queued the next would
  // start too late.
  absl::Notification learned;
  ASSERT_TRUE(pool.TryRun(absl::InfiniteFuture(), [] { absl::SleepFor(absl::Milliseconds(20)); }));
  ASSERT_TRUE(pool.TryRun(absl::InfiniteFuture(), [&] { learned.Notify(); }));
  learned.WaitForNotification();
  absl::Notification release, started;
  ASSERT_TRUE(pool.TryRun(absl::InfiniteFuture(), [&] {
    started.Notify();
    release.WaitForNotification();
  }));
  started.WaitForNotification();
  ASSERT_TRUE(pool.TryRun(absl::InfiniteFuture(), [] {}));
  EXPECT_FALSE(pool.TryRun(absl::Now(), [] {}));
  EXPECT_TRUE(pool.TryRun(absl::Now() + absl::Seconds(10), [] {}));
  release.Notify();
}

}  // namespace
}  // namespace ladder::rpc
