#include "platform/server/crash_point.h"

#include <sys/wait.h>
#include <unistd.h>

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

TEST(CrashPointTest, AStoppedProcessGoesOnWhenItIsTold) {
  const pid_t child = fork();
  if (child == 0) {
    ArmCrashPoint("a:2:stop");
    CrashPoint("a");
    CrashPoint("a");
    _exit(7);
  }
  int state = 0;
  ASSERT_EQ(waitpid(child, &state, WUNTRACED), child);
  EXPECT_TRUE(WIFSTOPPED(state));
  ASSERT_EQ(kill(child, SIGCONT), 0);
  ASSERT_EQ(waitpid(child, &state, 0), child);
  EXPECT_EQ(WEXITSTATUS(state), 7);
}

}  // namespace
}  // namespace ladder::server
