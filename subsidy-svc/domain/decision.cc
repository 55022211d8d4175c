#include "subsidy-svc/domain/decision.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace ladder::subsidy {

absl::string_view DecisionKindName(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kYes:
      return "YES";
    case DecisionKind::kPartial:
      return "PARTIAL";
    case DecisionKind::kNo:
      return "NO";
    case DecisionKind::kHold:
      return "HOLD";
    case DecisionKind::kNoChange:
      return "NOCHANGE";
    case DecisionKind::kReissue:
      return "REISSUE";
    case DecisionKind::kClawback:
      return "CLAWBACK";
    case DecisionKind::kError:
      return "ERROR";
  }
  return "";
}

bool IsPartial(Reason reason) { return absl::StartsWith(InfoOf(reason).name, "PARTIAL_"); }

std::string FormatTrace(absl::Span<const TraceLine> trace) {
  std::string out;
  for (const TraceLine& line : trace) {
    absl::StrAppend(&out, line.is_test ? "T|" : "S|", line.name, line.passed ? "|1" : "|0");
    for (const auto& [key, value] : line.values) absl::StrAppend(&out, "|", key, "=", value);
    absl::StrAppend(&out, "\n");
  }
  return out;
}

}  // namespace ladder::subsidy
