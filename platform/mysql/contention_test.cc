// Several transactions at once: deadlocks, lock waits, the pool's limits.
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/mysql/database.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::mysql {
namespace {

constexpr absl::string_view kLock = "SELECT count FROM counter WHERE id = ? FOR UPDATE";
constexpr absl::string_view kAdd = "UPDATE counter SET count = count + 1 WHERE id = ?";

// Another session that has the row of `id` locked until it is told to let go.
class Holder {
 public:
  Holder(Options options, int id) {
    options.idle_transaction_timeout = absl::Seconds(30);
    options.transaction_time_max = absl::Seconds(30);
    thread_ = std::thread([this, options, id] {
      const absl::StatusOr<std::unique_ptr<Database>> database = Database::Open(options);
      EXPECT_THAT((*database)->Transact([&](Transaction& tx) -> absl::Status {
        LADDER_RETURN_IF_ERROR(tx.Query(kLock, {id}).status());
        held_.count_down();
        done_.wait();
        return absl::OkStatus();
      }),
                  IsOk());
    });
    held_.wait();
  }
  void LetGo() {
    done_.count_down();
    thread_.join();
  }

 private:
  std::latch held_{1};
  std::latch done_{1};
  std::thread thread_;
};

class ContentionTest : public testing::Test {
 protected:
  void SetUp() override {
    options_ = SharedMariaDb().CreateSchema("contention");
    options_.lock_wait_timeout = absl::Seconds(1);
    Reopen();
    ASSERT_THAT(database_->ExecuteAlone(
                    "CREATE TABLE counter (id INT PRIMARY KEY, count INT NOT NULL) ENGINE=InnoDB"),
                IsOk());
    ASSERT_THAT(database_->ExecuteAlone("INSERT INTO counter VALUES (1, 0), (2, 0)"), IsOk());
  }

  void Reopen() {
    absl::StatusOr<std::unique_ptr<Database>> opened = Database::Open(options_);
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }

  int64_t Count(int id) {
    return *database_->Read([&](Transaction& tx) -> absl::StatusOr<int64_t> {
      LADDER_ASSIGN_OR_RETURN(const std::optional<Row> row,
                              tx.QueryOne("SELECT count FROM counter WHERE id = ?", {id}));
      return row->Int(0);
    });
  }

  Options options_;
  std::unique_ptr<Database> database_;
};

TEST_F(ContentionTest, ADeadlockIsRunAgainAndBothSucceed) {
  std::barrier both_hold_one(2);
  std::atomic<int> runs{0};
  const auto cross = [&](int first, int second) {
    bool met = false;
    return database_->Transact([&](Transaction& tx) -> absl::Status {
      ++runs;
      LADDER_RETURN_IF_ERROR(tx.Execute(kAdd, {first}).status());
      if (!met) both_hold_one.arrive_and_wait();
      met = true;
      return tx.Execute(kAdd, {second}).status();
    });
  };
  absl::Status one, two;
  std::thread other([&] { two = cross(2, 1); });
  one = cross(1, 2);
  other.join();
  EXPECT_THAT(one, IsOk());
  EXPECT_THAT(two, IsOk());
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(Count(1), 2);
  EXPECT_EQ(Count(2), 2);
}

// Three inserts of one key; the first is rolled back, and the server picks one of the two waiting
// as a deadlock's victim. That happened at its first statement, so even a single try is enough.
TEST_F(ContentionTest, ADeadlockOnTheFirstStatementIsNoTry) {
  options_.tries_max = 1;
  Reopen();
  for (int round = 0; round < 10; ++round) {
    const int id = 100 + round;
    const auto insert = [&](Transaction& tx) {
      return tx.Execute("INSERT INTO counter VALUES (?, 0)", {id}).status();
    };
    std::latch held(1);
    std::latch waiting(2);
    std::vector<absl::Status> answers(2);
    std::vector<std::thread> threads;
    for (absl::Status& answer : answers) {
      threads.emplace_back([&] {
        held.wait();
        waiting.count_down();
        answer = database_->Transact(insert);
      });
    }
    const absl::Status first = database_->Transact([&](Transaction& tx) -> absl::Status {
      LADDER_RETURN_IF_ERROR(insert(tx));
      held.count_down();
      waiting.wait();
      const absl::Time until = absl::Now() + absl::Milliseconds(20);
      while (absl::Now() < until) std::this_thread::yield();
      return absl::CancelledError("rolls back");
    });
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(first, HasCode(absl::StatusCode::kCancelled));
    if (!answers[0].ok()) std::swap(answers[0], answers[1]);
    EXPECT_THAT(answers[0], IsOk());
    EXPECT_THAT(answers[1], Refused("ALREADY_EXISTS"));
  }
}

// 1205 leaves the transaction open on the server; what it wrote must not survive in the next one.
TEST_F(ContentionTest, ALockWaitIsRolledBackAndEndsInConflict) {
  options_.tries_max = 2;
  Reopen();
  std::atomic<int> runs{0};
  Holder holder(options_, 1);
  const absl::Status status = database_->Transact([&](Transaction& tx) -> absl::Status {
    ++runs;
    LADDER_RETURN_IF_ERROR(tx.Execute(kAdd, {2}).status());
    return tx.Query(kLock, {1}).status();
  });
  holder.LetGo();
  EXPECT_THAT(status, Refused("CONFLICT"));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Count(2), 0);
  EXPECT_THAT(database_->Transact([&](Transaction& tx) { return tx.Execute(kAdd, {1}).status(); }),
              IsOk());
  EXPECT_EQ(Count(2), 0);
}

TEST_F(ContentionTest, RetriesEndAtTheCallsDeadline) {
  options_.tries_max = 1000;
  Reopen();
  Holder holder(options_, 1);
  int runs = 0;
  const absl::Status status = database_->Transact(
      {.deadline = absl::Now() + absl::Milliseconds(1500)}, [&](Transaction& tx) -> absl::Status {
        ++runs;
        LADDER_RETURN_IF_ERROR(tx.Execute(kAdd, {2}).status());
        return tx.Query(kLock, {1}).status();
      });
  holder.LetGo();
  // The second run waits for the lock no longer than the caller does.
  EXPECT_THAT(status, Refused("DEADLINE_PASSED"));
  EXPECT_LE(runs, 2);
  EXPECT_EQ(Count(2), 0);
}

// A transaction that waited too long after its record time is not committed with it.
TEST_F(ContentionTest, ACommitLaterThanItsRecordTimeAllowsIsRunAgain) {
  options_.record_age_max = absl::Milliseconds(100);
  Reopen();
  std::vector<absl::Time> records;
  const auto late = [&](size_t late_runs) {
    records.clear();
    return database_->Transact([&](Transaction& tx) -> absl::Status {
      LADDER_ASSIGN_OR_RETURN(const absl::Time record, tx.RecordNow());
      records.push_back(record);
      LADDER_RETURN_IF_ERROR(tx.Execute(kAdd, {1}).status());
      absl::Time now = record;
      while (records.size() <= late_runs && now <= record + options_.record_age_max) {
        LADDER_ASSIGN_OR_RETURN(now, tx.DatabaseNow());
      }
      return absl::OkStatus();
    });
  };
  EXPECT_THAT(late(0), IsOk());
  EXPECT_EQ(Count(1), 1);
  EXPECT_THAT(late(1), IsOk());
  EXPECT_EQ(Count(1), 2);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_GT(records[1], records[0] + options_.record_age_max);
  EXPECT_THAT(late(3), Refused("CONFLICT"));
  EXPECT_EQ(Count(1), 2);
}

TEST_F(ContentionTest, ManyThreadsShareAFewConnections) {
  options_.connections_max = 3;
  options_.acquire_timeout = absl::Seconds(30);
  options_.lock_wait_timeout = absl::Seconds(20);
  options_.statement_timeout = absl::Seconds(20);
  options_.transaction_time_max = absl::Seconds(20);
  Reopen();
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 25; ++n) {
        EXPECT_THAT(database_->Transact([](Transaction& tx) -> absl::Status {
          LADDER_RETURN_IF_ERROR(tx.Query(kLock, {1}).status());
          return tx.Execute(kAdd, {1}).status();
        }),
                    IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count(1), 300);
  EXPECT_LE(database_->stats().opened, 3);
}

TEST_F(ContentionTest, AFullPoolRefusesAfterItsPatience) {
  options_.connections_max = 1;
  options_.acquire_timeout = absl::Milliseconds(50);
  Reopen();
  std::latch held(1);
  std::latch done(1);
  std::thread holder([&] {
    EXPECT_THAT(database_->Read([&](Transaction&) {
      held.count_down();
      done.wait();
      return absl::OkStatus();
    }),
                IsOk());
  });
  held.wait();
  const auto nothing = [](Transaction&) { return absl::OkStatus(); };
  EXPECT_THAT(database_->Read(nothing), Refused("OVERLOADED"));
  EXPECT_THAT(database_->Read({.deadline = absl::Now() + absl::Milliseconds(5)}, nothing),
              Refused("DEADLINE_PASSED"));
  done.count_down();
  holder.join();
  EXPECT_THAT(database_->Read(nothing), IsOk());
}

TEST_F(ContentionTest, AThousandErrorsLeakNothing) {
  options_.connections_max = 4;
  Reopen();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 250; ++n) {
        const absl::Status status = database_->Transact([&](Transaction& tx) -> absl::Status {
          switch ((n + i) % 4) {
            case 0:
              return tx.Execute("INSERT INTO counter VALUES (1, 1)").status();
            case 1:
              return tx.Query("SELECT nothing FROM counter").status();
            case 2:
              return absl::CancelledError("no");
            default:
              return tx.Query("SELECT CAST(1 AS DOUBLE)").status();
          }
        });
        EXPECT_FALSE(status.ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const PoolStats stats = database_->stats();
  EXPECT_EQ(stats.open, stats.idle);
  EXPECT_LE(stats.opened, 4);
  EXPECT_EQ(stats.discarded, 0);
  const absl::StatusOr<int64_t> sessions =
      database_->Read([&](Transaction& tx) -> absl::StatusOr<int64_t> {
        LADDER_ASSIGN_OR_RETURN(
            const std::optional<Row> row,
            tx.QueryOne("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = ?",
                        {options_.user}));
        return row->Int(0);
      });
  LADDER_ASSERT_OK_AND_ASSIGN(const int64_t open_sessions, sessions);
  EXPECT_EQ(open_sessions, stats.open);
}

}  // namespace
}  // namespace ladder::mysql
