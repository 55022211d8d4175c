// One kind of case file that `ladder-verify` runs. A check is one file here and one row of the
// table in checks.cc.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "tools/verify/report.h"

namespace ladder::verify {

// What a check gets besides its file.
struct Settings {
  CivilDay today;           // births after it are in the future
  std::string cache;        // where `./ladder setup` put the tables: .ladder/cache
  std::string stored = "";  // the subsidy service whose stored versions decide; or the tree's
};

struct Check {
  const char* name = "";     // the first word of the command: "check-vectors"
  const char* summary = "";  // one line of the usage
  // Runs every case of `file_text` into `report`. A status when the file is malformed or a table is
  // missing: then nothing was checked, whatever the report says.
  absl::Status (*run)(absl::string_view file_text, const Settings& settings,
                      Report& report) = nullptr;
};

// All checks, in the order of the usage.
absl::Span<const Check> AllChecks();

}  // namespace ladder::verify
