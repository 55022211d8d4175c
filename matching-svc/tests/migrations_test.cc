#include "matching-svc/migrations/migrations.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "platform/testing/migrated_schema.h"
#include "platform/testing/status_matchers.h"

namespace ladder::matching {
namespace {

constexpr absl::string_view kColumns =
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
    "DATABASE()";

TEST(MigrationsTest, ApplyToAnEmptySchema) {
  const std::unique_ptr<mysql::Database> database = OpenMigrated("matching", Migrations());
  LADDER_ASSERT_OK_AND_ASSIGN(const mysql::Rows rows, database->Read([](mysql::Transaction& tx) {
    return tx.Query(kColumns);
  }));
  std::set<std::string> tables;
  for (const mysql::Row& row : rows) {
    tables.insert(row.Text(0));
    // docs/domain.md 7.4: what is not stored cannot decide.
    for (const char* word : {"ethnic", "religion", "marital", "hukou", "political"}) {
      EXPECT_EQ(row.Text(1).find(word), std::string::npos) << row.Text(0) << "." << row.Text(1);
    }
  }
  for (const char* table : {"enterprise", "carrier", "job", "referral", "hire", "person_profile",
                            "person_scope", "person_period", "intention", "refused_enterprise"}) {
    EXPECT_EQ(tables.count(table), 1u) << table;
  }
}

}  // namespace
}  // namespace ladder::matching
