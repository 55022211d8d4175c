#include "subsidy-svc/domain/policy_data.h"

#include <functional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

constexpr absl::string_view kVersionColumns =
    "code\tpolicy\tin_force_from\tin_force_to\teffective_on\tstate\tdocument";
constexpr absl::string_view kParameterColumns =
    "version\tkey\tvalid_from\tvalid_to\tvalue\tunit\tsource";

using Cells = std::vector<absl::string_view>;

absl::Status BadLine(int line) {
  return Refuse(Reason::kVersionLine, {{"line", absl::StrCat(line)}});
}

// Calls `read` for every row after the header, with the row's line number.
absl::Status ForEachRow(absl::string_view text, absl::string_view columns,
                        const std::function<absl::Status(const Cells&, int)>& read) {
  const size_t width = Cells(absl::StrSplit(columns, '\t')).size();
  int line_number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    if (line_number == 1 && line != columns) return BadLine(line_number);
    if (line_number == 1 || line.empty()) continue;
    const Cells cells = absl::StrSplit(line, '\t');
    if (cells.size() != width) return BadLine(line_number);
    LADDER_RETURN_IF_ERROR(read(cells, line_number));
  }
  return absl::OkStatus();
}

absl::StatusOr<VersionState> ParseVersionState(absl::string_view name, int line) {
  for (const VersionState state : {VersionState::kTrial, VersionState::kDraft,
                                   VersionState::kApproved, VersionState::kRepealed}) {
    if (VersionStateName(state) == name) return state;
  }
  return BadLine(line);
}

absl::StatusOr<Unit> ParseUnit(absl::string_view name, int line) {
  for (const Unit unit : {Unit::kFen, Unit::kYears, Unit::kMonths, Unit::kDays, Unit::kPercent,
                          Unit::kBasisPoints, Unit::kCount, Unit::kFlag, Unit::kCode}) {
    if (UnitName(unit) == name) return unit;
  }
  return BadLine(line);
}

absl::StatusOr<PolicyVersion> ParseVersionRow(const Cells& cells, int line) {
  const absl::StatusOr<Policy> policy = ParsePolicy(cells[1]);
  const absl::StatusOr<CivilDay> from = ParseDay(cells[2]);
  const absl::StatusOr<CivilDay> to = ParseDay(cells[3]);
  const absl::StatusOr<CivilDay> effective = ParseDay(cells[4]);
  if (!policy.ok() || !from.ok() || !to.ok() || !effective.ok()) return BadLine(line);
  LADDER_ASSIGN_OR_RETURN(const VersionState state, ParseVersionState(cells[5], line));
  return PolicyVersion{.policy = *policy,
                       .code = std::string(cells[0]),
                       .in_force_from = *from,
                       .in_force_to = *to,
                       .effective_on = *effective,
                       .state = state,
                       .document = std::string(cells[6])};
}

absl::StatusOr<Parameter> ParseParameterRow(const Cells& cells, int line) {
  const absl::StatusOr<CivilDay> from = ParseDay(cells[2]);
  const absl::StatusOr<CivilDay> to = ParseDay(cells[3]);
  int64_t value = 0;
  if (cells[1].empty() || !from.ok() || !to.ok() || !absl::SimpleAtoi(cells[4], &value)) {
    return BadLine(line);
  }
  LADDER_ASSIGN_OR_RETURN(const Unit unit, ParseUnit(cells[5], line));
  return Parameter{.key = std::string(cells[1]),
                   .valid_from = *from,
                   .valid_to = *to,
                   .value = value,
                   .unit = unit,
                   .source = std::string(cells[6])};
}

}  // namespace

absl::StatusOr<std::vector<PolicyVersion>> ParsePolicyData(absl::string_view versions,
                                                           absl::string_view parameters) {
  std::vector<PolicyVersion> parsed;
  LADDER_RETURN_IF_ERROR(
      ForEachRow(versions, kVersionColumns, [&](const Cells& cells, int line) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(PolicyVersion version, ParseVersionRow(cells, line));
        if (FindVersion(parsed, version.code).ok()) return BadLine(line);
        parsed.push_back(std::move(version));
        return absl::OkStatus();
      }));
  LADDER_RETURN_IF_ERROR(
      ForEachRow(parameters, kParameterColumns, [&](const Cells& cells, int line) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(Parameter parameter, ParseParameterRow(cells, line));
        for (PolicyVersion& version : parsed) {
          if (version.code != cells[0]) continue;
          version.parameters.push_back(std::move(parameter));
          return absl::OkStatus();
        }
        return Refuse(Reason::kVersionUnknown, {{"version", std::string(cells[0])}});
      }));
  for (const PolicyVersion& version : parsed) LADDER_RETURN_IF_ERROR(CheckVersion(version));
  return parsed;
}

}  // namespace ladder::subsidy
