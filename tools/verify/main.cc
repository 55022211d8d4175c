// Runs case files through the code that decides in the services: `./ladder verify`.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tools/verify/command.h"

int main(int argc, char** argv) {
  const absl::TimeZone shanghai = absl::FixedTimeZone(8 * 60 * 60);
  const ladder::verify::Settings defaults{.today = absl::ToCivilDay(absl::Now(), shanghai),
                                          .cache = LADDER_CACHE_DIR};
  const ladder::verify::Outcome outcome =
      ladder::verify::RunCommand(std::vector<std::string>(argv + 1, argv + argc), defaults);
  std::fputs(outcome.out.c_str(), stdout);
  std::fputs(outcome.error.c_str(), stderr);
  return outcome.exit_code;
}
