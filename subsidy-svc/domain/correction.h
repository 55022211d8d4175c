// Corrections of what was paid: taking back, paying again, paying the rest (docs/domain.md 4.5
// LEDGER, 5.6). They need no policy version, because due and paid amounts come from decisions that
// had one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"

namespace ladder::subsidy {

enum class CorrectionKind {
  kOverlap,        // paid twice for one time
  kAfterDeath,     // paid after death
  kFalseEvidence,  // obtained by fraud
  kReturned,       // came back from the bank
  kLateRate,       // a rate was published late
};

struct CorrectionFacts {
  LineFacts line = {};
  CorrectionKind kind = CorrectionKind::kReturned;
  Fen paid = Fen();
  Fen due = Fen();
};

absl::StatusOr<CorrectionFacts> BuildCorrectionFacts(const FactMap& facts);
Decision DecideCorrection(const CorrectionFacts& facts);

}  // namespace ladder::subsidy
