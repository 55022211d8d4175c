#include "subsidy-svc/domain/correction.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

TEST(CorrectionTest, EveryKind) {
  struct Case {
    const char* kind;
    int64_t paid;
    int64_t due;
    DecisionKind decision;
    int64_t fen;
    Reason reason;
  };
  const Case kCases[] = {
      {"OVERLAP", 50'000, 0, DecisionKind::kClawback, -50'000, Reason::kClawbackOverlap},
      {"OVERLAP", 50'000, 20'000, DecisionKind::kClawback, -30'000, Reason::kClawbackOverlap},
      {"OVERLAP", 50'000, 50'000, DecisionKind::kNoChange, 0, Reason::kRetroNoChange},
      {"AFTER_DEATH", 50'000, 32'258, DecisionKind::kClawback, -17'742,
       Reason::kClawbackAfterDeath},
      {"FALSE_EVIDENCE", 60'000, 0, DecisionKind::kClawback, -60'000, Reason::kClawbackFraudRefer},
      {"RETURNED", 50'000, 0, DecisionKind::kReissue, 50'000, Reason::kReturnedReissue},
      {"LATE_RATE", 138'000, 165'000, DecisionKind::kYes, 27'000, Reason::kRetroTopup},
      {"LATE_RATE", 165'000, 138'000, DecisionKind::kNoChange, 0, Reason::kRetroNoClawback},
      {"LATE_RATE", 165'000, 165'000, DecisionKind::kNoChange, 0, Reason::kRetroNoChange},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.kind);
    const FactMap facts = {{"kind", row.kind}, {"paid_fen", row.paid}, {"due_fen", row.due}};
    LADDER_ASSERT_OK_AND_ASSIGN(const CorrectionFacts built, BuildCorrectionFacts(facts));
    const Decision decision = DecideCorrection(built);
    EXPECT_EQ(decision.kind, row.decision);
    EXPECT_EQ(decision.amount, Fen(row.fen));
    EXPECT_EQ(decision.reason, row.reason);
  }
}

TEST(CorrectionTest, OnlyTheRestOfALateRateNeedsBudget) {
  const FactMap late = {
      {"kind", "LATE_RATE"}, {"paid_fen", 1}, {"due_fen", 10}, {"budget_left_fen", 8}};
  LADDER_ASSERT_OK_AND_ASSIGN(CorrectionFacts built, BuildCorrectionFacts(late));
  EXPECT_EQ(DecideCorrection(built).kind, DecisionKind::kHold);
  EXPECT_EQ(DecideCorrection(built).amount, Fen(9));
  EXPECT_EQ(DecideCorrection(built).due_reason, Reason::kRetroTopup);
  LADDER_ASSERT_OK_AND_ASSIGN(built, BuildCorrectionFacts(With(late, {{"kind", "RETURNED"}})));
  EXPECT_EQ(DecideCorrection(built).kind, DecisionKind::kReissue);
}

TEST(CorrectionTest, KindAndAmountAreNeeded) {
  EXPECT_THAT(BuildCorrectionFacts({{"paid_fen", 1}}), Refused("FACT_REQUIRED"));
  EXPECT_THAT(BuildCorrectionFacts({{"kind", "RETURNED"}}), Refused("FACT_REQUIRED"));
  EXPECT_THAT(BuildCorrectionFacts({{"kind", "GIFT"}, {"paid_fen", 1}}), Refused("FACT_VALUE"));
}

}  // namespace
}  // namespace ladder::subsidy
