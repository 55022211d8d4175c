// Which day is asked about, and what was known when (docs/architecture.md 9.4).
#pragma once

#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/mysql/value.h"

namespace ladder::registry {

struct Moment {
  CivilDay as_of = {};
  absl::Time known_at = absl::InfinitePast();

  // What is believed now of `day`: the current rows, those just written included. An instant
  // between every record time and the open end picks exactly them.
  static Moment Now(CivilDay day) {
    return {.as_of = day, .known_at = mysql::RecordForever() - absl::Microseconds(1)};
  }
};

}  // namespace ladder::registry
