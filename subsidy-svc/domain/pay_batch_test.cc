#include "subsidy-svc/domain/pay_batch.h"

#include "absl/strings/str_split.h"
#include "platform/testing/status_matchers.h"
#include "subsidy-svc/domain/claim_line.h"
#include "subsidy-svc/domain/payee_account.h"

namespace ladder::subsidy {
namespace {

const Ulid kMaker = Ulid::FromParts(1, {});
const Ulid kFirst = Ulid::FromParts(2, {});
const Ulid kSecond = Ulid::FromParts(3, {});
const BudgetLine kLine = {.fund = "FUND_EMPLOYMENT", .year = 2020};

std::vector<BatchItem> Items(size_t count) {
  std::vector<BatchItem> items;
  for (size_t i = 0; i < count; ++i)
    items.push_back({.item = Ulid::FromParts(static_cast<int64_t>(i + 1), {}),
                     .budget_line = kLine,
                     .amount = Fen(1)});
  return items;
}

TEST(PayBatchTest, WhatABatchMayHold) {
  EXPECT_THAT(CheckBatchItems(Items(1)), IsOk());
  EXPECT_THAT(CheckBatchItems(Items(kBatchItemsMax)), IsOk());
  EXPECT_THAT(CheckBatchItems({}), Refused("BATCH_EMPTY"));
  EXPECT_THAT(CheckBatchItems(Items(kBatchItemsMax + 1)), Refused("BATCH_TOO_LARGE"));
  std::vector<BatchItem> items = Items(3);
  items[2].budget_line.year = 2021;
  EXPECT_THAT(CheckBatchItems(items), IsOk());
  items[2].budget_line.fund = "FUND_COUNTY";
  EXPECT_THAT(CheckBatchItems(items), Refused("BATCH_FUND_MIXED"));
  items[2].item = items[0].item;
  EXPECT_THAT(CheckBatchItems(items), Refused("BATCH_ITEM_TWICE"));
  for (const int64_t fen : {0, -1}) {
    items[2].amount = Fen(fen);
    EXPECT_THAT(CheckBatchItems(items), Refused("BATCH_AMOUNT"));
  }
}

BatchProgress MakeBatch(BatchState state) {
  return {.state = state, .creator = kMaker, .digest = "d"};
}

TEST(PayBatchTest, EveryEventInEveryState) {
  // SIGN, CHANGE, SEND, ACCEPT, REJECT, SETTLE, VOID.
  struct Row {
    BatchState before;
    const char* after;
  };
  const Row kRows[] = {
      {BatchState::kOpen, "SIGNED_ONCE OPEN - - - - VOIDED"},
      {BatchState::kSignedOnce, "SIGNED OPEN - - - - VOIDED"},
      {BatchState::kSigned, "- OPEN SENT - - - VOIDED"},
      {BatchState::kSent, "- - - ACCEPTED REJECTED SETTLED -"},
      {BatchState::kAccepted, "- - - - - SETTLED -"},
      {BatchState::kSettled, "- - - - - - -"},
      {BatchState::kVoided, "- - - - - - -"},
      {BatchState::kRejected, "- - - - - - VOIDED"},
  };
  ASSERT_EQ(std::size(kRows), std::size(kBatchStates));
  for (const Row& row : kRows) {
    const std::vector<std::string> expected = absl::StrSplit(row.after, ' ');
    for (size_t i = 0; i < std::size(kBatchEvents); ++i) {
      std::string outcome = "!";
      for (const Role role : {Role::kTreasurer, Role::kBank, Role::kFinance}) {
        const auto after = ApplyBatchStep(
            MakeBatch(row.before),
            {.event = kBatchEvents[i], .actor = {.role = role, .person = kFirst}, .digest = "d"});
        if (ReasonOf(after.status()) == "BATCH_STATE") outcome = "-";
        if (after.ok()) outcome = std::string(BatchStateName(after->state));
        if (role == Role::kFinance && outcome != "-") {
          EXPECT_THAT(after, Refused("PAY_ITEM_ACTOR"));
        }
      }
      EXPECT_EQ(outcome, expected[i])
          << BatchStateName(row.before) << " " << BatchEventName(kBatchEvents[i]);
    }
  }
}

BatchStep Sign(Ulid person, const char* digest) {
  return {.event = BatchEvent::kSign,
          .actor = {.role = Role::kBatchChecker, .person = person},
          .digest = digest};
}

TEST(PayBatchTest, ThreePeopleAndOneFile) {
  const BatchProgress open = MakeBatch(BatchState::kOpen);
  EXPECT_THAT(ApplyBatchStep(open, Sign(kMaker, "d")), Refused("BATCH_SIGNER"));
  EXPECT_THAT(ApplyBatchStep(open, Sign(Ulid(), "d")), Refused("BATCH_SIGNER"));
  EXPECT_THAT(ApplyBatchStep(open, Sign(kFirst, "e")), Refused("BATCH_DIGEST"));
  LADDER_ASSERT_OK_AND_ASSIGN(const BatchProgress once, ApplyBatchStep(open, Sign(kFirst, "d")));
  EXPECT_THAT(ApplyBatchStep(once, Sign(kFirst, "d")), Refused("BATCH_SIGNER"));
  LADDER_ASSERT_OK_AND_ASSIGN(const BatchProgress twice, ApplyBatchStep(once, Sign(kSecond, "d")));
  EXPECT_EQ(twice.signatures.size(), 2u);

  // Any change voids both, and the old digest is signed no more.
  LADDER_ASSERT_OK_AND_ASSIGN(
      const BatchProgress changed,
      ApplyBatchStep(twice, {.event = BatchEvent::kChange,
                             .actor = {.role = Role::kTreasurer, .person = kMaker},
                             .digest = "e"}));
  EXPECT_EQ(changed.state, BatchState::kOpen);
  EXPECT_TRUE(changed.signatures.empty());
  EXPECT_THAT(ApplyBatchStep(changed, Sign(kFirst, "d")), Refused("BATCH_DIGEST"));
}

TEST(PayeeAccountTest, NumbersByKind) {
  struct Case {
    AccountNumberKind kind;
    const char* number;
    const char* cnaps;
    const char* reason;
  };
  const Case kCases[] = {
      {AccountNumberKind::kCard, "6200000000000012344", "103521000011", ""},
      {AccountNumberKind::kCard, "6200000000000012345", "103521000011", "CARD_LUHN"},
      {AccountNumberKind::kPassbook, "6200000000000012345", "103521000011", ""},
      {AccountNumberKind::kCorporate, "1234", "103521000011", "CARD_LENGTH"},
      {AccountNumberKind::kCard, "6200000000000012344", "10352100001", "PAYEE_ACCOUNT_BANK"},
      {AccountNumberKind::kCard, "6200000000000012344", "10352100001a", "PAYEE_ACCOUNT_BANK"},
  };
  for (const Case& row : kCases)
    EXPECT_THAT(ParseAccount(row.kind, row.number, row.cnaps), Refused(row.reason)) << row.number;
}

TEST(PayeeAccountTest, WhereMoneyMayGo) {
  const CivilDay today(2020, 6, 15);
  AccountStatus account = {
      .valid_from = today, .valid_to = today, .verified_on = today, .holder_is_payee = true};
  EXPECT_THAT(CheckPayable(account, today), IsOk());
  // Each row breaks its rule and all before it in this list, which come later in the order.
  account.used_by_another = true;
  EXPECT_THAT(CheckPayable(account, today), Refused("PAYEE_ACCOUNT_SHARED"));
  account.holder_is_payee = false;
  EXPECT_THAT(CheckPayable(account, today), Refused("PAYEE_ACCOUNT_HOLDER"));
  account.verified_on = today + 1;
  EXPECT_THAT(CheckPayable(account, today), Refused("PAYEE_ACCOUNT_UNVERIFIED"));
  account.verified_on.reset();
  EXPECT_THAT(CheckPayable(account, today), Refused("PAYEE_ACCOUNT_UNVERIFIED"));
  account.valid_from = today + 1;
  EXPECT_THAT(CheckPayable(account, today), Refused("PAYEE_ACCOUNT_MISSING"));
  account = {.valid_to = today - 1, .verified_on = today, .holder_is_payee = true};
  EXPECT_THAT(CheckPayable(account, today), Refused("PAYEE_ACCOUNT_MISSING"));
}

TEST(PayeeAccountTest, TheBanksWordAndTheEnd) {
  const CivilDay today(2020, 6, 15);
  const AccountStatus account = {.valid_from = today};
  LADDER_ASSERT_OK_AND_ASSIGN(const AccountStatus matched, Verified(account, true, today));
  EXPECT_THAT(CheckPayable(matched, today), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const AccountStatus other, Verified(matched, false, today));
  EXPECT_THAT(CheckPayable(other, today), Refused("PAYEE_ACCOUNT_UNVERIFIED"));
  LADDER_ASSERT_OK_AND_ASSIGN(const AccountStatus closed, Closed(matched, today + 1));
  EXPECT_EQ(closed.valid_to, today);
  EXPECT_THAT(Closed(closed, today + 1), Refused("PAYEE_ACCOUNT_MISSING"));
  EXPECT_THAT(Verified(account, true, today - 1), Refused("PAYEE_ACCOUNT_MISSING"));
  EXPECT_THAT(CheckAlive(std::nullopt), IsOk());
  EXPECT_THAT(CheckAlive(today), Refused("PAY_ITEM_PAYEE_DECEASED"));
}

TEST(PayBatchTest, AFileIsTakenOutOnceItIsSigned) {
  for (const BatchState state : kBatchStates) {
    const bool ready = state == BatchState::kSent || state == BatchState::kAccepted ||
                       state == BatchState::kSettled;
    EXPECT_EQ(CheckDownload({.state = state}).ok(), ready) << BatchStateName(state);
    EXPECT_EQ(WasAccepted({.state = state}),
              state == BatchState::kAccepted || state == BatchState::kSettled);
    EXPECT_EQ(IsRepeated({.state = state}, true), WasAccepted({.state = state}));
    EXPECT_EQ(IsRepeated({.state = state}, false), state == BatchState::kRejected);
  }
}

TEST(ClaimLineTest, KeysByPolicy) {
  struct Case {
    Policy policy;
    FactMap facts;
    const char* key;
  };
  const Case kCases[] = {
      {Policy::kPwPost, {{"from", "2020-06-16"}}, "PW_POST|persons/1|2020-06||ORIGINAL"},
      {Policy::kSi, {{"month", "2020-03"}}, "SI|persons/1|2020-03||ORIGINAL"},
      {Policy::kPension, {{"year", 2019}}, "PENSION|persons/1|2019||ORIGINAL"},
      {Policy::kMedical, {{"year", 2020}}, "MEDICAL|persons/1|2020||ORIGINAL"},
      {Policy::kLoan,
       {{"from", "2020-07-01"}, {"to", "2020-09-30"}},
       "LOAN|persons/1|2020-07-01/2020-09-30|o|ORIGINAL"},
      {Policy::kTransport, {}, "TRANSPORT|persons/1|LIFETIME||ORIGINAL"},
      {Policy::kStartup, {}, "STARTUP|persons/1|LIFETIME||ORIGINAL"},
      {Policy::kAbsorb, {}, "ABSORB|persons/1|LIFETIME||ORIGINAL"},
      {Policy::kTrain,
       {{"class_from", "2019-05-06"}, {"cert", "L4"}},
       "TRAIN|persons/1|2019-05-06|o/L4|ORIGINAL"},
      {Policy::kLiving, {{"class_from", "2019-05-06"}}, "LIVING|persons/1|2019-05-06|o|ORIGINAL"},
  };
  ASSERT_EQ(std::size(kCases), std::size(kPolicies));
  for (const Case& row : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const LineKey key,
                                LineKeyOf(row.policy, "persons/1", "o", row.facts));
    EXPECT_EQ(key.Text(), row.key);
    EXPECT_NE(TopUpOf(key, "T-2020R-UP"), key);
  }
  EXPECT_THAT(LineKeyOf(Policy::kPwPost, "persons/1", "", {}), Refused("FACT_REQUIRED"));
  EXPECT_EQ(EndToEndId(Ulid::FromParts(1, {}), 2).size(), 28u);
}

}  // namespace
}  // namespace ladder::subsidy
