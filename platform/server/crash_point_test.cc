#include "platform/server/crash_point.h"

#include <gtest/gtest.h>

namespace ladder::server {
namespace {

TEST(CrashPointTest, NothingHappensUnlessArmed) { CrashPoint("a"); }

TEST(CrashPointDeathTest, TheArmedPassingOfTheArmedPointEndsTheProcess) {
  EXPECT_EXIT(
      {
        ArmCrashPoint("a:3");
        CrashPoint("a");
        CrashPoint("b");
        CrashPoint("a");
        std::fputs("still here\n", stderr);
        CrashPoint("a");
      },
      ::testing::KilledBySignal(SIGKILL), "still here");
}

}  // namespace
}  // namespace ladder::server
