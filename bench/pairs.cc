#include "bench/pairs.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/time/clock.h"

namespace ladder::bench {

void MeasurePairs(const Measurement& measurement, const Run& ours, const Run& theirs) {
  std::vector<double> our_runs, their_runs;
  for (int pair = 0; pair <= measurement.pairs; ++pair) {
    const double our_figure = ours();
    const double their_figure = theirs();
    if (pair == 0) continue;  // warm caches and connections
    our_runs.push_back(our_figure);
    their_runs.push_back(their_figure);
  }
  const nlohmann::json line = {
      {"name", measurement.name}, {"peer", measurement.peer},
      {"unit", measurement.unit}, {"better", measurement.higher_is_better ? "higher" : "lower"},
      {"ours", our_runs},         {"theirs", their_runs}};
  std::printf("%s\n", line.dump().c_str());
  std::fflush(stdout);
}

double CallsPerSecond(int threads, absl::Duration duration,
                      const std::function<bool(int thread)>& once) {
  std::atomic<bool> stop{false};
  std::atomic<int64_t> calls{0};
  std::vector<std::thread> running;
  const absl::Time start = absl::Now();
  for (int thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      int64_t mine = 0;
      while (!stop.load(std::memory_order_relaxed)) {
        if (!once(thread)) {
          std::fprintf(stderr, "a measured call failed\n");
          std::exit(1);
        }
        ++mine;
      }
      calls += mine;
    });
  }
  absl::SleepFor(duration);
  stop = true;
  for (std::thread& thread : running) thread.join();
  return static_cast<double>(calls) / absl::ToDoubleSeconds(absl::Now() - start);
}

}  // namespace ladder::bench
