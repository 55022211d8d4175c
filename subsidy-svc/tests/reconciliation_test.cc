// ReconciliationService on the wire: the bank's statements against what we hold for paid.
#include <thread>

#include "subsidy-svc/rpc/reconciliation_steps.h"
#include "subsidy-svc/tests/payments.h"

namespace ladder::subsidy {
namespace {

class ReconciliationTest : public PaymentTest {
 protected:
  using Stub = v1::ReconciliationService::Stub;

  // A statement of one debit, and of one credit unless it is nothing.
  static std::string Text(const std::string& day, const std::string& batch,
                          const std::string& debit, const std::string& credit = "0.00") {
    const bool back = credit != "0.00";
    return absl::StrCat("4200|", day, "|", back ? 2 : 1, "|", debit, "|", credit, "\n1|", batch,
                        "|D|", debit, "\n", back ? absl::StrCat("2||C|", credit, "\n") : "");
  }
  Answer<v1::Reconciliation> Import(const std::string& text, const std::string& officer) {
    v1::ImportStatementRequest request;
    request.set_content(text);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*reconciliations_, &Stub::ImportStatement, request, officer);
  }
  Answer<v1::Reconciliation> Import(const std::string& text) {
    return Import(text, Officer("chen", "accountant"));
  }
  std::vector<v1::OpenItem> OpenItems(const std::string& parent = "reconciliations/-") {
    v1::ListOpenItemsRequest request;
    request.set_parent(parent);
    const auto items = fixture_.Call(*reconciliations_, &Stub::ListOpenItems, request);
    EXPECT_EQ(items.reason, "");
    return {items.value.open_items().begin(), items.value.open_items().end()};
  }
  Answer<v1::OpenItem> Clear(const std::string& item,
                             const std::string& officer = Officer("jiang", "accountant")) {
    v1::ClearOpenItemRequest request;
    request.set_name(item);
    request.set_remark("银行次日入账");
    request.set_request_id(NextRequestId());
    return fixture_.Call(*reconciliations_, &Stub::ClearOpenItem, request, officer);
  }
  v1::Reconciliation Get(const std::string& name) {
    v1::GetReconciliationRequest request;
    request.set_name(name);
    const auto day = fixture_.Call(*reconciliations_, &Stub::GetReconciliation, request);
    EXPECT_EQ(day.reason, "");
    return day.value;
  }
  v1::CommitmentCheck Commitments() {
    v1::CheckCommitmentsRequest request;
    request.set_name(line_);
    const auto check = fixture_.Call(*reconciliations_, &Stub::CheckCommitments, request);
    EXPECT_EQ(check.reason, "");
    return check.value;
  }
};

TEST_F(ReconciliationTest, ADayThatAgreesToTheFenIsReconciled) {
  const v1::PayBatch batch = PaidBatch("17301000010001", "2020-09-21");
  fixture_.SetToday(CivilDay(2020, 9, 22));
  const auto day = Import(Text("2020-09-21", batch.number(), "500.00"));
  ASSERT_EQ(day.reason, "");
  EXPECT_EQ(day.value.ledger().units(), 500);
  EXPECT_EQ(day.value.bank().units(), 500);
  EXPECT_EQ(day.value.open_count(), 0);
  EXPECT_EQ(day.value.importer(), "users/chen");
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::RECONCILED);
  EXPECT_TRUE(OpenItems().empty());

  // The same bytes change nothing; other ones for the day are refused.
  const std::string etag = GetItem(item_).etag();
  const auto again = Import(Text("2020-09-21", batch.number(), "500.00"));
  EXPECT_EQ(again.value.name(), day.value.name());
  EXPECT_EQ(again.value.etag(), day.value.etag());
  EXPECT_EQ(GetItem(item_).etag(), etag);
  EXPECT_EQ(Import(Text("2020-09-21", batch.number(), "500.00", "1.00")).reason,
            "STATEMENT_DAY_TAKEN");
  EXPECT_EQ(Get(day.value.name()).etag(), day.value.etag());

  v1::ListReconciliationsRequest list;
  *list.mutable_from_day() = rpc::ToDate(CivilDay(2020, 9, 21));
  EXPECT_EQ(fixture_.Call(*reconciliations_, &Stub::ListReconciliations, list)
                .value.reconciliations_size(),
            1);
  list.set_only_open(true);
  EXPECT_EQ(fixture_.Call(*reconciliations_, &Stub::ListReconciliations, list)
                .value.reconciliations_size(),
            0);
  const v1::CommitmentCheck check = Commitments();
  EXPECT_TRUE(check.agrees());
  EXPECT_EQ(check.committed().units(), 500);
  EXPECT_EQ(check.paid().units(), 500);
  EXPECT_EQ(check.open().units(), 0);
}

TEST_F(ReconciliationTest, TheAccountantAloneAndNeverTheTreasurer) {
  const v1::PayBatch batch = PaidBatch("17301000010001", "2020-09-21");
  fixture_.SetToday(CivilDay(2020, 9, 22));
  const std::string text = Text("2020-09-21", batch.number(), "500.00");
  EXPECT_EQ(Import(text, Officer("zhou", "treasurer")).reason, "PAY_ITEM_ACTOR");
  EXPECT_EQ(Import(text, Officer("zhou", "accountant")).reason, "DUTY_HELD");
  EXPECT_EQ(Import(text, Officer("sun", "accountant")).reason, "DUTY_HELD");
  EXPECT_EQ(Import("4201" + text.substr(4)).reason, "STATEMENT_ACCOUNT");
  EXPECT_EQ(Import(Text("2020-09-23", batch.number(), "500.00")).reason, "STATEMENT_FUTURE");
  EXPECT_EQ(Import("4200|2020-09-21|2|500.00|0.00\n").reason, "BANK_COUNT");
  EXPECT_EQ(Import("\xff\xff").reason, "BANK_ENCODING");
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM reconciliation"), 0);
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::PAID);
}

TEST_F(ReconciliationTest, EveryDifferenceIsExplainedBySomebodyElse) {
  const v1::PayBatch batch = PaidBatch("17301000010001", "2020-09-21");
  fixture_.SetToday(CivilDay(2020, 9, 22));
  const auto day = Import(Text("2020-09-21", batch.number(), "499.99", "3.00"));
  ASSERT_EQ(day.reason, "");
  EXPECT_EQ(day.value.open_count(), 2);
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::PAID);
  const std::vector<v1::OpenItem> items = OpenItems(day.value.name());
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].kind(), v1::OPEN_ITEM_KIND_DIFFERENCE);
  EXPECT_EQ(items[0].batch_number(), batch.number());
  EXPECT_EQ(items[0].ledger().units(), 500);
  EXPECT_EQ(items[0].bank().nanos(), 990000000);
  EXPECT_EQ(items[1].kind(), v1::OPEN_ITEM_KIND_CREDIT);
  EXPECT_EQ(items[1].bank().units(), 3);

  EXPECT_EQ(Clear(items[0].name(), Officer("chen", "accountant")).reason, "OPEN_ITEM_SAME_PERSON");
  EXPECT_EQ(Clear(items[0].name(), Officer("jiang", "treasurer")).reason, "PAY_ITEM_ACTOR");
  EXPECT_EQ(Clear(day.value.name() + "/openItems/9").reason, "NOT_FOUND");
  EXPECT_EQ(Clear(day.value.name() + "/openItems/x").reason, "NAME_INVALID");
  const auto cleared = Clear(items[0].name());
  ASSERT_EQ(cleared.reason, "");
  EXPECT_EQ(cleared.value.clearer(), "users/jiang");
  EXPECT_EQ(cleared.value.remark(), "银行次日入账");
  EXPECT_EQ(Clear(items[0].name()).reason, "OPEN_ITEM_CLEARED");
  // Explained, but a fen is still missing: nobody says that it was paid.
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::PAID);
  EXPECT_EQ(Get(day.value.name()).open_count(), 1);
  EXPECT_EQ(OpenItems().size(), 1u);
}

TEST_F(ReconciliationTest, ABatchThatTheBankDebitsADayLaterIsMatchedWhenItIsExplained) {
  const v1::PayBatch batch = PaidBatch("17301000010001", "2020-09-21");
  fixture_.SetToday(CivilDay(2020, 9, 23));
  ASSERT_EQ(Import("4200|2020-09-21|0|0.00|0.00\n").reason, "");
  ASSERT_EQ(Import(Text("2020-09-22", batch.number(), "500.00")).reason, "");
  const std::vector<v1::OpenItem> items = OpenItems();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].kind(), v1::OPEN_ITEM_KIND_ONLY_LEDGER);
  EXPECT_EQ(items[1].kind(), v1::OPEN_ITEM_KIND_ONLY_BANK);
  EXPECT_EQ(Clear(items[0].name(), Officer("zhou", "accountant")).reason, "DUTY_HELD");
  ASSERT_EQ(Clear(items[0].name()).reason, "");
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::RECONCILED);
  ASSERT_EQ(Clear(items[1].name()).reason, "");
  EXPECT_TRUE(OpenItems().empty());
}

TEST_F(ReconciliationTest, WhatStoppedInTheMiddleIsMadeUpForByTheSameStatement) {
  const v1::PayBatch batch = PaidBatch("17301000010001", "2020-09-21");
  fixture_.SetToday(CivilDay(2020, 9, 22));
  const std::string text = Text("2020-09-21", batch.number(), "500.00");
  const auto day = Import(text);
  ASSERT_EQ(day.reason, "");
  // As a kill after the record and before the batch leaves it.
  ASSERT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) {
    LADDER_RETURN_IF_ERROR(
        tx.Execute("DELETE FROM pay_step WHERE event = 14 AND actor = 'users/chen'").status());
    return tx.Execute("UPDATE pay_item SET state = 8 WHERE state = 11").status();
  }),
              IsOk());
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::PAID);
  const auto again = Import(text, Officer("jiang", "accountant"));
  EXPECT_EQ(again.reason, "");
  EXPECT_EQ(again.value.etag(), day.value.etag());
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::RECONCILED);
}

TEST_F(ReconciliationTest, TwoAtOnceBringTheDayInOnce) {
  const v1::PayBatch batch = PaidBatch("17301000010001", "2020-09-21");
  fixture_.SetToday(CivilDay(2020, 9, 22));
  const std::string text = Text("2020-09-21", batch.number(), "500.00");
  constexpr int kImporters = 8;
  std::vector<Answer<v1::Reconciliation>> answers(kImporters);
  std::vector<std::thread> importers;
  for (int i = 0; i < kImporters; ++i) {
    importers.emplace_back([&, i] {
      v1::ImportStatementRequest request;
      request.set_content(text);
      request.set_request_id(absl::StrCat("importer-", i));
      answers[static_cast<size_t>(i)] =
          fixture_.Call(*reconciliations_, &Stub::ImportStatement, request,
                        Officer(absl::StrCat("lin", i), "accountant"));
    });
  }
  for (std::thread& importer : importers) importer.join();
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.reason, "");
    EXPECT_EQ(answer.value.name(), answers.front().value.name());
  }
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::RECONCILED);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM reconciliation"), 1);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM pay_step WHERE event = 14"), 1);
}

TEST_F(ReconciliationTest, AResultAfterTheStatementIsAnOpenItemOfALaterLook) {
  fixture_.SetToday(CivilDay(2020, 9, 22));
  const auto day = Import("4200|2020-09-21|0|0.00|0.00\n");
  ASSERT_EQ(day.reason, "");
  fixture_.SetToday(kToday);
  const v1::PayBatch batch = PaidBatch("17301000010001", "2020-09-21");
  LADDER_ASSERT_OK_AND_ASSIGN(const Ulid id, Ulid::Parse(day.value.name().substr(16)));
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(
        fixture_.database().Transact([&](mysql::Transaction& tx) { return LookAgain(tx, id); }),
        IsOk());
  }
  const std::vector<v1::OpenItem> items = OpenItems(day.value.name());
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].kind(), v1::OPEN_ITEM_KIND_ONLY_LEDGER);
  EXPECT_EQ(items[0].ledger().units(), 500);
  EXPECT_EQ(Get(day.value.name()).open_count(), 1);
}

}  // namespace
}  // namespace ladder::subsidy
