// What training knows of a person: a copy kept by the registry's feed, no more than seat order and
// eligibility read.
#pragma once

#include <cstdint>

#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"

namespace ladder::training {

struct PersonProfile {
  Ulid person = {};
  int64_t register_div = 0;
  int64_t residence_div = 0;
  CivilDay birth = CivilDay();
  int hukou_kind = 0;      // the registry's number; a class may be mixed, rural and urban (R40)
  bool gone = false;       // dead, moved out or merged
  bool target = false;     // of a household in the programme
  bool monitored = false;  // of a monitored household whose risk is open
  bool zero_employment = false;     // of a household without anyone in work
  bool two_post_secondary = false;  // left school without going on
  bool hard_to_employ = false;
  bool veteran = false;
  bool relocated = false;  // R24 counts them
};

}  // namespace ladder::training
