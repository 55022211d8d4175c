#include "platform/migrate/migrator.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/migrate/lease.h"
#include "platform/migrate/sql/migrations.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::migrate {
namespace {

using mysql::Transaction;

const std::vector<Migration>& Series() {
  static const std::vector<Migration> series = {
      {.component = "test",
       .version = 1,
       .name = "0001_thing",
       .sql = "-- min_compatible: 1\nCREATE TABLE IF NOT EXISTS thing (id INT PRIMARY KEY) "
              "ENGINE=InnoDB;\n"},
      {.component = "test",
       .version = 2,
       .name = "0002_thing_rows",
       .sql = "INSERT INTO thing (id) VALUES (1), (2)"},
      {.component = "test",
       .version = 3,
       .name = "0003_thing_name",
       .sql = "ALTER TABLE thing ADD COLUMN IF NOT EXISTS name VARCHAR(9) NOT NULL DEFAULT ''"},
      {.component = "test",
       .version = 4,
       .name = "0004_thing_count",
       .sql = "UPDATE thing SET id = id + 10 ORDER BY id DESC",
       .min_compatible = 2}};
  return series;
}

class MigratorTest : public testing::Test {
 protected:
  void SetUp() override {
    schema_ = SharedMariaDb().CreateSchema("migrate");
    absl::StatusOr<std::unique_ptr<mysql::Database>> opened = mysql::Database::Open(schema_);
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }

  std::string Ids() {
    const absl::StatusOr<std::string> ids =
        database_->Read([](Transaction& tx) -> absl::StatusOr<std::string> {
          LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                                  tx.Query("SELECT id FROM thing ORDER BY id"));
          std::string text;
          for (const mysql::Row& row : rows) absl::StrAppend(&text, row.Int(0), " ");
          return text;
        });
    return ids.ok() ? *ids : ids.status().ToString();
  }

  mysql::Options schema_;
  std::unique_ptr<mysql::Database> database_;
};

TEST_F(MigratorTest, AFreshSchemaGetsEverythingOnce) {
  EXPECT_THAT(CheckCompatible(*database_, Series()),
              HasCode(absl::StatusCode::kFailedPrecondition));
  LADDER_ASSERT_OK_AND_ASSIGN(const int first, Migrate(schema_, Series()));
  EXPECT_EQ(first, static_cast<int>(platform::Migrations().size() + Series().size()));
  EXPECT_EQ(Ids(), "11 12 ");
  LADDER_ASSERT_OK_AND_ASSIGN(const int second, Migrate(schema_, Series()));
  EXPECT_EQ(second, 0);
  EXPECT_EQ(Ids(), "11 12 ");
  EXPECT_THAT(CheckCompatible(*database_, Series()), IsOk());
}

TEST_F(MigratorTest, ManyAtOnceApplyEachMigrationOnce) {
  std::vector<std::thread> threads;
  std::vector<int> counts(6, -1);
  for (size_t i = 0; i < counts.size(); ++i) {
    threads.emplace_back([&, i] {
      const absl::StatusOr<int> count = Migrate(schema_, Series(), {.poll = absl::Milliseconds(5)});
      EXPECT_THAT(count, IsOk());
      counts[i] = count.value_or(-1);
    });
  }
  int total = 0;
  for (std::thread& thread : threads) thread.join();
  for (int count : counts) total += count;
  EXPECT_EQ(total, static_cast<int>(platform::Migrations().size() + Series().size()));
  EXPECT_EQ(Ids(), "11 12 ");
}

TEST_F(MigratorTest, AChangedFileIsRefusedByMigratorAndServer) {
  ASSERT_THAT(Migrate(schema_, Series()), IsOk());
  std::vector<Migration> changed = Series();
  changed[0].sql = "CREATE TABLE IF NOT EXISTS thing (id BIGINT PRIMARY KEY) ENGINE=InnoDB";
  EXPECT_THAT(Migrate(schema_, changed), HasCode(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(CheckCompatible(*database_, changed), HasCode(absl::StatusCode::kFailedPrecondition));
}

TEST_F(MigratorTest, ANewerSchemaServesTheProgramsItStillKnows) {
  ASSERT_THAT(Migrate(schema_, Series()), IsOk());
  const absl::Span<const Migration> series = Series();
  struct Case {
    size_t version;
    bool ok;
  };
  for (const Case& c : {Case{1, false}, Case{2, true}, Case{3, true}, Case{4, true}}) {
    EXPECT_EQ(CheckCompatible(*database_, series.subspan(0, c.version)).ok(), c.ok) << c.version;
    EXPECT_EQ(Migrate(schema_, series.subspan(0, c.version)).ok(), c.ok) << c.version;
  }
  std::vector<Migration> newer = Series();
  newer.push_back(
      {.component = "test", .version = 5, .name = "0005_x", .sql = "DELETE FROM thing"});
  EXPECT_THAT(CheckCompatible(*database_, newer), HasCode(absl::StatusCode::kFailedPrecondition));
}

TEST_F(MigratorTest, AFailedStatementStopsTheSeriesAndCanBeMended) {
  std::vector<Migration> broken = Series();
  broken[1].sql = "INSERT INTO thing (id, nothing) VALUES (1, 2)";
  const absl::StatusOr<int> failed = Migrate(schema_, broken);
  EXPECT_THAT(failed, HasCode(absl::StatusCode::kInternal));
  EXPECT_NE(failed.status().message().find("0002_thing_rows"), std::string::npos);
  EXPECT_THAT(Migrate(schema_, Series()), IsOk());
  EXPECT_EQ(Ids(), "11 12 ");
}

// Killed before, between and after the statement and its row, at every migration of the service:
// the next migrator takes over when the dead one's lease is over, and everything has happened
// exactly once.
TEST_F(MigratorTest, AKilledMigratorIsTakenOverWithoutRepeating) {
  for (const Migration& victim : Series()) {
    for (const Step at : {Step::kStarting, Step::kExecuted, Step::kRecorded}) {
      const mysql::Options schema = SharedMariaDb().CreateSchema("killed");
      MigrateOptions options;
      options.lease = absl::Milliseconds(300);
      options.poll = absl::Milliseconds(5);
      const pid_t child = fork();
      if (child == 0) {
        options.on_step = [&](const Migration& migration, Step step) {
          if (migration.name == victim.name && step == at) raise(SIGKILL);
        };
        (void)Migrate(schema, Series(), options);
        _exit(0);
      }
      int state = 0;
      waitpid(child, &state, 0);
      LADDER_ASSERT_OK_AND_ASSIGN(database_, mysql::Database::Open(schema));
      EXPECT_THAT(Migrate(schema, Series(), options), IsOk());
      EXPECT_EQ(Ids(), "11 12 ") << victim.name << " step " << static_cast<int>(at);
      EXPECT_THAT(CheckCompatible(*database_, Series()), IsOk());
    }
  }
}

// The first migrator stands still in the middle for longer than its lease, as a stopped process
// would.
TEST_F(MigratorTest, AMigratorThatWakesLateDoesNothingMore) {
  const mysql::Options schema = schema_;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  MigrateOptions options;
  options.lease = absl::Milliseconds(300);
  options.poll = absl::Milliseconds(5);
  const pid_t child = fork();
  if (child == 0) {
    options.on_step = [&](const Migration& migration, Step step) {
      if (migration.name == "0003_thing_name" && step == Step::kExecuted) {
        (void)!write(ends[1], "x", 1);
        raise(SIGSTOP);
      }
    };
    const absl::StatusOr<int> late = Migrate(schema, Series(), options);
    _exit(late.status().code() == absl::StatusCode::kAborted ? 42 : 1);
  }
  char told = 0;
  ASSERT_EQ(read(ends[0], &told, 1), 1);
  EXPECT_THAT(Migrate(schema, Series(), options), IsOk());
  kill(child, SIGCONT);
  int state = 0;
  waitpid(child, &state, 0);
  EXPECT_TRUE(WIFEXITED(state) && WEXITSTATUS(state) == 42) << state;
  EXPECT_EQ(Ids(), "11 12 ");
}

TEST_F(MigratorTest, ALeaseIsOnesAtATime) {
  ASSERT_THAT(Migrate(schema_, {}), IsOk());
  const Ulid a = Ulid::New(absl::Now());
  const Ulid b = Ulid::New(absl::Now());
  const auto take = [&](const Ulid& owner, absl::Duration duration) {
    return database_->Transact(
        [&](Transaction& tx) { return TakeLease(tx, "work", owner, duration); });
  };
  EXPECT_TRUE(*take(a, absl::Minutes(1)));
  EXPECT_FALSE(*take(b, absl::Minutes(1)));
  EXPECT_TRUE(*take(a, absl::Minutes(1)));
  EXPECT_TRUE(*database_->Transact([&](Transaction& tx) { return HoldsLease(tx, "work", a); }));
  EXPECT_FALSE(*database_->Transact([&](Transaction& tx) { return HoldsLease(tx, "work", b); }));
  EXPECT_THAT(database_->Transact([&](Transaction& tx) { return ReleaseLease(tx, "work", b); }),
              IsOk());
  EXPECT_FALSE(*take(b, absl::Minutes(1)));
  EXPECT_THAT(database_->Transact([&](Transaction& tx) { return ReleaseLease(tx, "work", a); }),
              IsOk());
  // Over, and not taken: still the last owner's. Taken: not any more.
  EXPECT_TRUE(*take(b, absl::Microseconds(1)));
  const auto keep = [&](const Ulid& owner) {
    return database_->Transact(
        [&](Transaction& tx) { return KeepLease(tx, "work", owner, absl::Microseconds(1)); });
  };
  EXPECT_TRUE(*keep(b));
  EXPECT_TRUE(*take(a, absl::Minutes(1)));
  EXPECT_FALSE(*keep(b));
  EXPECT_TRUE(*keep(a));
}

}  // namespace
}  // namespace ladder::migrate
