// What was applied to a schema, compared with what this binary knows. Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "platform/migrate/migration.h"

namespace ladder::migrate {

// One row of schema_migration, of one component.
struct Applied {
  int version = 0;
  std::string name = "";
  std::string checksum = "";
  int min_compatible = 1;
};

// FAILED_PRECONDITION when the schema's history is not the beginning, or a continuation, of
// `series`: a file was changed after it was applied, one was put before an applied one, one that
// was applied is missing, or the schema has gone on to where this binary no longer works (its
// version < min_compatible). `applied` is in order of versions.
absl::Status CheckHistory(absl::Span<const Migration> series, const std::vector<Applied>& applied);

// The rows of `series` that are still to be applied, in order. The history is checked before.
absl::Span<const Migration> Pending(absl::Span<const Migration> series,
                                    const std::vector<Applied>& applied);

}  // namespace ladder::migrate
