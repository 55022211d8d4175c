// Daily work on a real database: no day skipped, none out of order, whoever runs it.
#include "platform/operations/daily_work.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "platform/testing/migrated_schema.h"
#include "platform/testing/status_matchers.h"

namespace ladder::operations {
namespace {

constexpr CivilDay kMonday(2020, 9, 28);

// Noon of the day it is set to.
class SetClock : public SystemClock {
 public:
  explicit SetClock(CivilDay day) { Set(day); }
  void Set(CivilDay day) {
    seconds_.store(
        absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(day) + 12, absl::UTCTimeZone())));
  }
  absl::Time Now() const override { return absl::FromUnixSeconds(seconds_.load()); }

 private:
  std::atomic<int64_t> seconds_{0};
};

// The days a task ran for, in order. Thread-safe.
class Diary {
 public:
  DailyWork::Task Task() {
    return [this](CivilDay day) {
      std::lock_guard<std::mutex> lock(mutex_);
      if (fails_on_ == day) return absl::InternalError("the task fails on this day");
      days_.push_back(FormatDay(day));
      return absl::OkStatus();
    };
  }
  void FailOn(CivilDay day) { fails_on_ = day; }
  void FailNoMore() { fails_on_ = kForever; }
  std::vector<std::string> days() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return days_;
  }

 private:
  mutable std::mutex mutex_;
  CivilDay fails_on_ = kForever;
  std::vector<std::string> days_;
};

using Days = std::vector<std::string>;

class DailyWorkTest : public ::testing::Test {
 protected:
  // One replica that runs `diary` as the test's task.
  std::unique_ptr<DailyWork> Replica(Diary& diary) {
    auto work = std::make_unique<DailyWork>(database(), clock_);
    work->Add(task_, diary.Task());
    return work;
  }

  // One schema for all tests; each has a task of its own.
  static mysql::Database& database() {
    static const std::unique_ptr<mysql::Database> opened = OpenMigrated("daily");
    return *opened;
  }

  const std::string task_ = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  SetClock system_{kMonday};
  CivilClock clock_{system_, absl::UTCTimeZone()};
};

TEST_F(DailyWorkTest, ANewTaskStartsWithToday) {
  Diary diary;
  const auto work = Replica(diary);
  ASSERT_THAT(work->RunDue(), IsOk());
  EXPECT_EQ(diary.days(), Days({"2020-09-28"}));
  ASSERT_THAT(work->RunDue(), IsOk());
  EXPECT_EQ(diary.days(), Days({"2020-09-28"}));
}

TEST_F(DailyWorkTest, ThreeDaysBehindRunsThreeDaysInOrder) {
  Diary diary;
  ASSERT_THAT(Replica(diary)->RunDue(), IsOk());
  system_.Set(kMonday + 3);
  // Another process, started three days later.
  ASSERT_THAT(Replica(diary)->RunDue(), IsOk());
  EXPECT_EQ(diary.days(), Days({"2020-09-28", "2020-09-29", "2020-09-30", "2020-10-01"}));
}

TEST_F(DailyWorkTest, AFailingDayStopsThereAndGoesOnNextTime) {
  Diary diary;
  const auto work = Replica(diary);
  ASSERT_THAT(work->RunDue(), IsOk());
  system_.Set(kMonday + 3);
  diary.FailOn(kMonday + 2);
  EXPECT_THAT(work->RunDue(), HasCode(absl::StatusCode::kInternal));
  EXPECT_EQ(diary.days(), Days({"2020-09-28", "2020-09-29"}));
  EXPECT_THAT(work->RunDue(), HasCode(absl::StatusCode::kInternal));
  EXPECT_EQ(diary.days(), Days({"2020-09-28", "2020-09-29"}));
  diary.FailNoMore();
  ASSERT_THAT(work->RunDue(), IsOk());
  EXPECT_EQ(diary.days(), Days({"2020-09-28", "2020-09-29", "2020-09-30", "2020-10-01"}));
}

TEST_F(DailyWorkTest, ATaskThatFailsHoldsUpNoOther) {
  Diary first, second;
  first.FailOn(kMonday);
  DailyWork work(database(), clock_);
  work.Add(task_ + "1", first.Task());
  work.Add(task_ + "2", second.Task());
  EXPECT_THAT(work.RunDue(), HasCode(absl::StatusCode::kInternal));
  EXPECT_EQ(second.days(), Days({"2020-09-28"}));
  EXPECT_TRUE(first.days().empty());
  first.FailNoMore();
  ASSERT_THAT(work.RunDue(), IsOk());
  EXPECT_EQ(first.days(), Days({"2020-09-28"}));
  EXPECT_EQ(second.days(), Days({"2020-09-28"}));
}

TEST_F(DailyWorkTest, TheClocksOffsetMovesTheDay) {
  Diary diary;
  const auto work = Replica(diary);
  ASSERT_THAT(work->RunDue(), IsOk());
  clock_.SetOffsetDays(2);
  ASSERT_THAT(work->RunDue(), IsOk());
  EXPECT_EQ(diary.days(), Days({"2020-09-28", "2020-09-29", "2020-09-30"}));
}

TEST_F(DailyWorkTest, AClockMovedBackBeginsAnewButAReplicaBehindMidnightDoesNot) {
  Diary diary;
  const auto work = Replica(diary);
  ASSERT_THAT(work->RunDue(), IsOk());
  system_.Set(kMonday - 1);
  ASSERT_THAT(work->RunDue(), IsOk());
  EXPECT_EQ(diary.days(), Days({FormatDay(kMonday)}));
  system_.Set(kMonday - 100);
  ASSERT_THAT(work->RunDue(), IsOk());
  system_.Set(kMonday - 99);
  ASSERT_THAT(work->RunDue(), IsOk());
  EXPECT_EQ(diary.days(),
            Days({FormatDay(kMonday), FormatDay(kMonday - 100), FormatDay(kMonday - 99)}));
}

TEST_F(DailyWorkTest, TwoReplicasSkipNoDayAndRunNoneBeforeTheOneBefore) {
  constexpr int kDays = 20;
  Diary diaries[2];
  ASSERT_THAT(Replica(diaries[0])->RunDue(), IsOk());
  system_.Set(kMonday + kDays);
  std::vector<std::thread> replicas;
  std::atomic<int> failures{0};
  for (Diary& diary : diaries) {
    replicas.emplace_back([&] { failures += Replica(diary)->RunDue().ok() ? 0 : 1; });
  }
  for (std::thread& replica : replicas) replica.join();
  EXPECT_EQ(failures, 0);
  std::map<std::string, int> runs;
  for (const Diary& diary : diaries) {
    const Days days = diary.days();
    EXPECT_TRUE(std::is_sorted(days.begin(), days.end()));
    for (const std::string& day : days) ++runs[day];
  }
  EXPECT_EQ(runs.size(), static_cast<size_t>(kDays + 1));
  for (const auto& [day, count] : runs) EXPECT_LE(count, 2) << day;
}

TEST_F(DailyWorkTest, ADayIsNotDoneBeforeItsPredecessorIsRecorded) {
  // The second replica meets the row that the first made on the day before.
  Diary late;
  const auto work = Replica(late);
  DailyWork first(database(), clock_);
  first.Add(task_, [&](CivilDay) { return absl::InternalError("broke off on its first day"); });
  EXPECT_FALSE(first.RunDue().ok());
  system_.Set(kMonday + 1);
  ASSERT_THAT(work->RunDue(), IsOk());
  EXPECT_EQ(late.days(), Days({"2020-09-28", "2020-09-29"}));
}

TEST_F(DailyWorkTest, TheThreadFollowsTheClockAndStops) {
  Diary diary;
  const auto work = Replica(diary);
  work->Start();
  system_.Set(kMonday + 1);
  const absl::Time until = absl::Now() + absl::Seconds(30);
  while (diary.days().empty() || diary.days().back() != "2020-09-29") {
    ASSERT_LT(absl::Now(), until);
    absl::SleepFor(absl::Milliseconds(5));
  }
  work->Stop();
  system_.Set(kMonday + 2);
  EXPECT_EQ(diary.days().back(), "2020-09-29");
}

}  // namespace
}  // namespace ladder::operations
