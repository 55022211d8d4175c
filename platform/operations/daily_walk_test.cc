// Pieces of daily work on a real database: each by itself, a bad one holds up none.
#include "platform/operations/daily_walk.h"

#include <memory>
#include <string>
#include <vector>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "platform/testing/migrated_schema.h"
#include "platform/testing/status_matchers.h"

namespace ladder::operations {
namespace {

Ulid IdOf(int number) { return Ulid::FromParts(static_cast<uint64_t>(number), {}); }

class DailyWalkTest : public ::testing::Test {
 protected:
  static constexpr int kAll = 450;  // two pages and a half

  static mysql::Database& database() {
    static const std::unique_ptr<mysql::Database> opened = OpenMigrated("walk");
    return *opened;
  }
  // The ids of 1 to kAll, as a table with an index gives them.
  static absl::StatusOr<std::vector<Ulid>> Read(mysql::Transaction&, const Ulid& after, int limit) {
    std::vector<Ulid> ids;
    for (int i = 1; i <= kAll && ids.size() < static_cast<size_t>(limit); ++i) {
      if (after < IdOf(i)) ids.push_back(IdOf(i));
    }
    return ids;
  }
  // Leaves a row by which a test sees what was kept.
  static absl::Status Mark(mysql::Transaction& tx, const std::string& task, const Ulid& id) {
    return tx
        .Execute("INSERT INTO daily_work (task, last_day) VALUES (?, '2020-09-28')",
                 {absl::StrCat(task, "/", id.ToString())})
        .status();
  }
  static int64_t Marks(const std::string& task) {
    const auto rows = database().Read([&](mysql::Transaction& tx) {
      return tx.Query("SELECT COUNT(*) FROM daily_work WHERE task LIKE ?", {task + "/%"});
    });
    return (*rows)[0].Int(0);
  }
  double PassedOver(const std::string& task, const std::string& reason) {
    return metrics_
        .Counter("ladder_daily_work_passed_over_total",
                 "Pieces of daily work that were refused or failed and wait for the next day.",
                 {{"task", task}, {"reason", reason}})
        .Value();
  }

  telemetry::Metrics metrics_;
  DailyWalk walk_{database(), metrics_};
};

TEST_F(DailyWalkTest, EveryIdOnceOverAllPages) {
  EXPECT_THAT(
      walk_.ForEach("all", Read,
                    [](mysql::Transaction& tx, const Ulid& id) { return Mark(tx, "all", id); }),
      IsOk());
  EXPECT_EQ(Marks("all"), kAll);
}

TEST_F(DailyWalkTest, WhatIsRefusedKeepsNothingAndHoldsUpNone) {
  const auto work = [](mysql::Transaction& tx, const Ulid& id) -> absl::Status {
    LADDER_RETURN_IF_ERROR(Mark(tx, "bad", id));
    if (id == IdOf(3)) return Refuse(Reason::kNotFound, {{"name", "pieces/3"}});
    if (id == IdOf(300)) return absl::InternalError("a defect");
    if (id == IdOf(301)) return Refuse(Reason::kTransactionTooLarge);
    return absl::OkStatus();
  };
  EXPECT_THAT(walk_.ForEach("bad", Read, work), IsOk());
  EXPECT_EQ(Marks("bad"), kAll - 3);
  EXPECT_EQ(PassedOver("bad", "NOT_FOUND"), 1);
  EXPECT_EQ(PassedOver("bad", "INTERNAL"), 1);
  EXPECT_EQ(PassedOver("bad", "TRANSACTION_TOO_LARGE"), 1);
}

TEST_F(DailyWalkTest, ADatabaseThatIsAwayEndsTheWalk) {
  const auto work = [](mysql::Transaction& tx, const Ulid& id) -> absl::Status {
    if (id == IdOf(3)) return absl::UnavailableError("away");
    return Mark(tx, "away", id);
  };
  EXPECT_THAT(walk_.ForEach("away", Read, work), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(Marks("away"), 2);
  EXPECT_EQ(PassedOver("away", "UNAVAILABLE"), 0);
}

}  // namespace
}  // namespace ladder::operations
