#include "subsidy-svc/domain/correction.h"

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/fact_reader.h"

namespace ladder::subsidy {
namespace {

struct KindRow {
  const char* name;
  CorrectionKind kind;
  Reason reason;
};

constexpr KindRow kKinds[] = {
    {"OVERLAP", CorrectionKind::kOverlap, Reason::kClawbackOverlap},
    {"AFTER_DEATH", CorrectionKind::kAfterDeath, Reason::kClawbackAfterDeath},
    {"FALSE_EVIDENCE", CorrectionKind::kFalseEvidence, Reason::kClawbackFraudRefer},
    {"RETURNED", CorrectionKind::kReturned, Reason::kReturnedReissue},
    {"LATE_RATE", CorrectionKind::kLateRate, Reason::kRetroTopup},
};

Reason ReasonOf(CorrectionKind kind) {
  for (const KindRow& row : kKinds) {
    if (row.kind == kind) return row.reason;
  }
  return Reason::kReasonUnspecified;
}

Decision NoChange(Decision decision, Reason reason) {
  decision.kind = DecisionKind::kNoChange;
  decision.reason = reason;
  decision.amount = Fen();
  return decision;
}

Decision TakeBack(Decision decision, const CorrectionFacts& facts) {
  // Paid no more than was due: there is nothing to take back.
  if (facts.paid <= facts.due) return NoChange(std::move(decision), Reason::kRetroNoChange);
  decision.kind = DecisionKind::kClawback;
  decision.reason = ReasonOf(facts.kind);
  decision.amount = facts.due - facts.paid;
  return decision;
}

Decision PayRest(Decision decision, const CorrectionFacts& facts) {
  if (facts.due < facts.paid) return NoChange(std::move(decision), Reason::kRetroNoClawback);
  if (facts.due == facts.paid) return NoChange(std::move(decision), Reason::kRetroNoChange);
  decision.kind = DecisionKind::kYes;
  decision.reason = Reason::kRetroTopup;
  decision.amount = facts.due - facts.paid;
  if (facts.line.budget_left && decision.amount > *facts.line.budget_left) {
    decision.kind = DecisionKind::kHold;
    decision.due_reason = decision.reason;
    decision.reason = Reason::kHoldBudget;
    decision.failing = {Reason::kHoldBudget};
  }
  return decision;
}

Decision Decide(Decision decision, const CorrectionFacts& facts) {
  switch (facts.kind) {
    case CorrectionKind::kOverlap:
    case CorrectionKind::kAfterDeath:
    case CorrectionKind::kFalseEvidence:
      return TakeBack(std::move(decision), facts);
    case CorrectionKind::kLateRate:
      return PayRest(std::move(decision), facts);
    case CorrectionKind::kReturned:
      decision.kind = DecisionKind::kReissue;
      decision.reason = Reason::kReturnedReissue;
      decision.amount = facts.paid;
      return decision;
  }
  return decision;
}

}  // namespace

absl::StatusOr<CorrectionFacts> BuildCorrectionFacts(const FactMap& facts) {
  FactReader reader(facts);
  CorrectionFacts built = {.line = ReadLineFacts(reader),
                           .paid = Fen(reader.RequiredInteger("paid_fen")),
                           .due = Fen(reader.Integer("due_fen"))};
  const std::string kind = reader.RequiredText("kind");
  const KindRow* found = nullptr;
  for (const KindRow& row : kKinds) {
    if (kind == row.name) found = &row;
  }
  if (found == nullptr) reader.Refuse("kind");
  LADDER_RETURN_IF_ERROR(reader.status());
  built.kind = found->kind;
  return built;
}

Decision DecideCorrection(const CorrectionFacts& facts) {
  Decision decision;
  AddStep(decision.trace, "CORRECTION",
          {{"paid_fen", absl::StrCat(facts.paid.value())},
           {"due_fen", absl::StrCat(facts.due.value())}});
  decision = Decide(std::move(decision), facts);
  if (decision.kind != DecisionKind::kHold) decision.due_reason = decision.reason;
  return decision;
}

}  // namespace ladder::subsidy
