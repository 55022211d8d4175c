#include "subsidy-svc/domain/ledger.h"

#include "platform/testing/status_matchers.h"
#include "subsidy-svc/domain/budget_queue.h"

namespace ladder::subsidy {
namespace {

const BudgetLine kLine = {.fund = "FUND_EMPLOYMENT", .year = 2020};

// 1000.00 in every account but the treasury, which gave it all.
Balances FullBalances() {
  Balances balances;
  for (const AccountKind kind : kAccountKinds) balances[kind] = Fen(100'000);
  balances[AccountKind::kTreasury] = Fen(-600'000);
  return balances;
}

Fen Sum(const Balances& balances) {
  Fen sum;
  for (const auto& [kind, balance] : balances) sum += balance;
  return sum;
}

TEST(LedgerTest, EveryEventMovesItsAmount) {
  struct Case {
    LedgerEvent event;
    AccountKind from;
    AccountKind to;
  };
  const Case kCases[] = {
      {LedgerEvent::kFunded, AccountKind::kTreasury, AccountKind::kAppropriation},
      {LedgerEvent::kApproved, AccountKind::kAppropriation, AccountKind::kCommitted},
      {LedgerEvent::kWithdrawn, AccountKind::kCommitted, AccountKind::kAppropriation},
      {LedgerEvent::kReleased, AccountKind::kCommitted, AccountKind::kPayable},
      {LedgerEvent::kSent, AccountKind::kPayable, AccountKind::kInTransit},
      {LedgerEvent::kFileRejected, AccountKind::kInTransit, AccountKind::kPayable},
      {LedgerEvent::kPaid, AccountKind::kInTransit, AccountKind::kPaid},
      {LedgerEvent::kReturned, AccountKind::kInTransit, AccountKind::kReturned},
      {LedgerEvent::kReissued, AccountKind::kReturned, AccountKind::kPayable},
      {LedgerEvent::kUnclaimed, AccountKind::kReturned, AccountKind::kAppropriation},
      {LedgerEvent::kClawbackReceived, AccountKind::kTreasury, AccountKind::kAppropriation},
  };
  ASSERT_EQ(std::size(kCases) + 1, std::size(kLedgerEvents));
  for (const Case& row : kCases) {
    SCOPED_TRACE(LedgerEventName(row.event));
    LADDER_ASSERT_OK_AND_ASSIGN(const Posting posting,
                                MakePosting(row.event, kLine, Fen(70'000), "x"));
    LADDER_ASSERT_OK_AND_ASSIGN(const Balances after, Post(FullBalances(), posting));
    Balances expected = FullBalances();
    expected[row.from] -= Fen(70'000);
    expected[row.to] += Fen(70'000);
    EXPECT_EQ(after, expected);
    EXPECT_EQ(Sum(after), Fen());

    // Its reversal brings the balances back, and only once.
    LADDER_ASSERT_OK_AND_ASSIGN(const Posting reversal, Reverse(posting, false));
    EXPECT_EQ(*Post(after, reversal), FullBalances());
    EXPECT_EQ(reversal.reverses, posting.key);
    EXPECT_THAT(Reverse(posting, true), Refused("LEDGER_REVERSED"));
    EXPECT_THAT(Reverse(reversal, false), Refused("LEDGER_REVERSED"));
  }
}

TEST(LedgerTest, NoAccountButTheTreasuryFallsBelowZero) {
  for (const LedgerEvent event : kLedgerEvents) {
    if (event == LedgerEvent::kReversed) continue;
    SCOPED_TRACE(LedgerEventName(event));
    const bool from_treasury =
        event == LedgerEvent::kFunded || event == LedgerEvent::kClawbackReceived;
    LADDER_ASSERT_OK_AND_ASSIGN(const Posting all, MakePosting(event, kLine, Fen(100'000), "x"));
    EXPECT_THAT(Post(FullBalances(), all), IsOk());
    LADDER_ASSERT_OK_AND_ASSIGN(const Posting more, MakePosting(event, kLine, Fen(100'001), "x"));
    EXPECT_THAT(Post(FullBalances(), more), Refused(from_treasury ? "" : "LEDGER_SHORT"));
  }
}

TEST(LedgerTest, PostingsAreBalancedPositiveAndTheSameForTheirKey) {
  for (const int64_t fen : {0, -1})
    EXPECT_THAT(MakePosting(LedgerEvent::kFunded, kLine, Fen(fen), "x"), Refused("LEDGER_AMOUNT"));
  LADDER_ASSERT_OK_AND_ASSIGN(Posting posting,
                              MakePosting(LedgerEvent::kSent, kLine, Fen(5), "01A-1"));
  EXPECT_EQ(posting.key, "SENT:01A-1");
  EXPECT_THAT(CheckRepeat(posting, posting), IsOk());
  Posting other = posting;
  other.budget_line.year = 2021;
  EXPECT_THAT(CheckRepeat(posting, other), Refused("LEDGER_KEY_REUSED"));
  posting.lines[0].amount = Fen(-4);
  EXPECT_THAT(Post(FullBalances(), posting), Refused("LEDGER_UNBALANCED"));
  posting.lines.clear();
  EXPECT_THAT(Post(FullBalances(), posting), Refused("LEDGER_UNBALANCED"));
}

TEST(LedgerTest, APaymentWalksThroughTheAccounts) {
  // Paid at the second attempt, then another one withdrawn.
  Balances balances;
  const LedgerEvent kWay[] = {LedgerEvent::kFunded,       LedgerEvent::kApproved,
                              LedgerEvent::kReleased,     LedgerEvent::kSent,
                              LedgerEvent::kFileRejected, LedgerEvent::kSent,
                              LedgerEvent::kReturned,     LedgerEvent::kReissued,
                              LedgerEvent::kSent,         LedgerEvent::kPaid};
  for (const LedgerEvent event : kWay) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Posting posting, MakePosting(event, kLine, Fen(50'000), "x"));
    LADDER_ASSERT_OK_AND_ASSIGN(balances, Post(balances, posting));
  }
  EXPECT_EQ(balances[AccountKind::kPaid], Fen(50'000));
  EXPECT_EQ(balances[AccountKind::kTreasury], Fen(-50'000));
  for (const AccountKind kind :
       {AccountKind::kAppropriation, AccountKind::kCommitted, AccountKind::kPayable,
        AccountKind::kInTransit, AccountKind::kReturned}) {
    EXPECT_EQ(balances[kind], Fen()) << AccountKindName(kind);
  }
}

TEST(LedgerTest, EveryStepOfAPayItemHasItsPostingOrNone) {
  const std::vector<std::pair<PayItemEvent, LedgerEvent>> kPostings = {
      {PayItemEvent::kRelease, LedgerEvent::kReleased},
      {PayItemEvent::kSend, LedgerEvent::kSent},
      {PayItemEvent::kFileReject, LedgerEvent::kFileRejected},
      {PayItemEvent::kPay, LedgerEvent::kPaid},
      {PayItemEvent::kReturn, LedgerEvent::kReturned},
      {PayItemEvent::kReissue, LedgerEvent::kReissued},
      {PayItemEvent::kUnclaim, LedgerEvent::kUnclaimed},
      {PayItemEvent::kCancel, LedgerEvent::kWithdrawn}};
  for (const PayItemEvent event : kPayItemEvents) {
    std::optional<LedgerEvent> expected;
    for (const auto& [step, posting] : kPostings) {
      if (step == event) expected = posting;
    }
    EXPECT_EQ(LedgerEventOf(event), expected) << PayItemEventName(event);
  }
}

TEST(LedgerTest, EveryPolicyHasItsFund) {
  for (const Policy policy : kPolicies) EXPECT_FALSE(FundOf(policy).empty()) << PolicyName(policy);
  EXPECT_EQ(FundOf(Policy::kMedical), "FUND_MEDICAL_AID");
}

TEST(LedgerTest, AFundPaysSomePolicy) {
  EXPECT_THAT(CheckFund({.fund = "FUND_EMPLOYMENT", .year = 2020}), IsOk());
  EXPECT_THAT(CheckFund({.fund = "FUND_OF_MINE", .year = 2020}), Refused("FIELD_ENUM"));
}

TEST(BudgetQueueTest, TheOrderIsStrict) {
  const Ulid a = Ulid::FromParts(1, {}), b = Ulid::FromParts(2, {}), c = Ulid::FromParts(3, {});
  const absl::Time early = absl::FromUnixSeconds(100), late = absl::FromUnixSeconds(200);
  const std::vector<QueuedClaim> queue = {
      {late, c, Fen(10)}, {early, b, Fen(100)}, {early, a, Fen(50)}};
  struct Case {
    int64_t free;
    std::vector<Ulid> released;
  };
  const Case kCases[] = {
      {49, {}},
      {50, {a}},
      // The late small claim does not overtake the early large one.
      {149, {a}},
      {150, {a, b}},
      {159, {a, b}},
      {160, {a, b, c}},
  };
  for (const Case& row : kCases)
    EXPECT_EQ(Releasable(Fen(row.free), queue), row.released) << row.free;
  EXPECT_TRUE(Releasable(Fen(1'000), {}).empty());
}

TEST(BudgetQueueTest, LowIsUnderATenth) {
  EXPECT_FALSE(IsBudgetLow(Fen(100), Fen(1'000)));
  EXPECT_TRUE(IsBudgetLow(Fen(99), Fen(1'000)));
}

}  // namespace
}  // namespace ladder::subsidy
