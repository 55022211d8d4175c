// W3C trace context (https://www.w3.org/TR/trace-context/): one id that follows a request through
// every hop.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace ladder::telemetry {

struct Trace {
  std::string trace_id = "";  // 32 lower-case hex digits, never all zero
  std::string span_id = "";   // 16 lower-case hex digits: this hop
  bool sampled = true;

  // A new trace.
  static Trace New();
  // The trace of a `traceparent` header with a new span for this hop; a new trace when the header
  // is absent or malformed.
  static Trace Continue(absl::string_view traceparent);
  // "00-<trace id>-<span id>-01"
  std::string ToHeader() const;
};

}  // namespace ladder::telemetry
