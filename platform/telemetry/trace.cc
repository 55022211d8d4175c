#include "platform/telemetry/trace.h"

#include <cstdint>
#include <random>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace ladder::telemetry {
namespace {

uint64_t RandomBits() {
  // Ids need to be distinct, not secret: one generator a thread, seeded by the operating system.
  thread_local std::mt19937_64 generator{std::random_device{}()};
  uint64_t bits = 0;
  while (bits == 0) bits = generator();
  return bits;
}

bool IsHex(absl::string_view text) {
  for (char c : text) {
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return false;
  }
  return true;
}

bool IsZero(absl::string_view text) {
  return text.find_first_not_of('0') == absl::string_view::npos;
}

}  // namespace

Trace Trace::New() {
  return {.trace_id = absl::StrFormat("%016x%016x", RandomBits(), RandomBits()),
          .span_id = absl::StrFormat("%016x", RandomBits()),
          .sampled = true};
}

Trace Trace::Continue(absl::string_view traceparent) {
  // version "-" trace-id "-" parent-id "-" flags; a later version may append fields.
  if (traceparent.size() < 55 || traceparent[2] != '-' || traceparent[35] != '-' ||
      traceparent[52] != '-')
    return New();
  const absl::string_view version = traceparent.substr(0, 2);
  const absl::string_view trace_id = traceparent.substr(3, 32);
  const absl::string_view parent_id = traceparent.substr(36, 16);
  const absl::string_view flags = traceparent.substr(53, 2);
  const bool length_fits = traceparent.size() == 55 || (version != "00" && traceparent[55] == '-');
  if (!IsHex(version) || version == "ff" || !IsHex(trace_id) || IsZero(trace_id) ||
      !IsHex(parent_id) || IsZero(parent_id) || !IsHex(flags) || !length_fits) {
    return New();
  }
  return {.trace_id = std::string(trace_id),
          .span_id = absl::StrFormat("%016x", RandomBits()),
          .sampled = ((flags[1] <= '9' ? flags[1] - '0' : flags[1] - 'a' + 10) & 1) != 0};
}

std::string Trace::ToHeader() const {
  return absl::StrCat("00-", trace_id, "-", span_id, sampled ? "-01" : "-00");
}

}  // namespace ladder::telemetry
