// A schema of the shared test server with the platform's and a service's tables in it.
#pragma once

#include <memory>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/migrate/migration.h"
#include "platform/mysql/database.h"

namespace ladder {

// A new schema whose name starts with `name`, migrated, and the options to open it. A failure ends
// the test process.
mysql::Options MigratedSchema(absl::string_view name,
                              absl::Span<const migrate::Migration> service = {});

// The same, opened: for a suite that needs no other options.
std::unique_ptr<mysql::Database> OpenMigrated(absl::string_view name,
                                              absl::Span<const migrate::Migration> service = {});

}  // namespace ladder
