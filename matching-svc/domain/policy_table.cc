#include "matching-svc/domain/policy_table.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/matching/v1/reasons.h"

namespace ladder::matching {
namespace {

constexpr absl::string_view kParameters = "parameters";
constexpr absl::string_view kParameterColumns[] = {"rule",      "version", "valid_from",
                                                   "parameter", "value",   "source"};

absl::Status RefuseMissing(absl::string_view parameter, CivilDay day) {
  return Refuse(Reason::kParameterMissing,
                {{"parameter", std::string(parameter)}, {"day", FormatDay(day)}});
}

}  // namespace

absl::Status RefuseLine(absl::string_view table, int line, absl::string_view problem) {
  return Refuse(Reason::kPolicyTableInvalid, {{"table", std::string(table)},
                                              {"line", absl::StrCat(line)},
                                              {"problem", std::string(problem)}});
}

absl::StatusOr<std::vector<PolicyLine>> ReadPolicyTable(
    absl::string_view table, absl::string_view text, absl::Span<const absl::string_view> columns) {
  std::vector<PolicyLine> lines;
  bool header_seen = false;
  int number = 0;
  for (absl::string_view raw : absl::StrSplit(text, '\n')) {
    ++number;
    if (raw.empty() || raw[0] == '#') continue;
    std::vector<std::string> cells = absl::StrSplit(raw, '\t');
    if (cells.size() != columns.size()) return RefuseLine(table, number, "wrong number of columns");
    if (!header_seen) {
      header_seen = true;
      for (size_t i = 0; i < columns.size(); ++i) {
        if (cells[i] != columns[i]) return RefuseLine(table, number, "unexpected header");
      }
      continue;
    }
    lines.push_back({.number = number, .cells = std::move(cells)});
  }
  if (!header_seen) return RefuseLine(table, number, "no header");
  return lines;
}

absl::StatusOr<int64_t> ParameterSet::Get(absl::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return RefuseMissing(absl::StrCat(version_, ".", name), from_);
  return found->second;
}

absl::StatusOr<int> ParameterSet::GetInt(absl::string_view name, int min, int max) const {
  LADDER_ASSIGN_OR_RETURN(const int64_t value, Get(name));
  if (value < min || value > max) return RefuseMissing(absl::StrCat(version_, ".", name), from_);
  return static_cast<int>(value);
}

absl::StatusOr<ParameterBook> ParameterBook::Parse(absl::string_view text) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyLine> lines,
                          ReadPolicyTable(kParameters, text, kParameterColumns));
  ParameterBook book;
  for (const PolicyLine& line : lines) {
    const absl::StatusOr<CivilDay> from = ParseDay(line.cells[2]);
    if (!from.ok()) return RefuseLine(kParameters, line.number, "valid_from is no day");
    int64_t value = 0;
    if (!absl::SimpleAtoi(line.cells[4], &value)) {
      return RefuseLine(kParameters, line.number, "value is no whole number");
    }
    auto& versions = book.rules_[line.cells[0]];
    ParameterSet& set = versions.try_emplace(*from, line.cells[1], *from).first->second;
    if (set.version() != line.cells[1]) {
      return RefuseLine(kParameters, line.number, "two versions from one day");
    }
    set.Put(line.cells[3], value);
  }
  return book;
}

absl::StatusOr<ParameterSet> ParameterBook::InForce(absl::string_view rule, CivilDay day) const {
  const auto found = rules_.find(rule);
  if (found == rules_.end()) return RefuseMissing(rule, day);
  auto next = found->second.upper_bound(day);
  if (next == found->second.begin()) return RefuseMissing(rule, day);
  return std::prev(next)->second;
}

}  // namespace ladder::matching
