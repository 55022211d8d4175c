// The command line of `ladder-verify`: CHECK FILE [--today YYYY-MM-DD] [--cache DIR]
// [--stored ADDRESS].
#pragma once

#include <string>
#include <vector>

#include "tools/verify/check.h"

namespace ladder::verify {

// What a run leaves: its exit code, and what it printed.
struct Outcome {
  int exit_code = 0;  // 0 nothing failed; 1 something failed; 2 nothing could be checked
  std::string out;    // failures and the count
  std::string error;  // one line, when the exit code is 2
};

// `words` are the arguments without the program's name, `defaults` what holds where they are
// silent.
Outcome RunCommand(const std::vector<std::string>& words, const Settings& defaults);

}  // namespace ladder::verify
