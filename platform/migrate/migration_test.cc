#include "platform/migrate/migration.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/migrate/history.h"
#include "platform/migrate/sql/migrations.h"
#include "platform/testing/status_matchers.h"

namespace ladder::migrate {
namespace {

TEST(FormTest, OnlyWhatCanBeRepeatedIsAccepted) {
  struct Case {
    const char* sql;
    Form form;
  };
  const Case cases[] = {
      {"-- min_compatible: 1\nCREATE TABLE IF NOT EXISTS a (id INT)", Form::kRepeatable},
      {"create table\n  if not exists a (id INT)", Form::kRepeatable},
      {"CREATE TABLE a (id INT)", Form::kRefused},
      {"CREATE TABLE a (note VARCHAR(9) COMMENT ' IF NOT EXISTS ')", Form::kRefused},
      {"CREATE INDEX IF NOT EXISTS a_b ON a (b)", Form::kRepeatable},
      {"CREATE UNIQUE INDEX IF NOT EXISTS a_b ON a (b)", Form::kRepeatable},
      {"CREATE INDEX a_b ON a (b)", Form::kRefused},
      {"DROP TABLE IF EXISTS a", Form::kRepeatable},
      {"DROP TABLE a", Form::kRefused},
      {"DROP INDEX IF EXISTS a_b ON a", Form::kRepeatable},
      {"RENAME TABLE IF EXISTS a TO b", Form::kRepeatable},
      {"ALTER TABLE a ADD COLUMN IF NOT EXISTS b INT NOT NULL DEFAULT 0", Form::kRepeatable},
      {"ALTER TABLE a ADD COLUMN b INT", Form::kRefused},
      {"ALTER TABLE IF EXISTS a ADD COLUMN b INT", Form::kRefused},
      {"ALTER TABLE a ADD COLUMN IF NOT EXISTS b DECIMAL(9, 2), ADD INDEX IF NOT EXISTS i (b, c)",
       Form::kRepeatable},
      {"ALTER TABLE a ADD COLUMN IF NOT EXISTS b INT, ADD COLUMN c INT", Form::kRefused},
      {"ALTER TABLE a MODIFY COLUMN b BIGINT NOT NULL", Form::kRepeatable},
      {"ALTER TABLE a DROP COLUMN IF EXISTS b", Form::kRepeatable},
      {"ALTER TABLE a DROP PRIMARY KEY, ADD PRIMARY KEY (b, c)", Form::kRepeatable},
      {"ALTER TABLE a DROP PRIMARY KEY", Form::kRefused},
      {"ALTER TABLE a ADD PRIMARY KEY (b)", Form::kRefused},
      {"ALTER TABLE a DROP PRIMARY KEY, ADD COLUMN b INT", Form::kRefused},
      {"INSERT INTO a VALUES (1)", Form::kChange},
      {"UPDATE a SET b = 1", Form::kChange},
      {"DELETE FROM a WHERE b = 1", Form::kChange},
      {"CREATE TRIGGER a BEFORE INSERT ON b FOR EACH ROW SET NEW.c = 1", Form::kRefused},
      {"", Form::kRefused},
  };
  for (const Case& c : cases) EXPECT_EQ(FormOf(c.sql), c.form) << c.sql;
}

TEST(SeriesTest, EachRuleRefuses) {
  const absl::string_view table = "CREATE TABLE IF NOT EXISTS a (id INT)";
  const auto check = [](std::vector<Migration> series) { return CheckSeries(series); };
  const Migration first = {.component = "c", .version = 1, .name = "0001_a", .sql = table};
  const Migration third = {
      .component = "c", .version = 3, .name = "0003_b", .sql = table, .min_compatible = 2};
  EXPECT_THAT(check({}), IsOk());
  EXPECT_THAT(check({first, third}), IsOk());
  const auto refused = HasCode(absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(check({third, first}), refused);
  EXPECT_THAT(check({first, first}), refused);
  Migration changed = third;
  changed.component = "d";
  EXPECT_THAT(check({first, changed}), refused);
  changed = third;
  changed.min_compatible = 4;
  EXPECT_THAT(check({first, changed}), refused);
  changed.min_compatible = 0;
  EXPECT_THAT(check({first, changed}), refused);
  changed = third;
  changed.sql = "DROP TABLE a";
  EXPECT_THAT(check({first, changed}), refused);
  changed.sql = "DELETE FROM a; DELETE FROM b";
  EXPECT_THAT(check({first, changed}), refused);
  changed.sql = "DELETE FROM a WHERE b = ';';\n";
  EXPECT_THAT(check({first, changed}), IsOk());
}

TEST(SeriesTest, ThePlatformsOwnIsInForm) {
  EXPECT_THAT(CheckSeries(platform::Migrations()), IsOk());
  EXPECT_EQ(platform::Migrations()[0].name, "0001_schema_migration");
  EXPECT_EQ(platform::Migrations()[1].name, "0002_lease");
}

TEST(HistoryTest, EveryWayInWhichASchemaCanDiffer) {
  const std::vector<Migration> series = {
      {.component = "c", .version = 1, .name = "0001_a", .sql = "a"},
      {.component = "c", .version = 2, .name = "0002_b", .sql = "b"},
      {.component = "c", .version = 4, .name = "0004_d", .sql = "d"}};
  const Applied one = {.version = 1, .name = "0001_a", .checksum = ChecksumOf("a")};
  const Applied two = {.version = 2, .name = "0002_b", .checksum = ChecksumOf("b")};
  const Applied four = {.version = 4, .name = "0004_d", .checksum = ChecksumOf("d")};
  struct Case {
    const char* what;
    std::vector<Applied> applied;
    bool ok;
    size_t pending;
  };
  const Case cases[] = {
      {"fresh", {}, true, 3},
      {"begun", {one}, true, 2},
      {"done", {one, two, four}, true, 0},
      {"newer, still compatible", {one, two, four, {.version = 9, .min_compatible = 4}}, true, 0},
      {"newer, too new", {one, two, four, {.version = 9, .min_compatible = 5}}, false, 0},
      {"changed", {one, {.version = 2, .checksum = ChecksumOf("B")}}, false, 0},
      {"put before", {one, four}, false, 0},
      {"put before a newer one", {one, two, {.version = 9, .min_compatible = 1}}, false, 0},
      {"unknown", {one, two, {.version = 3}}, false, 0},
  };
  for (const Case& c : cases) {
    const absl::Status status = CheckHistory(series, c.applied);
    EXPECT_EQ(status.ok(), c.ok) << c.what << ": " << status;
    if (c.ok) {
      EXPECT_EQ(Pending(series, c.applied).size(), c.pending) << c.what;
    }
  }
}

}  // namespace
}  // namespace ladder::migrate
