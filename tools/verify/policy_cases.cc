#include "tools/verify/policy_cases.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/calendar/text_file.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/correction.h"
#include "subsidy-svc/domain/decide.h"
#include "subsidy-svc/domain/policy_data.h"
#include "tools/verify/csv.h"
#include "tools/verify/stored_policies.h"

namespace ladder::verify {
namespace {

using nlohmann::json;
using subsidy::Decision;
using subsidy::FactCounts;
using subsidy::FactMap;
using subsidy::FactPairs;
using subsidy::FactTexts;
using subsidy::FactValue;
using subsidy::PolicyVersion;

constexpr char kVersionsFile[] = "subsidy-svc/policies/versions.tsv";
constexpr char kParametersFile[] = "subsidy-svc/policies/parameters.tsv";
// Cases of corrections of what was paid, which no version decides.
constexpr absl::string_view kLedger = "LEDGER";

constexpr absl::string_view kColumns[] = {"case_id",  "policy",     "rule_version", "facts_json",
                                          "decision", "amount_fen", "reason_code"};
enum Column : size_t { kCaseId, kPolicy, kVersion, kFacts, kDecision, kAmount, kReasonCode };

bool AllAre(const json& value, bool (json::*is_kind)() const noexcept) {
  return std::all_of(value.begin(), value.end(), [&](const json& one) { return (one.*is_kind)(); });
}

bool IsPair(const json& value) {
  return value.is_array() && value.size() == 2 && AllAre(value, &json::is_string);
}

// Nothing for a value that no fact has.
std::optional<FactValue> ToFact(const json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<int64_t>();
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object() && AllAre(value, &json::is_number_integer)) return value.get<FactCounts>();
  if (!value.is_array()) return std::nullopt;
  if (AllAre(value, &json::is_string)) return value.get<FactTexts>();
  if (std::all_of(value.begin(), value.end(), &IsPair)) return value.get<FactPairs>();
  return std::nullopt;
}

absl::Status BadLine(int line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", what));
}

// The facts of a case; null is absent.
absl::StatusOr<FactMap> ParseFactsJson(const std::string& text, int line) {
  const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return BadLine(line, "facts_json is no JSON object");
  FactMap facts;
  for (const auto& [key, value] : object.items()) {
    if (value.is_null()) continue;
    std::optional<FactValue> fact = ToFact(value);
    if (!fact) return BadLine(line, absl::StrCat("the fact ", key, " has no fact's form"));
    facts[key] = *std::move(fact);
  }
  return facts;
}

std::string OutcomeText(absl::string_view decision, int64_t fen, absl::string_view reason) {
  return absl::StrCat(decision, " ", Fen(fen).ToYuan(), " ", reason);
}

std::string ToText(const CaseOutcome& outcome) {
  if (!outcome.refusal.empty()) return absl::StrCat("refused with ", outcome.refusal);
  return OutcomeText(outcome.decision, outcome.fen, outcome.reason);
}

CaseOutcome OutcomeOf(const absl::StatusOr<Decision>& decision) {
  if (!decision.ok()) return {.refusal = ReasonOf(decision.status())};
  return {.decision = std::string(subsidy::DecisionKindName(decision->kind)),
          .fen = decision->amount.value(),
          .reason = InfoOf(decision->reason).name};
}

absl::StatusOr<Decision> DecideCorrectionCase(const FactMap& facts) {
  LADDER_ASSIGN_OR_RETURN(const auto correction, subsidy::BuildCorrectionFacts(facts));
  return subsidy::DecideCorrection(correction);
}

absl::StatusOr<Decision> DecideBy(absl::Span<const PolicyVersion> versions,
                                  absl::string_view policy_name, absl::string_view version_code,
                                  const FactMap& facts) {
  LADDER_ASSIGN_OR_RETURN(const auto policy, subsidy::ParsePolicy(policy_name));
  LADDER_ASSIGN_OR_RETURN(const PolicyVersion version,
                          subsidy::FindVersion(versions, version_code));
  return subsidy::Decide(policy, facts, version);
}

}  // namespace

absl::Status RunPolicyCasesBy(const Decider& decide, absl::string_view file_text, Report& report) {
  LADDER_ASSIGN_OR_RETURN(const CsvTable csv, CsvTable::Parse(file_text, kColumns));
  for (const CsvRow& row : csv.rows()) {
    int64_t fen = 0;
    if (!absl::SimpleAtoi(csv.Cell(row, kAmount), &fen)) {
      return BadLine(row.line, "amount_fen is no number");
    }
    LADDER_ASSIGN_OR_RETURN(const FactMap facts, ParseFactsJson(csv.Cell(row, kFacts), row.line));
    const std::string& policy = csv.Cell(row, kPolicy);
    if (policy != kLedger && !subsidy::ParsePolicy(policy).ok()) {
      report.NotBuilt();
      continue;
    }
    const std::string expected =
        OutcomeText(csv.Cell(row, kDecision), fen, csv.Cell(row, kReasonCode));
    CaseOutcome decided;
    if (policy == kLedger) {
      decided = OutcomeOf(DecideCorrectionCase(facts));
    } else {
      LADDER_ASSIGN_OR_RETURN(decided, decide(policy, csv.Cell(row, kVersion), facts));
    }
    const std::string outcome = ToText(decided);
    if (outcome == expected) {
      report.Pass();
    } else {
      report.Fail(csv.Cell(row, kCaseId),
                  absl::StrCat("expected ", expected, ", but it is ", outcome));
    }
  }
  return absl::OkStatus();
}

absl::Status RunPolicyCasesBy(absl::Span<const PolicyVersion> versions, absl::string_view file_text,
                              Report& report) {
  return RunPolicyCasesBy(
      [versions](absl::string_view policy, absl::string_view version,
                 const FactMap& facts) -> absl::StatusOr<CaseOutcome> {
        return OutcomeOf(DecideBy(versions, policy, version, facts));
      },
      file_text, report);
}

absl::Status RunPolicyCases(absl::string_view file_text, const Settings& settings, Report& report) {
  if (!settings.stored.empty()) {
    return RunPolicyCasesBy(DecideByStored(settings.stored), file_text, report);
  }
  LADDER_ASSIGN_OR_RETURN(const std::string versions, ReadTextFile(kVersionsFile));
  LADDER_ASSIGN_OR_RETURN(const std::string parameters, ReadTextFile(kParametersFile));
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyVersion> parsed,
                          subsidy::ParsePolicyData(versions, parameters));
  return RunPolicyCasesBy(parsed, file_text, report);
}

}  // namespace ladder::verify
