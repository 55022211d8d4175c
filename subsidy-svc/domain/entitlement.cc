#include "subsidy-svc/domain/entitlement.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace ladder::subsidy {
namespace {

// A line that was paid before is compared with what is due now (docs/domain.md 4.1 G5).
Decision AfterEarlierPayment(Decision decision, Fen already_paid) {
  const Fen difference = decision.amount - already_paid;
  AddStep(decision.trace, "RETRO",
          {{"due_fen", absl::StrCat(decision.amount.value())},
           {"already_paid_fen", absl::StrCat(already_paid.value())}});
  if (difference > Fen()) {
    decision.kind = DecisionKind::kYes;
    decision.reason = Reason::kRetroTopup;
    decision.amount = difference;
    return decision;
  }
  decision.kind = DecisionKind::kNoChange;
  decision.reason = difference < Fen() ? Reason::kRetroNoClawback : Reason::kRetroNoChange;
  decision.amount = Fen();
  return decision;
}

void HoldWhenShort(Decision& decision, Fen budget_left) {
  const bool enough = decision.amount <= budget_left;
  decision.trace.push_back({.name = InfoOf(Reason::kHoldBudget).name,
                            .is_test = true,
                            .passed = enough,
                            .values = {{"budget_left_fen", absl::StrCat(budget_left.value())},
                                       {"due_fen", absl::StrCat(decision.amount.value())}}});
  if (enough) return;
  decision.kind = DecisionKind::kHold;
  decision.reason = Reason::kHoldBudget;
  decision.failing.push_back(Reason::kHoldBudget);
}

}  // namespace

LineFacts ReadLineFacts(const FactReader& reader) {
  return {.budget_left = reader.OptMoney("budget_left_fen"),
          .already_paid = reader.OptMoney("already_paid_fen")};
}

void AddStep(Trace& trace, absl::string_view name, Metadata values) {
  trace.push_back(
      {.name = std::string(name), .is_test = false, .passed = true, .values = std::move(values)});
}

Decision Conclude(const LineFacts& line, const ParameterReader& parameters,
                  std::vector<Reason> failing, const std::optional<Amount>& amount, Trace trace) {
  Decision decision = {.failing = std::move(failing),
                       .version = parameters.version().code,
                       .trace = std::move(trace)};
  if (!decision.failing.empty()) {
    decision.kind = DecisionKind::kNo;
    decision.reason = decision.failing.front();
    decision.due_reason = decision.reason;
    return decision;
  }
  if (!parameters.missing().empty() || !amount) {
    decision.kind = DecisionKind::kError;
    decision.reason = Reason::kParameterMissing;
    decision.due_reason = decision.reason;
    decision.failing = {Reason::kParameterMissing};
    decision.trace.push_back({.name = InfoOf(Reason::kParameterMissing).name,
                              .is_test = true,
                              .passed = false,
                              .values = {{"keys", absl::StrJoin(parameters.missing(), ",")}}});
    return decision;
  }
  decision.kind = IsPartial(amount->reason) ? DecisionKind::kPartial : DecisionKind::kYes;
  decision.reason = amount->reason;
  decision.amount = amount->fen;
  if (line.already_paid) decision = AfterEarlierPayment(std::move(decision), *line.already_paid);
  decision.due_reason = decision.reason;
  const bool pays = decision.kind != DecisionKind::kNoChange;
  if (pays && line.budget_left) HoldWhenShort(decision, *line.budget_left);
  return decision;
}

}  // namespace ladder::subsidy
