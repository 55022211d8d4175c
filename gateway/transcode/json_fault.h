// Where a text leaves the grammar of JSON (RFC 8259). Only for texts that the fast parser refused:
// it does not say.
#pragma once

#include <cstddef>

#include "absl/strings/string_view.h"

namespace ladder::gateway {

struct JsonFault {
  const char* problem = nullptr;  // null: the text is JSON
  size_t offset = 0;              // in bytes from the start
};

// The first fault. Numbers must fit 64 bits (integers) or a finite double; nesting deeper than
// `depth_max` is a fault.
JsonFault FindJsonFault(absl::string_view text, int depth_max);

// The 1-based line, and column in bytes, of an offset.
struct LineAndColumn {
  size_t line = 1;
  size_t column = 1;
};
LineAndColumn Locate(absl::string_view text, size_t offset);

}  // namespace ladder::gateway
