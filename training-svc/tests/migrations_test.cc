#include "training-svc/migrations/migrations.h"

#include <gtest/gtest.h>

#include "platform/testing/migrated_schema.h"
#include "platform/testing/status_matchers.h"

namespace ladder::training {
namespace {

constexpr absl::string_view kRules =
    "SELECT version, reserve_percent, reserve_release_days, answer_days, attendance_percent, "
    "pass_mark, resit_days FROM class_rule WHERE valid_from <= ? ORDER BY valid_from DESC LIMIT 1";
constexpr absl::string_view kTables =
    "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name "
    "IN ('training_class', 'class_module', 'class_job_order', 'class_need', 'session', "
    "'enrolment', 'attendance', 'attendance_correction', 'frozen_attendance', "
    "'certificate_series', 'certificate', 'person_profile', 'person_scope', 'person_period')";

TEST(MigrationsTest, ApplyToAnEmptySchemaWithTheFirstRules) {
  const std::unique_ptr<mysql::Database> database = OpenMigrated("training", Migrations());
  LADDER_ASSERT_OK_AND_ASSIGN(
      const std::optional<mysql::Row> tables,
      database->Read([](mysql::Transaction& tx) { return tx.QueryOne(kTables); }));
  EXPECT_EQ(tables->Int(0), 14);
  LADDER_ASSERT_OK_AND_ASSIGN(const std::optional<mysql::Row> rules,
                              database->Read([](mysql::Transaction& tx) {
                                return tx.QueryOne(kRules, {CivilDay(2020, 6, 1)});
                              }));
  ASSERT_TRUE(rules.has_value());
  EXPECT_EQ(rules->Text(0), "CR-2018");
  // docs/domain.md 6: 60 % until 5 days before, 2 days to answer, 80 %, resit within 30 days.
  const int64_t expected[] = {60, 5, 2, 80, 60, 30};
  for (size_t i = 0; i < std::size(expected); ++i) EXPECT_EQ(rules->Int(i + 1), expected[i]);
}

}  // namespace
}  // namespace ladder::training
