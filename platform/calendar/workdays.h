// Working days: the yearly notices of the State Council, a region's own days on top, and the week
// where no notice is known yet (docs/domain.md 5.2). Immutable once built; deadlines of every clock
// are counted here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"

namespace ladder {

// The last day of a clock; it ends with that day, at 24:00.
struct Deadline {
  CivilDay day;
  // CALENDAR_PROVISIONAL: a year on the way has no notice yet, so only its weekends were left out.
  // To be counted again when the notice is loaded.
  bool provisional = false;

  friend bool operator==(const Deadline&, const Deadline&) = default;
};

class WorkdayCalendar {
 public:
  // No notice of any year: weekends alone, everything provisional.
  WorkdayCalendar() = default;
  // The nation's table, then the regions' from the larger to the smaller: a later one overrides.
  // Lines are `YYYY<TAB>table` (that year's notice is in this text; the nation's alone),
  // `YYYY-MM-DD<TAB>off|work`, empty, or start with #. INVALID_ARGUMENT naming the first line of
  // another form.
  static absl::StatusOr<WorkdayCalendar> Parse(absl::string_view national,
                                               const std::vector<std::string>& regional = {});

  bool IsWorkday(CivilDay day) const;
  // Whether `day` lies in a year without a notice.
  bool IsProvisional(CivilDay day) const { return !years_.contains(day.year()); }

  // The n-th workday after `start`, which itself never counts; `start` for n = 0. A negative n ends
  // the process.
  Deadline AddWorkdays(CivilDay start, int n) const;
  // How many workdays lie after `from` up to and including `to`: the n that AddWorkdays(from, n)
  // needs to reach a workday `to`. 0 when `to` is not after `from`.
  int WorkdaysBetween(CivilDay from, CivilDay to) const;

 private:
  enum class Layer { kNation, kRegion };
  absl::Status Add(absl::string_view text, Layer layer);

  absl::flat_hash_set<int64_t> years_;              // with a notice
  absl::flat_hash_map<CivilDay, bool> exceptions_;  // from the week: is it a workday
};

}  // namespace ladder
