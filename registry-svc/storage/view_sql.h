// What the statements of views share: a moment named once, and the condition that a row holds at
// it.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace ladder::registry {

// First in a FROM: one row with the moment. Takes as_of and known_at.
inline constexpr char kAt[] =
    "(SELECT CAST(? AS DATE) AS day, CAST(? AS DATETIME(6)) AS known) at ";

// "c.valid_from <= at.day ...": the row of the alias holds at the moment.
std::string Holds(absl::string_view alias);

}  // namespace ladder::registry
