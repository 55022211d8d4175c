// What the engine decided about one line and why, in a form that a program compares and a person
// reads (docs/domain.md 4.1 G11, 4.4).
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/money/fen.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

enum class DecisionKind {
  kYes,       // paid in full
  kPartial,   // paid in part
  kNo,        // refused
  kHold,      // queued for budget: neither committed nor paid
  kNoChange,  // a recomputation changes nothing
  kReissue,   // the same line is paid again
  kClawback,  // to be paid back; the amount is negative
  kError,     // a parameter is missing: nothing is paid, nothing refused
};

// "YES"
absl::string_view DecisionKindName(DecisionKind kind);

// One line of the reasoning.
struct TraceLine {
  std::string name = "";  // a test: the name of its reason; a step of the amount: "MONTH"
  bool is_test = true;
  bool passed = true;    // steps pass
  Metadata values = {};  // facts and parameters that were looked at, by key
  friend bool operator==(const TraceLine&, const TraceLine&) = default;
};

using Trace = std::vector<TraceLine>;

struct Decision {
  DecisionKind kind = DecisionKind::kError;
  Fen amount = Fen();
  Reason reason = Reason::kReasonUnspecified;  // the primary reason
  Reason due_reason =
      Reason::kReasonUnspecified;    // what the reason is when a held line is released
  std::vector<Reason> failing = {};  // every failing test, in the order of tests
  std::string version = "";
  Trace trace = {};
  friend bool operator==(const Decision&, const Decision&) = default;
};

// Whether the reason says that only a part is paid.
bool IsPartial(Reason reason);

enum class Language { kChinese, kEnglish };

// The decision as text for a person: the outcome in a sentence, then a line for every test and
// every step.
std::string Explain(const Decision& decision, Language language);

// The trace in canonical form, a line each: "T|ATTENDANCE_LOW|0|attended=22|sessions=28".
std::string FormatTrace(absl::Span<const TraceLine> trace);

}  // namespace ladder::subsidy
