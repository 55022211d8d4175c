// Runners that are killed, stopped and cut off from the database: each step takes effect once.
#include <signal.h>

#include <atomic>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "platform/migrate/migrator.h"
#include "platform/operations/tests/commit_loss.h"
#include "platform/operations/tests/operations_test.h"
#include "platform/operations/tests/worker_process.h"
#include "platform/testing/mariadb.h"

namespace ladder::operations {
namespace {

class CrashTest : public OperationsTest {
 protected:
  using OperationsTest::OperationsTest;
  void ExpectMadeOnce(const Ulid& id, int64_t count) {
    const Operation operation = Get(id);
    EXPECT_EQ(operation.state, State::kSucceeded);
    EXPECT_EQ(operation.progress.done, count);
    EXPECT_EQ(AnswerOf(operation), count);
    EXPECT_EQ(Things(id), UpTo(count));
  }
};

TEST_F(CrashTest, KilledAtEveryPointAnotherProcessGoesOn) {
  constexpr int kThings = 3;
  std::vector<std::string> points = {"operations.claimed"};
  for (int thing = 1; thing <= kThings; ++thing) {
    for (const char* place : {"begun", "worked", "saved", "committed"}) {
      points.push_back(absl::StrCat("operations.step.", place, ":", thing));
    }
  }
  points.push_back("operations.finish.begun");
  points.push_back("operations.finish.committed");
  for (const std::string& point : points) {
    SCOPED_TRACE(point);
    const Ulid id = StartThings(kThings);
    WorkerProcess worker(options_, point, "-");
    ASSERT_TRUE(worker.WaitKilled());
    const auto runner = ThingRunner();
    runner->Start();
    ASSERT_TRUE(Ends(id));
    ExpectMadeOnce(id, kThings);
  }
}

TEST_F(CrashTest, KilledAtEveryStepManyProcessesFinishTogether) {
  constexpr int kThings = 6;
  const Ulid id = StartThings(kThings);
  for (int made = 1; made <= kThings; ++made) {
    WorkerProcess worker(options_, "operations.step.committed", "-");
    ASSERT_TRUE(worker.WaitKilled());
    EXPECT_EQ(Things(id), UpTo(made));
    EXPECT_EQ(Get(id).progress.done, made);
  }
  // Each of them got on by a step, so none of their ends counts.
  RunnerOptions options = QuickOptions();
  options.tries_max = 2;
  const auto runner = ThingRunner({}, options);
  runner->Start();
  ASSERT_TRUE(Ends(id));
  ExpectMadeOnce(id, kThings);
}

TEST_F(CrashTest, WorkThatAlwaysEndsItsProcessIsGivenUp) {
  RunnerOptions options = QuickOptions();
  options.tries_max = 2;
  const Ulid id = StartThings(3);
  // The first is killed after one step; then there are two claims without a step.
  for (const char* point : {"operations.step.worked:2", "operations.step.worked"}) {
    WorkerProcess worker(options_, point, "-");
    ASSERT_TRUE(worker.WaitKilled());
  }
  WorkerProcess worker(options_, "operations.claimed", "-");
  ASSERT_TRUE(worker.WaitKilled());
  const auto runner = ThingRunner({}, options);
  runner->Start();
  ASSERT_TRUE(Ends(id));
  EXPECT_EQ(Get(id).state, State::kFailed);
  EXPECT_EQ(ReasonOf(Get(id)), "OPERATION_STUCK");
  EXPECT_EQ(Things(id), UpTo(1));
}

TEST_F(CrashTest, ACancelReachesWhoeverTakesOver) {
  const Ulid id = StartThings(4);
  WorkerProcess worker(options_, "operations.step.committed:2", "-");
  ASSERT_TRUE(worker.WaitKilled());
  ASSERT_THAT(Cancel(id), IsOk());
  EXPECT_EQ(Get(id).state, State::kOpen);
  const auto runner = ThingRunner();
  runner->Start();
  ASSERT_TRUE(Ends(id));
  EXPECT_EQ(Get(id).state, State::kCancelled);
  EXPECT_EQ(Things(id), UpTo(2));
}

TEST_F(CrashTest, AStalledOwnerCommitsNothingAfterATakeover) {
  constexpr int kThings = 4;
  for (const char* stop : {"before:2", "inside:2"}) {
    SCOPED_TRACE(stop);
    const Ulid id = StartThings(kThings);
    WorkerProcess stalled(options_, "-", stop);
    ASSERT_TRUE(stalled.WaitStopped());
    absl::Notification half_way, go_on;
    MakeThings work;
    work.before = [&](OperationContext&, int64_t number) {
      if (number == 3) {
        half_way.Notify();
        go_on.WaitForNotification();
      }
      return absl::OkStatus();
    };
    const auto runner = ThingRunner(work);
    runner->Start();
    half_way.WaitForNotification();
    EXPECT_EQ(Things(id), UpTo(2));
    EXPECT_EQ(Refusals(id), 0);
    // It wakes up at its second step, while the operation is open and another's, and is told.
    stalled.Send(SIGCONT);
    EXPECT_TRUE(Eventually([&] { return Refusals(id) == 1; }));
    EXPECT_EQ(Things(id), UpTo(2));
    go_on.Notify();
    ASSERT_TRUE(Ends(id));
    ExpectMadeOnce(id, kThings);
    EXPECT_EQ(Refusals(id), 1);
    stalled.Send(SIGKILL);
    ASSERT_TRUE(stalled.WaitKilled());
  }
}

TEST_F(CrashTest, AStepWhoseCommitWasNotAnsweredIsNotRepeated) {
  constexpr int kThings = 4;
  CommitLoss door(options_.dsn);
  mysql::Options options = options_;
  options.dsn = door.dsn();
  LADDER_ASSERT_OK_AND_ASSIGN(const auto database, mysql::Database::Open(options));
  int inside = 0;
  MakeThings work;
  work.inside = [&](int64_t number) {
    ++inside;
    // The third step's second commit, of a run that found it done, is lost too.
    door.LoseNext(number == 3 ? 2 : 1);
  };
  Runner runner(*database, store_, doorbell_, metrics_, QuickOptions());
  runner.Add<MakeThings::Request>(kMakeThings, work);
  const Ulid id = StartThings(kThings);
  EXPECT_THAT(runner.RunDue(), IsOk());
  ExpectMadeOnce(id, kThings);
  EXPECT_EQ(inside, kThings);
  EXPECT_EQ(door.lost(), kThings + 1);
}

// A server of its own, which forgets nothing when it is killed.
class ServerCrashTest : public CrashTest {
 protected:
  ServerCrashTest() : CrashTest(Migrated()) {}

  static TestMariaDb& Server() {
    static TestMariaDb server({.durable = true});
    return server;
  }
  static mysql::Options Migrated() {
    const mysql::Options options = Server().CreateSchema("operations");
    LADDER_INVARIANT(migrate::Migrate(options, {}).ok());
    return options;
  }
};

TEST_F(ServerCrashTest, AServerThatIsKilledLosesAndRepeatsNoStep) {
  constexpr int kThings = 300;
  std::atomic<int64_t> reached{0};
  MakeThings work;
  work.before = [&](OperationContext&, int64_t number) {
    reached = number;
    return absl::OkStatus();
  };
  const auto runner = ThingRunner(work);
  runner->Start();
  const Ulid id = StartThings(kThings);
  for (int64_t at : {50, 120, 200}) {
    ASSERT_TRUE(Eventually([&] { return reached >= at; }));
    Server().Kill();
    Server().Start();
    // Its connections are gone; what waits for a retry need not wait long.
    ASSERT_TRUE(Eventually([&] {
      return database_
          ->Transact([&](mysql::Transaction& tx) {
            return tx
                .Execute(
                    "UPDATE operation SET lease_until = SYSDATE(6) "
                    "WHERE id = ? AND lease_until > SYSDATE(6) + INTERVAL 500000 MICROSECOND",
                    {id})
                .status();
          })
          .ok();
    }));
  }
  ASSERT_TRUE(Ends(id));
  ExpectMadeOnce(id, kThings);
}

}  // namespace
}  // namespace ladder::operations
