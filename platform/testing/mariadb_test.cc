#include "platform/testing/mariadb.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "absl/time/clock.h"
#include "platform/testing/migrated_schema.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(TestMariaDbTest, EverySchemaHasAUserWhoSeesNoOther) {
  TestMariaDb& server = SharedMariaDb();
  const mysql::Options mine = server.CreateSchema("mine");
  mysql::Options others = server.CreateSchema("mine");
  EXPECT_NE(mine.schema, others.schema);
  LADDER_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<mysql::Database> database,
                              mysql::Database::Open(mine));
  EXPECT_THAT(database->ExecuteAlone("CREATE TABLE a (id INT PRIMARY KEY) ENGINE=InnoDB"), IsOk());
  others.user = mine.user;
  others.password = mine.password;
  EXPECT_THAT(mysql::Database::Open(others).status(),
              HasCode(absl::StatusCode::kFailedPrecondition));
}

TEST(TestMariaDbTest, DataSurviveAKillAndAStop) {
  TestMariaDb& server = SharedMariaDb();
  const mysql::Options options = server.CreateSchema("restart");
  const std::string dsn = server.dsn();
  LADDER_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<mysql::Database> database,
                              mysql::Database::Open(options));
  ASSERT_THAT(database->ExecuteAlone("CREATE TABLE a (id INT PRIMARY KEY) ENGINE=InnoDB"), IsOk());
  server.Kill();
  server.Start();
  server.Stop();
  server.Start();
  EXPECT_EQ(server.dsn(), dsn);
  LADDER_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<mysql::Database> again,
                              mysql::Database::Open(options));
  EXPECT_THAT(again->ExecuteAlone("SELECT 1 FROM a"), IsOk());
}

TEST(MigratedSchemaTest, HasThePlatformsTables) {
  const std::unique_ptr<mysql::Database> database = OpenMigrated("schema");
  EXPECT_THAT(database->ExecuteAlone("SELECT 1 FROM schema_migration, lease, civil_clock"), IsOk());
}

TEST(TestMariaDbTest, DurableServersStartToo) {
  TestMariaDb server({.durable = true});
  EXPECT_THAT(server.Administer("SELECT 1"), IsOk());
}

TEST(TestMariaDbTest, AKilledTestLeavesNeitherServerNorDirectory) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    TestMariaDb server;
    const std::string told = std::to_string(server.pid()) + " " + server.dsn().substr(7);
    (void)!write(ends[1], told.data(), told.size());
    raise(SIGKILL);
  }
  close(ends[1]);
  char buffer[256] = {};
  const ssize_t size = read(ends[0], buffer, sizeof(buffer) - 1);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  ASSERT_GT(size, 0);
  const std::string told(buffer, static_cast<size_t>(size));
  const pid_t server = std::stoi(told);
  const std::filesystem::path dir =
      std::filesystem::path(told.substr(told.find(' ') + 1)).parent_path();
  const absl::Time until = absl::Now() + absl::Seconds(20);
  while ((std::filesystem::exists(dir) || kill(server, 0) == 0) && absl::Now() < until) {
    absl::SleepFor(absl::Milliseconds(5));
  }
  EXPECT_FALSE(std::filesystem::exists(dir));
  EXPECT_NE(kill(server, 0), 0);
}

}  // namespace
}  // namespace ladder
