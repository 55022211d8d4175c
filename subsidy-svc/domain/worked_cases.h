// The worked cases of tests/data/policy_cases.csv for tests of the rules and of the service, and
// which of them one changed amount breaks.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {

struct WorkedCase {
  std::string id;
  std::string policy;
  std::string version;
  FactMap facts;
  std::string decision;
  int64_t fen = 0;
  std::string reason;
};

// One CSV record: quoted cells may hold commas and doubled quotes; no cell holds a line end.
inline std::vector<std::string> SplitRecord(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += line[++i];
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else if (line[i] != '\r') {
      cells.back() += line[i];
    }
  }
  return cells;
}

inline FactValue ToFact(const nlohmann::json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<int64_t>();
  if (value.is_object()) return value.get<FactCounts>();
  if (!value.is_array()) return value.get<std::string>();
  if (value.empty() || value.front().is_string()) return value.get<FactTexts>();
  return value.get<FactPairs>();
}

inline std::vector<WorkedCase> WorkedCases() {
  std::vector<WorkedCase> cases;
  const std::string text = ReadText("tests/data/policy_cases.csv");
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> cells = SplitRecord(std::string(line));
    if (cells[0] == "case_id") continue;
    WorkedCase worked = {.id = cells[0],
                         .policy = cells[1],
                         .version = cells[2],
                         .facts = {},
                         .decision = cells[5],
                         .reason = cells[8]};
    EXPECT_TRUE(absl::SimpleAtoi(cells[6], &worked.fen));
    const nlohmann::json facts = nlohmann::json::parse(cells[4]);
    for (const auto& [key, value] : facts.items()) {
      if (!value.is_null()) worked.facts[key] = ToFact(value);
    }
    cases.push_back(std::move(worked));
  }
  return cases;
}

// A version's amount and the cases that hold by it alone.
struct AmountChange {
  std::string version = "";
  std::string key = "";
  std::set<std::string> broken = {};
};
inline std::vector<AmountChange> AmountChanges() {
  return {
      {"T-2019", "amount_other_province", {"C028", "C031", "C035", "C038", "C040"}},
      {"T-2020R-UP", "amount_other_province", {"C045"}},
      {"TRAIN-2019", "amount_SYB", {"C058"}},
      {"LIVING-2019", "amount_day", {"C048", "C061", "C063"}},
      {"AB-2019", "amount_head", {"C093", "C096", "C106"}},
      {"PW-2019", "minimum_wage", {"C001", "C003"}},
      {"MD-2019", "premium_year", {"C083"}},
      {"PN-2017", "amount_year", {"C076", "C081"}},
  };
}

}  // namespace ladder::subsidy
