// What becomes of an operation when its work returns: pure, so that each rule is a row of a test.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace ladder::operations {

enum class Verdict {
  kSucceed,
  kFail,
  kCancel,
  kRetry,     // later, by anyone
  kHandOver,  // at once, by another process
  kDrop,      // another owns it: nothing is written
};

struct Facts {
  absl::Status status = absl::OkStatus();  // what the work returned
  bool lost = false;
  bool cancel_requested = false;
  bool stopping = false;
  int tries = 1;  // claims since the last committed step
};

// Errors that may pass by themselves are retried, at most `tries_max` times from one step. The
// order of the rules: lost, done, cancelled, handed over, retried, failed.
Verdict Judge(const Facts& facts, int tries_max);

// How long to wait before the try that follows `tries`: one second, doubled each time, a minute at
// most.
absl::Duration RetryDelay(int tries);

}  // namespace ladder::operations
