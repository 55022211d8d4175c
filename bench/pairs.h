// Measurements in pairs: ours and the peer's run in turn (A B A B), so that whatever else the
// machine does meets both. A program prints one JSON line per measurement; `./ladder bench` makes
// medians and ratios of them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace ladder::bench {

// One run's figure, such as calls per second.
using Run = std::function<double()>;

struct Measurement {
  std::string name = "";
  std::string peer = "";
  std::string unit = "";
  bool higher_is_better = true;
  int pairs = 5;
};

// Runs one uncounted pair, then `pairs` counted ones, and prints the line.
void MeasurePairs(const Measurement& measurement, const Run& ours, const Run& theirs);

// Calls `once` from `threads` threads for `duration`; the calls per second of all together. A false
// answer of `once` ends the program: a measurement of failures is worthless.
double CallsPerSecond(int threads, absl::Duration duration,
                      const std::function<bool(int thread)>& once);

}  // namespace ladder::bench
