// The whole of a small data file. It is here because the calendar is the lowest folder that has
// tables in files.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace ladder {

// NOT_FOUND naming `path` when it cannot be opened or read to its end, as with a folder.
absl::StatusOr<std::string> ReadTextFile(const std::string& path);

}  // namespace ladder
