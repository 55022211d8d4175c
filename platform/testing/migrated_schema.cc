#include "platform/testing/migrated_schema.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "platform/migrate/migrator.h"
#include "platform/testing/mariadb.h"

namespace ladder {
namespace {

[[noreturn]] void Die(const absl::Status& status) {
  std::fprintf(stderr, "test schema: %s\n", status.ToString().c_str());
  std::abort();
}

}  // namespace

mysql::Options MigratedSchema(absl::string_view name,
                              absl::Span<const migrate::Migration> service) {
  mysql::Options options = SharedMariaDb().CreateSchema(name);
  const absl::StatusOr<int> count = migrate::Migrate(options, service);
  if (!count.ok()) Die(count.status());
  return options;
}

std::unique_ptr<mysql::Database> OpenMigrated(absl::string_view name,
                                              absl::Span<const migrate::Migration> service) {
  absl::StatusOr<std::unique_ptr<mysql::Database>> database =
      mysql::Database::Open(MigratedSchema(name, service));
  if (!database.ok()) Die(database.status());
  return *std::move(database);
}

}  // namespace ladder
