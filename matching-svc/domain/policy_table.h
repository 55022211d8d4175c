// Policy data as plain tables: tab-separated text with a header line, `#` comments, one fact a
// line, dated. They are committed in matching-svc/policies and read at the start; no amount,
// weight, list or phrase stands in code.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "platform/status/status.h"

namespace ladder::matching {

// One line of a table: cells in the order of the columns asked for.
struct PolicyLine {
  int number = 0;  // in the file, from 1
  std::vector<std::string> cells = {};
};

// The lines of `text`, whose header must name exactly `columns`, in that order.
// POLICY_TABLE_INVALID otherwise.
absl::StatusOr<std::vector<PolicyLine>> ReadPolicyTable(
    absl::string_view table, absl::string_view text, absl::Span<const absl::string_view> columns);

// The refusal about one line.
absl::Status RefuseLine(absl::string_view table, int line, absl::string_view problem);

// The numbers of one version of one rule.
class ParameterSet {
 public:
  ParameterSet() = default;
  ParameterSet(std::string version, CivilDay from) : version_(std::move(version)), from_(from) {}

  const std::string& version() const { return version_; }
  CivilDay from() const { return from_; }
  void Put(absl::string_view name, int64_t value) { values_[std::string(name)] = value; }
  // PARAMETER_MISSING when the set lacks `name`.
  absl::StatusOr<int64_t> Get(absl::string_view name) const;
  // The same, for a number that must lie in [min, max]; outside: PARAMETER_MISSING, since a wrong
  // number is none.
  absl::StatusOr<int> GetInt(absl::string_view name, int min, int max) const;

 private:
  std::string version_;
  CivilDay from_ = CivilDay();
  std::map<std::string, int64_t, std::less<>> values_;
};

// All parameter sets, by rule and day: `parameters.tsv` with columns rule, version, valid_from,
// parameter, value, source.
class ParameterBook {
 public:
  static absl::StatusOr<ParameterBook> Parse(absl::string_view text);
  // The newest version of `rule` in force on `day`. PARAMETER_MISSING when there is none.
  absl::StatusOr<ParameterSet> InForce(absl::string_view rule, CivilDay day) const;

 private:
  std::map<std::string, std::map<CivilDay, ParameterSet>, std::less<>> rules_;
};

}  // namespace ladder::matching
