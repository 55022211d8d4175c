#include "subsidy-svc/domain/bank_file.h"

#include "platform/testing/status_matchers.h"
#include "subsidy-svc/domain/bank_answer.h"
#include "subsidy-svc/domain/entitlement_cases.h"
#include "subsidy-svc/domain/reconciliation.h"

namespace ladder::subsidy {
namespace {

constexpr CivilDay kDay(2020, 6, 15);

std::vector<PaymentLine> Lines() {
  return {{.seq = 1,
           .account = "6200000000000012344",
           .name = "李明",
           .amount = Fen(50'000),
           .cnaps = "103521000011",
           .summary = "交通补贴",
           .end_to_end = "A-1"},
          {.seq = 2,
           .account = "6200000000000012351",
           .name = "阿依古丽·买买提",
           .amount = Fen(17'241),
           .cnaps = "103521000011",
           .summary = "岗位补贴",
           .end_to_end = "B-2"}};
}

TEST(BankFileTest, LinesAreWrittenAndReadBack) {
  LADDER_ASSERT_OK_AND_ASSIGN(const std::string body, FormatPaymentBody(Lines()));
  EXPECT_EQ(body,
            "1|6200000000000012344|李明|500.00|103521000011|交通补贴|A-1\n"
            "2|6200000000000012351|阿依古丽·买买提|172.41|103521000011|岗位补贴|B-2\n");
  const PaymentHeader header = MakePaymentHeader("PB-1", kDay, "GUCHENG-HR", "abc", Lines());
  LADDER_ASSERT_OK_AND_ASSIGN(const std::string first, FormatPaymentHeader(header));
  EXPECT_EQ(first, "PB-1|2020-06-15|2|672.41|GUCHENG-HR|abc\n");
  LADDER_ASSERT_OK_AND_ASSIGN(const PaymentFile file, ParsePaymentFile(first + body));
  EXPECT_EQ(file, (PaymentFile{header, Lines()}));
}

TEST(BankFileTest, WhatAFileCannotHold) {
  struct Case {
    const char* edge;
    void (*change)(PaymentLine& line);
    const char* reason;
  };
  const Case kCases[] = {
      {"a gap", [](PaymentLine& line) { line.seq = 3; }, "BANK_SEQ"},
      {"nothing to pay", [](PaymentLine& line) { line.amount = Fen(); }, "BATCH_AMOUNT"},
      {"a negative line", [](PaymentLine& line) { line.amount = Fen(-1); }, "BATCH_AMOUNT"},
      {"a bar in a name", [](PaymentLine& line) { line.name = "李|明"; }, "BANK_TEXT"},
      {"a line end in a summary", [](PaymentLine& line) { line.summary = "a\nb"; }, "BANK_TEXT"},
      {"no account", [](PaymentLine& line) { line.account = ""; }, "BANK_TEXT"},
  };
  for (const Case& row : kCases) {
    std::vector<PaymentLine> lines = Lines();
    row.change(lines[1]);
    EXPECT_THAT(FormatPaymentBody(lines), Refused(row.reason)) << row.edge;
  }
  EXPECT_THAT(FormatPaymentBody({}), Refused("BATCH_EMPTY"));
  EXPECT_THAT(FormatPaymentHeader({.batch = std::string(36, 'B'), .sender = "s", .digest = "d"}),
              Refused("BANK_HEADER"));
  EXPECT_THAT(FormatPaymentHeader({.batch = "B", .sender = "a|b", .digest = "d"}),
              Refused("BANK_HEADER"));
}

TEST(BankFileTest, FilesThatAreNotAsAgreed) {
  const std::string header = "PB-1|2020-06-15|1|500.00|S|d\n";
  const std::string line = "1|6200|李明|500.00|103|s|A-1\n";
  EXPECT_THAT(ParsePaymentFile(header + line), IsOk());
  struct Case {
    std::string text;
    const char* reason;
  };
  const Case kCases[] = {
      {"", "BANK_HEADER"},
      {"PB-1|2020-06-15|1|500.00|S\n" + line, "BANK_HEADER"},
      {"PB-1|2020-06-31|1|500.00|S|d\n" + line, "BANK_HEADER"},
      {"PB-1|2020-06-15|01|500.00|S|d\n" + line, "BANK_HEADER"},
      {"PB-1|2020-06-15|1|500|S|d\n" + line, "BANK_HEADER"},
      // Cut: the last line does not end.
      {header + "1|6200|李明|500.00|103|s|A-1", "BANK_HEADER"},
      {header + "1|6200|李明|500.0|103|s|A-1\n", "BANK_LINE"},
      {header + "1|6200|李明|-500.00|103|s|A-1\n", "BANK_LINE"},
      {header + "2|6200|李明|500.00|103|s|A-1\n", "BANK_LINE"},
      {header + "1|6200|李明|500.00|103|s\n", "BANK_LINE"},
      {header + "\n", "BANK_LINE"},
      {header, "BANK_COUNT"},
      {"PB-1|2020-06-15|1|500.01|S|d\n" + line, "BANK_TOTAL"},
  };
  for (const Case& row : kCases)
    EXPECT_THAT(ParsePaymentFile(row.text), Refused(row.reason)) << row.text;
}

TEST(BankAnswerTest, Receipts) {
  EXPECT_TRUE(ParseReceipt("PB-1|OK\n")->accepted);
  EXPECT_FALSE(ParseReceipt("PB-1|REJECTED|bad total\n")->accepted);
  for (const char* text :
       {"", "PB-1|OK", "PB-1|MAYBE\n", "|OK\n", "PB-1|REJECTED\n", "PB-1|OK\nPB-2|OK\n"})
    EXPECT_THAT(ParseReceipt(text), Refused("BANK_HEADER")) << text;
}

std::vector<BankCode> Codes() {
  return *ParseBankCodes(ReadText("subsidy-svc/policies/bank_codes.tsv"), "DOMESTIC");
}

TEST(BankAnswerTest, EveryCommittedCodeAsksForItsAction) {
  const std::vector<std::pair<std::string, std::optional<ReturnAction>>> kExpected = {
      {"ACSC", std::nullopt},
      {"AC01", ReturnAction::kFixAccount},
      {"BE01", ReturnAction::kFixAccount},
      {"AC04", ReturnAction::kFixAccount},
      {"AC06", ReturnAction::kFixAccount},
      {"AG01", ReturnAction::kFixAccount},
      {"MD07", ReturnAction::kStop},
      {"AM04", ReturnAction::kRetry},
      {"AM05", ReturnAction::kLookUp},
      {"TECH", ReturnAction::kRetry},
      {"MS03", ReturnAction::kRetry},
  };
  std::vector<std::pair<std::string, std::optional<ReturnAction>>> actual;
  for (const BankCode& code : Codes()) actual.emplace_back(code.iso, ActionOf(code.iso));
  EXPECT_EQ(actual, kExpected);
  EXPECT_THAT(ParseBankCodes("bank\tcode\tiso\nB\t1\tXX99\n", "B"), Refused("VERSION_LINE"));
  EXPECT_THAT(ParseBankCodes("", "B"), Refused("VERSION_LINE"));
  EXPECT_TRUE(ParseBankCodes("bank\tcode\tiso\nB\t1\tAC01\n", "C")->empty());
}

TEST(BankAnswerTest, ResultsAreAbsorbedOnce) {
  LADDER_ASSERT_OK_AND_ASSIGN(const ResultFile file,
                              ParseResultFile("PB-1|2020-06-16|3\n1|00\n2|03|销户\n3|06\n"));
  std::vector<AwaitedResult> awaited = {{.seq = 1}, {.seq = 2}, {.seq = 3}, {.seq = 4}};
  LADDER_ASSERT_OK_AND_ASSIGN(const Absorption first,
                              AbsorbResults("PB-1", awaited, file, Codes()));
  EXPECT_EQ(first.news, (std::vector<AbsorbedResult>{
                            {.seq = 1, .code = "00", .paid = true},
                            {.seq = 2, .code = "03", .action = ReturnAction::kFixAccount},
                            {.seq = 3, .code = "06", .action = ReturnAction::kStop}}));
  for (const AbsorbedResult& result : first.news)
    awaited[static_cast<size_t>(result.seq - 1)].absorbed_code = result.code;
  LADDER_ASSERT_OK_AND_ASSIGN(const Absorption again,
                              AbsorbResults("PB-1", awaited, file, Codes()));
  EXPECT_TRUE(again.news.empty());
  EXPECT_EQ(again.repeated, 3);
  EXPECT_TRUE(again.contradictions.empty());

  // Another answer later changes nothing by itself.
  LADDER_ASSERT_OK_AND_ASSIGN(const ResultFile other,
                              ParseResultFile("PB-1|2020-06-17|2\n1|03\n4|00\n"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Absorption later,
                              AbsorbResults("PB-1", awaited, other, Codes()));
  EXPECT_EQ(later.contradictions,
            (std::vector<ContradictedResult>{{.seq = 1, .kept = "00", .told = "03"}}));
  ASSERT_EQ(later.news.size(), 1u);
  EXPECT_EQ(later.news[0].seq, 4);
}

TEST(BankAnswerTest, AResultIsOfADayBetweenTheSendingAndToday) {
  const CivilDay sent(2020, 6, 16), today(2020, 6, 20);
  EXPECT_THAT(CheckAnswerDay(sent - 1, sent, today), Refused("BANK_DATE"));
  EXPECT_THAT(CheckAnswerDay(sent, sent, today), IsOk());
  EXPECT_THAT(CheckAnswerDay(today, sent, today), IsOk());
  EXPECT_THAT(CheckAnswerDay(today + 1, sent, today), Refused("BANK_DATE"));
  EXPECT_THAT(CheckAnswerDay(today + 1, std::nullopt, today), Refused("BANK_DATE"));
  EXPECT_THAT(CheckAnswerDay(sent - 1, std::nullopt, today), IsOk());
}

TEST(BankAnswerTest, TheBanksFilesAreTheBanksToBring) {
  for (const Role role : {Role::kBank, Role::kSystem}) {
    EXPECT_THAT(CheckBringsAnswers({.role = role}), IsOk());
  }
  for (const Role role : {Role::kTreasurer, Role::kAccountant, Role::kPublic}) {
    EXPECT_THAT(CheckBringsAnswers({.role = role}), Refused("PAY_ITEM_ACTOR"));
  }
}

TEST(BankAnswerTest, AFileWithOneLineOfNoSenseIsRefusedWhole) {
  const std::vector<AwaitedResult> awaited = {{.seq = 1}, {.seq = 2}};
  struct Case {
    const char* text;
    const char* reason;
  };
  const Case kCases[] = {
      {"PB-2|2020-06-16|1\n1|00\n", "BANK_BATCH"},
      {"PB-1|2020-06-16|1\n3|00\n", "BANK_SEQ"},
      {"PB-1|2020-06-16|2\n1|00\n1|00\n", "BANK_SEQ"},
      {"PB-1|2020-06-16|2\n1|00\n2|77\n", "BANK_CODE"},
  };
  for (const Case& row : kCases)
    EXPECT_THAT(AbsorbResults("PB-1", awaited, *ParseResultFile(row.text), Codes()),
                Refused(row.reason))
        << row.text;
  EXPECT_THAT(ParseResultFile("PB-1|2020-06-16|2\n1|00\n"), Refused("BANK_COUNT"));
  EXPECT_THAT(ParseResultFile("PB-1|2020-06-16|1\nx|00\n"), Refused("BANK_LINE"));
  EXPECT_THAT(ParseResultFile("PB-1|2020-06-16|1\n1|\n"), Refused("BANK_LINE"));
  EXPECT_THAT(ParseResultFile("PB-1|today|1\n1|00\n"), Refused("BANK_HEADER"));
  EXPECT_THAT(ParseResultFile(""), Refused("BANK_HEADER"));
}

TEST(ReconciliationTest, StatementsAreReadStrictly) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Statement statement,
      ParseStatement("4200|2020-06-16|2|500.00|3.00\n1|PB-1|D|500.00\n2||C|3.00\n"));
  EXPECT_EQ(statement.lines.size(), 2u);
  EXPECT_FALSE(statement.lines[1].debit);
  struct Case {
    const char* text;
    const char* reason;
  };
  const Case kCases[] = {
      {"", "BANK_HEADER"},
      {"4200|2020-06-16|0|0.00\n", "BANK_HEADER"},
      {"4200|2020-06-16|1|500.00|0.00\n1|PB-1|X|500.00\n", "BANK_LINE"},
      {"4200|2020-06-16|1|500.00|0.00\n2|PB-1|D|500.00\n", "BANK_LINE"},
      {"4200|2020-06-16|2|500.00|0.00\n1|PB-1|D|500.00\n", "BANK_COUNT"},
      {"4200|2020-06-16|1|500.01|0.00\n1|PB-1|D|500.00\n", "BANK_TOTAL"},
      {"4200|2020-06-16|1|0.00|1.00\n1|PB-1|D|0.00\n", "BANK_TOTAL"},
  };
  for (const Case& row : kCases)
    EXPECT_THAT(ParseStatement(row.text), Refused(row.reason)) << row.text;
}

TEST(ReconciliationTest, EveryDifferenceIsAnOpenItem) {
  const std::vector<PaidLine> paid = {{kDay, "PB-1", Fen(300)},
                                      {kDay, "PB-1", Fen(200)},
                                      {kDay, "PB-2", Fen(100)},
                                      {kDay, "PB-3", Fen(70)},
                                      {kDay + 1, "PB-1", Fen(5)}};
  const std::vector<Statement> statements = {
      {.account = "4200",
       .date = kDay,
       .lines = {{1, "PB-1", true, Fen(500)},
                 {2, "PB-2", true, Fen(99)},
                 {3, "PB-9", true, Fen(8)},
                 {4, "PB-1", false, Fen(2)}}},
      {.account = "4200",
       .date = kDay + 1,
       .lines = {{1, "PB-1", true, Fen(3)}, {2, "PB-1", true, Fen(2)}}}};
  EXPECT_EQ(Reconcile(paid, statements),
            (std::vector<OpenItem>{{OpenItemKind::kDifference, kDay, "PB-2", Fen(100), Fen(99)},
                                   {OpenItemKind::kOnlyLedger, kDay, "PB-3", Fen(70), Fen()},
                                   {OpenItemKind::kOnlyBank, kDay, "PB-9", Fen(), Fen(8)},
                                   {OpenItemKind::kCredit, kDay, "PB-1", Fen(), Fen(2)}}));
  EXPECT_TRUE(Reconcile({{kDay, "PB-1", Fen(1)}},
                        {{.account = "4200", .date = kDay, .lines = {{1, "PB-1", true, Fen(1)}}}})
                  .empty());
  EXPECT_TRUE(Reconcile({}, {}).empty());
}

TEST(ReconciliationTest, OpenCommitmentsAreWhatIsOnItsWay) {
  const Balances balances = {{AccountKind::kCommitted, Fen(10)},
                             {AccountKind::kPayable, Fen(20)},
                             {AccountKind::kInTransit, Fen(30)},
                             {AccountKind::kReturned, Fen(5)},
                             {AccountKind::kPaid, Fen(100)}};
  EXPECT_TRUE(CommitmentsAgree(balances, Fen(180), Fen(100), Fen(15)));
  EXPECT_FALSE(CommitmentsAgree(balances, Fen(181), Fen(100), Fen(15)));
  EXPECT_FALSE(CommitmentsAgree(balances, Fen(179), Fen(99), Fen(15)));
}

}  // namespace
}  // namespace ladder::subsidy
