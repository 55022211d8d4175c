// Checks of days and divisions that several rules share.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ladder/registry/v1/reasons.h"
#include "platform/calendar/civil_day.h"
#include "platform/standards/division.h"
#include "platform/status/status.h"

namespace ladder::registry {

// DAY_IN_FUTURE about `field` when `day` is after `today`.
inline absl::Status NotInFuture(CivilDay day, CivilDay today, absl::string_view field) {
  return day <= today ? absl::OkStatus() : RefuseField(Reason::kDayInFuture, field);
}

// DAY_OUT_OF_ORDER about `field` when `day` is before `earliest`.
inline absl::Status NotBefore(CivilDay day, CivilDay earliest, absl::string_view field) {
  return day >= earliest
             ? absl::OkStatus()
             : RefuseField(Reason::kDayOutOfOrder, field, {{"earliest", FormatDay(earliest)}});
}

// A fact's first day: known of already, and not to come.
inline absl::Status IsFactDay(CivilDay day, CivilDay earliest, CivilDay today,
                              absl::string_view field) {
  LADDER_RETURN_IF_ERROR(NotInFuture(day, today, field));
  return NotBefore(day, earliest, field);
}

// DIVISION_NOT_COMMUNITY about `field` for a township or what lies above.
inline absl::Status IsCommunity(DivisionCode division, absl::string_view field) {
  return division != DivisionCode() && division.level() == DivisionLevel::kVillage
             ? absl::OkStatus()
             : RefuseField(Reason::kDivisionNotCommunity, field);
}

}  // namespace ladder::registry
