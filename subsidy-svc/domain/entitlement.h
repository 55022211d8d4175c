// The engine: a policy is a table of tests in the fixed order of docs/domain.md 4.5 and a function
// for the amount. The first failing test is the primary reason, all failing ones go to the trace;
// the amount is computed when none fails; a parameter that was missing then makes the decision
// ERROR; the budget is looked at last.
#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/fact_reader.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

// Facts of every line, whatever its policy.
struct LineFacts {
  std::optional<Fen> budget_left = std::nullopt;   // absent: unlimited
  std::optional<Fen> already_paid = std::nullopt;  // paid for this line under the version before
};

LineFacts ReadLineFacts(const FactReader& reader);

// What one test saw. A test whose parameter is missing passes: the reader remembers the parameter.
struct Finding {
  bool passed = true;
  Metadata values = {};
};

template <typename Facts>
struct Test {
  Reason reason;  // of failing
  Finding (*run)(const Facts& facts, ParameterReader& parameters);
};

// What is due when no test fails. `reason` says whether it is a part.
struct Amount {
  Fen fen = Fen();
  Reason reason = Reason::kOk;
};

// nullopt when a parameter is missing.
template <typename Facts>
using AmountFunction = std::optional<Amount> (*)(const Facts& facts, ParameterReader& parameters,
                                                 Trace& trace);

// Adds a step of the amount to the trace.
void AddStep(Trace& trace, absl::string_view name, Metadata values);

// The decision from what the tests and the amount gave.
Decision Conclude(const LineFacts& line, const ParameterReader& parameters,
                  std::vector<Reason> failing, const std::optional<Amount>& amount, Trace trace);

// Runs the tests in order, then the amount.
template <typename Facts>
Decision Evaluate(absl::Span<const Test<Facts>> tests, AmountFunction<Facts> amount,
                  const Facts& facts, ParameterReader& parameters) {
  std::vector<Reason> failing;
  Trace trace;
  for (const Test<Facts>& test : tests) {
    Finding finding = test.run(facts, parameters);
    if (!finding.passed) failing.push_back(test.reason);
    trace.push_back({.name = InfoOf(test.reason).name,
                     .is_test = true,
                     .passed = finding.passed,
                     .values = std::move(finding.values)});
  }
  std::optional<Amount> due;
  if (failing.empty()) due = amount(facts, parameters, trace);
  return Conclude(facts.line, parameters, std::move(failing), due, std::move(trace));
}

}  // namespace ladder::subsidy
