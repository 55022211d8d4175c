// Reads the tables that `./ladder setup` made. For main functions and tests; rules take the tables
// by reference.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "platform/standards/county_table.h"
#include "platform/standards/division_table.h"

namespace ladder {

// Where set-up leaves them, from the root of the repository.
inline constexpr char kCountiesFile[] = ".ladder/cache/divisions/counties.tsv";
inline constexpr char kDivisionsFile[] = ".ladder/cache/divisions/divisions.tsv";

// NOT_FOUND naming the file that cannot be read, INVALID_ARGUMENT naming the line that is wrong.
absl::StatusOr<CountyTable> LoadCountyTable(const std::string& path);
absl::StatusOr<DivisionTable> LoadDivisionTable(const std::string& path);

}  // namespace ladder
