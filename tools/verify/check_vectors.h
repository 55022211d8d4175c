// Numbers with their verdict and reason (docs/domain.md 2.2, tests/data/README.md), run through
// platform/standards.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/verify/check.h"
#include "tools/verify/report.h"

namespace ladder::verify {

// Columns vector_id, kind, value, expected, reason_code, note. A case passes when both verdict and
// reason are the expected ones; a kind that nothing here decides is not built. Strict: an unknown
// county is a refusal.
absl::Status RunCheckVectors(absl::string_view file_text, const Settings& settings, Report& report);

}  // namespace ladder::verify
