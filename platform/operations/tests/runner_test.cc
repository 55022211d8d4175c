// The runner on a real database: steps, cancelling, failures, hand-over, two at once.
#include "platform/operations/runner.h"

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "google/protobuf/wrappers.pb.h"
#include "ladder/options/v1/reasons.h"
#include "platform/operations/tests/operations_test.h"

namespace ladder::operations {
namespace {

using google::protobuf::Int64Value;

class RunnerTest : public OperationsTest {
 protected:
  // A runner with one kind, whose work is `work`.
  template <typename F>
  std::unique_ptr<Runner> RunnerOf(F work, RunnerOptions options = QuickOptions()) {
    auto runner = std::make_unique<Runner>(*database_, store_, doorbell_, metrics_, options);
    runner->Add<Int64Value>(kMakeThings, std::move(work));
    return runner;
  }
};

TEST_F(RunnerTest, AnOperationIsDoneStepByStepAndAnswers) {
  const auto runner = ThingRunner();
  runner->Start();
  const Ulid id = StartThings(5);
  ASSERT_TRUE(Ends(id));
  const Operation operation = Get(id);
  EXPECT_EQ(operation.state, State::kSucceeded);
  EXPECT_EQ(AnswerOf(operation), 5);
  EXPECT_EQ(operation.progress.done, 5);
  EXPECT_EQ(operation.progress.total, 5);
  EXPECT_EQ(operation.progress.step, "make");
  EXPECT_LE(operation.created, *operation.started);
  EXPECT_LE(*operation.started, *operation.ended);
  EXPECT_EQ(Things(id), UpTo(5));
}

TEST_F(RunnerTest, TheWorkKnowsItsCallerAndScope) {
  Int64Value request;
  NewOperation wanted = Wanted(request, "users/ann");
  wanted.scope = *Scope::Of({Scope::Subtree(420625000000)});
  ASSERT_THAT(database_->Transact([&](mysql::Transaction& tx) { return store_.Start(tx, wanted); }),
              IsOk());
  std::string seen;
  const auto runner = RunnerOf([&](OperationContext& context,
                                   const Int64Value& given) -> absl::StatusOr<Int64Value> {
    seen =
        absl::StrCat(context.principal(), " ", context.scope().Fingerprint(), " ", context.trace());
    return given;
  });
  EXPECT_THAT(runner->RunDue(), IsOk());
  EXPECT_EQ(seen, absl::StrCat("users/ann ", wanted.scope.Fingerprint(), " ", wanted.trace));
}

TEST_F(RunnerTest, AFailedStepChangesNothingAndItsReasonIsShown) {
  const auto make = [](OperationContext& context, int number, const absl::Status& end) {
    return context.Step([&](mysql::Transaction& tx) -> absl::StatusOr<Checkpoint> {
      LADDER_RETURN_IF_ERROR(
          tx.Execute("INSERT INTO thing VALUES (?, ?)", {context.id(), number}).status());
      if (!end.ok()) return end;
      return Checkpoint{.data = "x", .progress = {.done = number}};
    });
  };
  const auto runner = RunnerOf([&](OperationContext& context,
                                   const Int64Value&) -> absl::StatusOr<Int64Value> {
    LADDER_RETURN_IF_ERROR(make(context, 1, absl::OkStatus()));
    LADDER_RETURN_IF_ERROR(make(context, 2, Refuse(Reason::kNotFound, {{"name", "persons/1"}})));
    return Int64Value();
  });
  const Ulid id = StartThings(2);
  EXPECT_THAT(runner->RunDue(), IsOk());
  const Operation operation = Get(id);
  EXPECT_EQ(operation.state, State::kFailed);
  EXPECT_EQ(ReasonOf(operation), "NOT_FOUND");
  EXPECT_EQ(operation.progress.done, 1);
  EXPECT_EQ(Things(id), UpTo(1));
}

TEST_F(RunnerTest, ADefectIsShownAsInternalAndNothingElse) {
  const absl::Status inner = absl::InternalError("secret detail");
  const auto runner =
      RunnerOf([&](OperationContext&,
                   const Int64Value& request) -> absl::StatusOr<google::protobuf::StringValue> {
        if (request.value() == 1) return inner;
        if (request.value() == 2) throw std::bad_alloc();
        google::protobuf::StringValue answer;
        answer.set_value(std::string(kResultBytesMax, 'x'));
        return answer;
      });
  const Ulid ids[] = {StartThings(1), StartThings(2), StartThings(3)};
  EXPECT_THAT(runner->RunDue(), IsOk());
  for (const Ulid& id : ids) {
    const Operation operation = Get(id);
    EXPECT_EQ(operation.state, State::kFailed);
    EXPECT_EQ(ReasonOf(operation), "INTERNAL");
    EXPECT_EQ(operation.error.find("secret"), std::string::npos);
  }
}

TEST_F(RunnerTest, WhatMayPassIsTriedAgainFromTheLastStep) {
  std::atomic<int> calls{0};
  MakeThings work;
  work.before = [&](OperationContext&, int64_t number) -> absl::Status {
    if (number == 3 && ++calls < 3)
      return Refuse(Reason::kUpstreamUnavailable, {{"upstream", "registry"}});
    return absl::OkStatus();
  };
  const auto runner = ThingRunner(work);
  const Ulid id = StartThings(4);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(Get(id).state, State::kOpen);
    EXPECT_THAT(runner->RunDue(), IsOk());
    EXPECT_EQ(calls, round + 1);
    // It waits before it is tried again.
    EXPECT_THAT(runner->RunDue(), IsOk());
    EXPECT_EQ(calls, round + 1);
    Change("UPDATE operation SET lease_until = SYSDATE(6) WHERE id = ?", {id});
  }
  EXPECT_EQ(Get(id).state, State::kSucceeded);
  EXPECT_EQ(Things(id), UpTo(4));
}

TEST_F(RunnerTest, WhatDoesNotPassFailsWithItsReason) {
  RunnerOptions options = QuickOptions();
  options.tries_max = 2;
  const auto runner = RunnerOf(
      [](OperationContext&, const Int64Value&) -> absl::StatusOr<Int64Value> {
        return Refuse(Reason::kUpstreamUnavailable, {{"upstream", "registry"}});
      },
      options);
  const Ulid id = StartThings(1);
  EXPECT_THAT(runner->RunDue(), IsOk());
  EXPECT_EQ(Get(id).state, State::kOpen);
  Change("UPDATE operation SET lease_until = SYSDATE(6) WHERE id = ?", {id});
  EXPECT_THAT(runner->RunDue(), IsOk());
  EXPECT_EQ(Get(id).state, State::kFailed);
  EXPECT_EQ(ReasonOf(Get(id)), "UPSTREAM_UNAVAILABLE");
}

TEST_F(RunnerTest, ACancelStopsBetweenTwoSteps) {
  absl::Notification reached, cancelled;
  MakeThings work;
  work.before = [&](OperationContext&, int64_t number) {
    if (number == 3) {
      reached.Notify();
      cancelled.WaitForNotification();
    }
    return absl::OkStatus();
  };
  const auto runner = ThingRunner(work);
  runner->Start();
  const Ulid id = StartThings(5);
  reached.WaitForNotification();
  ASSERT_THAT(Cancel(id), IsOk());
  EXPECT_TRUE(Get(id).cancel_requested);
  EXPECT_EQ(Get(id).state, State::kOpen);
  cancelled.Notify();
  ASSERT_TRUE(Ends(id));
  const Operation operation = Get(id);
  EXPECT_EQ(operation.state, State::kCancelled);
  EXPECT_EQ(ReasonOf(operation), "OPERATION_CANCELLED");
  google::rpc::Status error;
  ASSERT_TRUE(error.ParseFromString(operation.error));
  EXPECT_EQ(error.code(), static_cast<int>(absl::StatusCode::kCancelled));
  EXPECT_EQ(operation.progress.done, 2);
  EXPECT_EQ(Things(id), UpTo(2));
}

TEST_F(RunnerTest, LongComputingNoticesACancel) {
  absl::Notification reached;
  const auto runner =
      RunnerOf([&](OperationContext& context, const Int64Value&) -> absl::StatusOr<Int64Value> {
        reached.Notify();
        while (!context.cancelled()) absl::SleepFor(absl::Milliseconds(1));
        return context.Check();
      });
  runner->Start();
  const Ulid id = StartThings(1);
  reached.WaitForNotification();
  ASSERT_THAT(Cancel(id), IsOk());
  ASSERT_TRUE(Ends(id));
  EXPECT_EQ(Get(id).state, State::kCancelled);
}

TEST_F(RunnerTest, LongComputingKeepsItsLease) {
  absl::Notification done;
  std::atomic<int> calls{0};
  const auto work = [&](OperationContext& context,
                        const Int64Value& request) -> absl::StatusOr<Int64Value> {
    ++calls;
    done.WaitForNotification();
    LADDER_RETURN_IF_ERROR(context.Check());
    return request;
  };
  const auto first = RunnerOf(work), second = RunnerOf(work);
  first->Start();
  second->Start();
  const Ulid id = StartThings(1);
  // Four leases long.
  const absl::Time until = absl::Now() + 4 * QuickOptions().lease;
  EXPECT_TRUE(Eventually([&] { return absl::Now() > until; }));
  done.Notify();
  ASSERT_TRUE(Ends(id));
  EXPECT_EQ(Get(id).state, State::kSucceeded);
  EXPECT_EQ(calls, 1);
}

TEST_F(RunnerTest, ProgressNeverGoesBack) {
  std::atomic<bool> ended{false};
  const auto runner = RunnerOf([](OperationContext& context,
                                  const Int64Value& request) -> absl::StatusOr<Int64Value> {
    for (int64_t done : {3, 1, 7, 2, 9, 4}) {
      LADDER_RETURN_IF_ERROR(context.Report({.done = done, .total = 10, .step = "compute"}));
      LADDER_RETURN_IF_ERROR(context.Step([&](mysql::Transaction&) -> absl::StatusOr<Checkpoint> {
        return Checkpoint{.data = "x",
                          .progress = {.done = done - 1, .total = 10, .step = "write"}};
      }));
    }
    return request;
  });
  const Ulid id = StartThings(1);
  std::vector<int64_t> seen;
  std::thread watcher([&] {
    while (!ended) seen.push_back(Get(id).progress.done);
  });
  EXPECT_THAT(runner->RunDue(), IsOk());
  ended = true;
  watcher.join();
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(Get(id).progress.done, 9);
}

TEST_F(RunnerTest, AStoppedRunnerHandsOverBetweenTwoSteps) {
  absl::Notification reached, stopped;
  MakeThings work;
  work.inside = [&](int64_t number) {
    if (number == 2) {
      reached.Notify();
      stopped.WaitForNotification();
    }
  };
  auto first = ThingRunner(work);
  first->Start();
  const Ulid id = StartThings(4);
  reached.WaitForNotification();
  std::thread destroyer([&] { first.reset(); });
  absl::SleepFor(absl::Milliseconds(20));
  stopped.Notify();
  destroyer.join();
  // The step that was at work is done, the next one was not begun, and nobody need wait.
  EXPECT_EQ(Things(id), UpTo(2));
  EXPECT_EQ(Get(id).state, State::kOpen);
  EXPECT_EQ(Number("SELECT tries FROM operation LIMIT 1"), 0);
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  EXPECT_EQ(Get(id).state, State::kSucceeded);
  EXPECT_EQ(Things(id), UpTo(4));
}

TEST_F(RunnerTest, TwoRunnersShareTheWorkAndEachOperationHasOneOwner) {
  constexpr int kOperations = 40;
  RunnerOptions options = QuickOptions();
  options.concurrency = 3;
  std::atomic<int> at_work{0}, most{0};
  MakeThings work;
  work.before = [&](OperationContext&, int64_t number) {
    if (number == 1) most = std::max(most.load(), ++at_work);
    if (number == 5) --at_work;
    return absl::OkStatus();
  };
  const auto first = ThingRunner(work, options), second = ThingRunner(work, options);
  std::vector<Ulid> ids;
  for (int i = 0; i < kOperations; ++i) ids.push_back(StartThings(5));
  first->Start();
  second->Start();
  for (const Ulid& id : ids) ASSERT_TRUE(Ends(id));
  for (const Ulid& id : ids) EXPECT_EQ(Things(id), UpTo(5));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation WHERE fence = 1 AND state = 3"), kOperations);
  EXPECT_LE(most, 6);
}

TEST_F(RunnerTest, AnUnknownKindFailsClearlyAfterAnUpgradesTime) {
  const Ulid id = StartThings(1, "users/ann", "test.things.of_tomorrow");
  const Ulid known = StartThings(1);
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  // A newer replica may know it.
  EXPECT_EQ(Get(id).state, State::kOpen);
  EXPECT_EQ(Get(known).state, State::kSucceeded);
  RunnerOptions options = QuickOptions();
  options.stranded_after = absl::ZeroDuration();
  EXPECT_THAT(ThingRunner({}, options)->RunDue(), IsOk());
  EXPECT_EQ(Get(id).state, State::kFailed);
  EXPECT_EQ(ReasonOf(Get(id)), "OPERATION_KIND_UNKNOWN");
  // A process without any kind is one too.
  const Ulid other = StartThings(1);
  Runner none(*database_, store_, doorbell_, metrics_, options);
  EXPECT_THAT(none.RunDue(), IsOk());
  EXPECT_EQ(ReasonOf(Get(other)), "OPERATION_KIND_UNKNOWN");
}

TEST_F(RunnerTest, ACheckpointHasABound) {
  const auto runner = RunnerOf(
      [](OperationContext& context, const Int64Value& request) -> absl::StatusOr<Int64Value> {
        LADDER_RETURN_IF_ERROR(context.Step([&](mysql::Transaction&) -> absl::StatusOr<Checkpoint> {
          return Checkpoint{.data = std::string(kCheckpointBytesMax + 1, 'x')};
        }));
        return request;
      });
  const Ulid id = StartThings(1);
  EXPECT_THAT(runner->RunDue(), IsOk());
  EXPECT_EQ(ReasonOf(Get(id)), "TRANSACTION_TOO_LARGE");
}

}  // namespace
}  // namespace ladder::operations
