// A schema with the operations' tables for each suite, and what its tests ask of it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/any.pb.h"
#include "google/rpc/status.pb.h"
#include "platform/operations/doorbell.h"
#include "platform/operations/runner.h"
#include "platform/operations/tests/things.h"
#include "platform/rpc/status_proto.h"
#include "platform/telemetry/metrics.h"
#include "platform/testing/migrated_schema.h"
#include "platform/testing/status_matchers.h"

namespace ladder::operations {

// True when `done` becomes true within `limit`.
inline bool Eventually(const std::function<bool()>& done,
                       absl::Duration limit = absl::Seconds(30)) {
  const absl::Time until = absl::Now() + limit;
  while (!done()) {
    if (absl::Now() > until) return false;
    absl::SleepFor(absl::Milliseconds(2));
  }
  return true;
}

class OperationsTest : public ::testing::Test {
 protected:
  explicit OperationsTest(mysql::Options options = MigratedSchema("operations"))
      : options_(std::move(options)) {
    absl::StatusOr<std::unique_ptr<mysql::Database>> opened = mysql::Database::Open(options_);
    LADDER_INVARIANT(opened.ok());
    database_ = *std::move(opened);
    MakeThingTables(*database_);
  }

  // A runner that makes things.
  std::unique_ptr<Runner> ThingRunner(MakeThings work = {},
                                      RunnerOptions options = QuickOptions()) {
    auto runner = std::make_unique<Runner>(*database_, store_, doorbell_, metrics_, options);
    runner->Add<MakeThings::Request>(kMakeThings, std::move(work));
    return runner;
  }

  NewOperation Wanted(const google::protobuf::Message& request, const std::string& principal) {
    return {.kind = kMakeThings,
            .request = &request,
            .principal = principal,
            .trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            .now = absl::Now()};
  }
  Ulid StartThings(int64_t count, const std::string& principal = "users/ann",
                   const std::string& kind = kMakeThings) {
    google::protobuf::Int64Value request;
    request.set_value(count);
    NewOperation wanted = Wanted(request, principal);
    wanted.kind = kind;
    const absl::StatusOr<Operation> started =
        database_->Transact([&](mysql::Transaction& tx) { return store_.Start(tx, wanted); });
    EXPECT_THAT(started, IsOk());
    return started->id;
  }
  Operation Get(const Ulid& id) {
    absl::StatusOr<Operation> found =
        database_->Read([&](mysql::Transaction& tx) { return store_.Get(tx, id, {.all = true}); });
    EXPECT_THAT(found, IsOk());
    return *std::move(found);
  }
  absl::Status Cancel(const Ulid& id, const Viewer& viewer = {.all = true}) {
    return database_->Transact(
        [&](mysql::Transaction& tx) { return store_.RequestCancel(tx, id, viewer); });
  }
  bool Ends(const Ulid& id) {
    return Eventually([&] { return IsDone(Get(id).state); });
  }

  int64_t Number(const std::string& sql) {
    const absl::StatusOr<mysql::Rows> rows =
        database_->Read([&](mysql::Transaction& tx) { return tx.Query(sql); });
    EXPECT_THAT(rows, IsOk());
    return (*rows)[0].Int(0);
  }
  void Change(const std::string& sql, const mysql::Values& values = {}) {
    const absl::StatusOr<int64_t> changed =
        database_->Transact([&](mysql::Transaction& tx) { return tx.Execute(sql, values); });
    EXPECT_THAT(changed, IsOk());
  }
  // The numbers of the things that the operation made, in order, as often as they were made.
  std::vector<int64_t> Things(const Ulid& id) {
    const absl::StatusOr<mysql::Rows> rows = database_->Read([&](mysql::Transaction& tx) {
      return tx.Query("SELECT number FROM thing WHERE operation_id = ? ORDER BY number", {id});
    });
    EXPECT_THAT(rows, IsOk());
    std::vector<int64_t> numbers;
    for (const mysql::Row& row : *rows) numbers.push_back(row.Int(0));
    return numbers;
  }
  int64_t Refusals(const Ulid& id) {
    const absl::StatusOr<mysql::Rows> rows = database_->Read([&](mysql::Transaction& tx) {
      return tx.Query("SELECT COUNT(*) FROM refused WHERE operation_id = ?", {id});
    });
    EXPECT_THAT(rows, IsOk());
    return (*rows)[0].Int(0);
  }

  const mysql::Options options_;
  std::unique_ptr<mysql::Database> database_;
  Doorbell doorbell_;
  telemetry::Metrics metrics_;
  const OperationStore store_{"test", ScramblingSeal(), &doorbell_};
};

// 1 to `count`, each once.
inline std::vector<int64_t> UpTo(int64_t count) {
  std::vector<int64_t> numbers;
  for (int64_t i = 1; i <= count; ++i) numbers.push_back(i);
  return numbers;
}

// The answer of an operation that made things.
inline int64_t AnswerOf(const Operation& operation) {
  google::protobuf::Any any;
  google::protobuf::Int64Value answer;
  EXPECT_TRUE(any.ParseFromString(operation.result));
  EXPECT_TRUE(any.UnpackTo(&answer));
  return answer.value();
}

// The reason an operation failed with.
inline std::string ReasonOf(const Operation& operation) {
  return rpc::ReasonOfDetails(operation.error);
}

}  // namespace ladder::operations
