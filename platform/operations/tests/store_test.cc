// Operations as callers see them, on a real database.
#include "platform/operations/operation_store.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/operations/tests/operations_test.h"

namespace ladder::operations {
namespace {

const Viewer kAnn = {.principal = "users/ann"};
const Viewer kBob = {.principal = "users/bob"};
const Viewer kAll = {.principal = "users/ops", .all = true};

class StoreTest : public OperationsTest {
 protected:
  template <typename F>
  auto In(F&& body) {
    return database_->Transact(std::forward<F>(body));
  }
  absl::StatusOr<Operation> Start(absl::string_view input, bool receives_input) {
    google::protobuf::Int64Value request;
    NewOperation wanted = Wanted(request, "users/ann");
    wanted.input = input;
    wanted.receives_input = receives_input;
    return In([&](mysql::Transaction& tx) { return store_.Start(tx, wanted); });
  }
  absl::Status Append(const Ulid& id, absl::string_view input, const Viewer& viewer = kAnn) {
    return In([&](mysql::Transaction& tx) { return store_.AppendInput(tx, id, viewer, input); });
  }
  absl::Status Close(const Ulid& id, const Viewer& viewer = kAnn) {
    return In([&](mysql::Transaction& tx) { return store_.CloseInput(tx, id, viewer); });
  }
  absl::Status Look(const Ulid& id, const Viewer& viewer) {
    return In([&](mysql::Transaction& tx) { return store_.Get(tx, id, viewer); }).status();
  }
  std::vector<Ulid> List(const Viewer& viewer, const ListFilter& filter = {},
                         const Ulid& before = {}, int limit = 10) {
    const auto operations =
        In([&](mysql::Transaction& tx) { return store_.List(tx, viewer, filter, before, limit); });
    EXPECT_THAT(operations, IsOk());
    std::vector<Ulid> ids;
    for (const Operation& operation : *operations) ids.push_back(operation.id);
    return ids;
  }
  // The input as the work of an operation reads it.
  std::string InputSeen(const Ulid& id) {
    std::string seen;
    Runner runner(*database_, store_, doorbell_, metrics_, QuickOptions());
    runner.Add(kMakeThings, [&](OperationContext& context) -> Runner::Answer {
      EXPECT_EQ(context.id(), id);
      LADDER_ASSIGN_OR_RETURN(seen, context.ReadInput());
      return std::make_unique<google::protobuf::Int64Value>();
    });
    EXPECT_THAT(runner.RunDue(), IsOk());
    return seen;
  }
};

TEST_F(StoreTest, AnOperationIsItsPrincipals) {
  const Ulid id = StartThings(1);
  EXPECT_THAT(Look(id, kAnn), IsOk());
  EXPECT_THAT(Look(id, kAll), IsOk());
  EXPECT_THAT(Look(id, kBob), Refused("NOT_FOUND"));
  EXPECT_THAT(Cancel(id, kBob), Refused("NOT_FOUND"));
  EXPECT_THAT(Append(id, "x", kBob), Refused("NOT_FOUND"));
  EXPECT_THAT(Close(id, kBob), Refused("NOT_FOUND"));
  EXPECT_THAT(Look(Ulid::New(absl::Now()), kAll), Refused("NOT_FOUND"));
  const Operation operation = Get(id);
  EXPECT_EQ(operation.state, State::kOpen);
  EXPECT_EQ(operation.kind, kMakeThings);
  EXPECT_FALSE(operation.started.has_value());
  EXPECT_FALSE(operation.ended.has_value());
}

TEST_F(StoreTest, ARequestThatRollsBackStartsNothing) {
  google::protobuf::Int64Value request;
  const absl::Status status = In([&](mysql::Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(store_.Start(tx, Wanted(request, "users/ann")).status());
    return absl::FailedPreconditionError("a rule refuses");
  });
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation"), 0);
}

TEST_F(StoreTest, NamesAreOfTheService) {
  const Ulid id = Ulid::New(absl::Now());
  EXPECT_EQ(store_.NameOf(id), absl::StrCat("test/operations/", id.ToString()));
  LADDER_ASSERT_OK_AND_ASSIGN(const Ulid parsed, store_.ParseName(store_.NameOf(id)));
  EXPECT_EQ(parsed, id);
  for (const std::string& name :
       {absl::StrCat("other/operations/", id.ToString()), std::string("test/operations/1"),
        std::string("test/operations")}) {
    EXPECT_THAT(store_.ParseName(name), Refused("NAME_INVALID"));
  }
}

TEST_F(StoreTest, InputIsKeptInSealedPartsAndReadWhole) {
  std::string input;
  while (input.size() < 2 * kPartBytesMax + 100)
    absl::StrAppend(&input, "citizen 李明 ", input.size());
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation started, Start(input, false));
  EXPECT_EQ(started.input_bytes, static_cast<int64_t>(input.size()));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation_part"), 3);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation_part WHERE content LIKE '%citizen%'"), 0);
  EXPECT_EQ(InputSeen(started.id), input);
}

TEST_F(StoreTest, InputMayArriveInSeveralRequests) {
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation started, Start("first,", true));
  EXPECT_EQ(started.state, State::kReceiving);
  ASSERT_THAT(Append(started.id, std::string(kPartBytesMax + 1, 'x')), IsOk());
  ASSERT_THAT(Append(started.id, ",last"), IsOk());
  // Nobody takes it before it is complete.
  EXPECT_EQ(InputSeen(started.id), "");
  ASSERT_THAT(Close(started.id), IsOk());
  ASSERT_THAT(Close(started.id), IsOk());
  EXPECT_THAT(Append(started.id, "more"), Refused("OPERATION_INPUT_CLOSED"));
  EXPECT_EQ(InputSeen(started.id),
            absl::StrCat("first,", std::string(kPartBytesMax + 1, 'x'), ",last"));
  EXPECT_EQ(Get(started.id).state, State::kSucceeded);
}

TEST_F(StoreTest, InputHasABound) {
  // As requests bring it, 4 MiB each.
  constexpr int64_t kRequestBytes = 4 * 1024 * 1024;
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation started, Start("", true));
  for (int64_t sent = 0; sent < kInputBytesMax; sent += kRequestBytes) {
    ASSERT_THAT(Append(started.id, std::string(kRequestBytes, 'x')), IsOk());
  }
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation_part"), 256);
  EXPECT_THAT(Start(std::string(kInputBytesMax + 1, 'x'), false), Refused("REQUEST_TOO_LARGE"));
  EXPECT_THAT(Append(started.id, "x"), Refused("REQUEST_TOO_LARGE"));
  EXPECT_THAT(Append(started.id, ""), IsOk());
}

TEST_F(StoreTest, WhatIsStoredIsSealedInItsPlace) {
  google::protobuf::StringValue request;
  request.set_value("420625198001010010");
  const auto start = [&] {
    return In(
        [&](mysql::Transaction& tx) { return store_.Start(tx, Wanted(request, "users/ann")); });
  };
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation first, start());
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation second, start());
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation WHERE request LIKE '%420625%'"), 0);
  // One operation's request under another's id does not open: the work is tried again, not done.
  Change("UPDATE operation a JOIN operation b ON b.id = ? SET a.request = b.request WHERE a.id = ?",
         {first.id, second.id});
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  EXPECT_EQ(Get(second.id).state, State::kOpen);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation WHERE tries = 1 AND state = 2"), 1);
}

TEST_F(StoreTest, ACancelOfWhatNobodyWorksOnEndsItAtOnce) {
  const Ulid waiting = StartThings(3);
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation receiving, Start("x", true));
  for (const Ulid& id : {waiting, receiving.id}) {
    ASSERT_THAT(Cancel(id, kAnn), IsOk());
    const Operation operation = Get(id);
    EXPECT_EQ(operation.state, State::kCancelled);
    EXPECT_EQ(ReasonOf(operation), "OPERATION_CANCELLED");
    EXPECT_TRUE(operation.ended.has_value());
  }
  EXPECT_THAT(Close(receiving.id), Refused("OPERATION_INPUT_CLOSED"));
  EXPECT_THAT(Append(receiving.id, "x"), Refused("OPERATION_INPUT_CLOSED"));
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  EXPECT_TRUE(Things(waiting).empty());
}

TEST_F(StoreTest, ACancelOfWhatHasEndedChangesNothing) {
  const Ulid id = StartThings(1);
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  ASSERT_THAT(Cancel(id, kAnn), IsOk());
  EXPECT_EQ(Get(id).state, State::kSucceeded);
  EXPECT_FALSE(Get(id).cancel_requested);
}

TEST_F(StoreTest, ListsArePagedByKeyNewestFirst) {
  std::vector<Ulid> mine;
  for (int i = 0; i < 5; ++i) {
    mine.insert(mine.begin(), StartThings(1));
    StartThings(1, "users/bob");
    absl::SleepFor(absl::Milliseconds(1));
  }
  std::vector<Ulid> walked;
  Ulid before;
  for (int page = 0; page < 3; ++page) {
    const std::vector<Ulid> ids = List(kAnn, {}, before, 2);
    EXPECT_EQ(ids.size(), page < 2 ? 2u : 1u);
    walked.insert(walked.end(), ids.begin(), ids.end());
    before = walked.back();
    // One that is new does not move the pages that follow.
    StartThings(1);
  }
  EXPECT_EQ(walked, mine);
  EXPECT_EQ(List(kAll, {}, {}, 100).size(), 13u);
  EXPECT_TRUE(List({.principal = "users/eve"}).empty());
}

TEST_F(StoreTest, ListsAreFiltered) {
  const Ulid done = StartThings(1);
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  const Ulid open = StartThings(1);
  const Ulid other = StartThings(1, "users/ann", "test.things.break");
  EXPECT_EQ(List(kAnn, {.kind = "test.things.break"}), std::vector<Ulid>({other}));
  EXPECT_EQ(List(kAnn, {.kind = kMakeThings, .unfinished_only = true}), std::vector<Ulid>({open}));
  EXPECT_EQ(List(kAll, {.kind = kMakeThings}), std::vector<Ulid>({open, done}));
}

TEST_F(StoreTest, WhatEndedSevenDaysAgoIsPruned) {
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation old, Start("input", false));
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation recent, Start("input", false));
  EXPECT_THAT(ThingRunner()->RunDue(), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation abandoned, Start("input", true));
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation uploading, Start("input", true));
  LADDER_ASSERT_OK_AND_ASSIGN(const Operation running, Start("input", false));
  for (const Ulid& id : {old.id, abandoned.id, running.id}) {
    Change(
        "UPDATE operation SET created_at = SYSDATE(6) - INTERVAL 8 DAY, "
        "ended_at = ended_at - INTERVAL 604801 SECOND WHERE id = ?",
        {id});
  }
  Change("UPDATE operation SET ended_at = ended_at - INTERVAL 604700 SECOND WHERE id = ?",
         {recent.id});
  LADDER_ASSERT_OK_AND_ASSIGN(const int pruned, PruneOperations(*database_, kRetention));
  EXPECT_EQ(pruned, 2);
  EXPECT_THAT(Look(old.id, kAll), Refused("NOT_FOUND"));
  EXPECT_THAT(Look(abandoned.id, kAll), Refused("NOT_FOUND"));
  for (const Ulid& id : {recent.id, uploading.id, running.id}) EXPECT_THAT(Look(id, kAll), IsOk());
  EXPECT_EQ(Number("SELECT COUNT(*) FROM operation_part"), 3);
  LADDER_ASSERT_OK_AND_ASSIGN(const int again, PruneOperations(*database_, kRetention));
  EXPECT_EQ(again, 0);
}

TEST_F(StoreTest, TheRunnerPrunesByItself) {
  const Ulid id = StartThings(1);
  RunnerOptions options = QuickOptions();
  options.retention = absl::ZeroDuration();
  options.prune_every = absl::Milliseconds(10);
  const auto runner = ThingRunner({}, options);
  runner->Start();
  EXPECT_TRUE(Eventually([&] { return Look(id, kAll).code() == absl::StatusCode::kNotFound; }));
  EXPECT_EQ(Things(id), UpTo(1));
}

}  // namespace
}  // namespace ladder::operations
