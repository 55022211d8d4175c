// Named places at which a test can end the process as a power cut would. Without --crash_at they
// cost one comparison.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace ladder::server {

// Arms one point, once, from main: "subsidy.batch.sent", or "subsidy.batch.sent:3" for its third
// passing. "rpc.transaction.written:1:stop" stops the process there until SIGCONT.
void ArmCrashPoint(const std::string& point);

// Ends the process with SIGKILL, or stops it with SIGSTOP, when `point` is armed and this is the
// passing that was asked for.
void CrashPoint(absl::string_view point);

}  // namespace ladder::server
