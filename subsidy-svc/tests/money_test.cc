// PayeeAccountService, BudgetService and LedgerService on the wire.
#include "subsidy-svc/tests/subsidy_test.h"

namespace ladder::subsidy {
namespace {

class MoneyTest : public SubsidyTest {
 protected:
  v1::CreatePayeeAccountRequest AccountRequest(const PersonFact& person) {
    v1::CreatePayeeAccountRequest request;
    request.mutable_payee_account()->set_payee(Name(person));
    request.mutable_payee_account()->set_number_kind(v1::ACCOUNT_NUMBER_KIND_PASSBOOK);
    request.mutable_payee_account()->set_number("17301000010001");
    request.mutable_payee_account()->set_cnaps("103521000018");
    request.mutable_payee_account()->set_holder_name("李明");
    request.set_request_id(NextRequestId());
    return request;
  }
  Answer<v1::PayeeAccount> CreateAccount(const v1::CreatePayeeAccountRequest& request,
                                         const std::string& identity = kEverybody) {
    return fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::CreatePayeeAccount, request,
                         identity);
  }
};

TEST_F(MoneyTest, AnAccountIsEnteredVerifiedAndClosed) {
  const PersonFact person = NewPerson();
  const auto created = CreateAccount(AccountRequest(person));
  ASSERT_EQ(created.reason, "");
  EXPECT_EQ(created.value.number(), "");
  EXPECT_EQ(created.value.number_masked(), "****0001");

  v1::VerifyPayeeAccountRequest verify;
  verify.set_name(created.value.name());
  verify.set_matches(true);
  verify.set_etag("v9");
  verify.set_request_id(NextRequestId());
  EXPECT_EQ(
      fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::VerifyPayeeAccount, verify).reason,
      "ETAG_MISMATCH");
  verify.set_etag(created.value.etag());
  const auto verified =
      fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::VerifyPayeeAccount, verify);
  EXPECT_EQ(verified.value.verified_on().day(), 10);

  v1::GetPayeeAccountRequest get;
  get.set_name(created.value.name());
  EXPECT_EQ(fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::GetPayeeAccount, get).reason,
            "");
  EXPECT_EQ(
      fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::GetPayeeAccount, get, kElsewhere)
          .reason,
      "NOT_FOUND");
  v1::ListPayeeAccountsRequest list;
  list.set_payee(Name(person));
  EXPECT_EQ(fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::ListPayeeAccounts, list)
                .value.payee_accounts_size(),
            1);

  v1::ClosePayeeAccountRequest close;
  close.set_name(created.value.name());
  close.set_request_id(NextRequestId());
  EXPECT_EQ(
      fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::ClosePayeeAccount, close).reason,
      "");
  close.set_request_id(NextRequestId());
  EXPECT_EQ(
      fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::ClosePayeeAccount, close).reason,
      "PAYEE_ACCOUNT_MISSING");
}

TEST_F(MoneyTest, ANumberBelongsToOnePayee) {
  ASSERT_EQ(CreateAccount(AccountRequest(NewPerson())).reason, "");
  EXPECT_EQ(CreateAccount(AccountRequest(NewPerson())).reason, "PAYEE_ACCOUNT_SHARED");
  v1::CreatePayeeAccountRequest request = AccountRequest(NewPerson());
  request.mutable_payee_account()->set_cnaps("1");
  EXPECT_EQ(CreateAccount(request).reason, "PAYEE_ACCOUNT_BANK");
  EXPECT_EQ(CreateAccount(AccountRequest(NewPerson()), kElsewhere).reason, "NOT_FOUND");
}

TEST_F(MoneyTest, FundingIsPostedOnceAndShown) {
  const v1::BudgetLine line = MakeBudget(0);
  v1::CreateBudgetLineRequest again;
  *again.mutable_budget_line() = line;
  again.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::CreateBudgetLine, again).reason,
            "ALREADY_EXISTS");
  again.mutable_budget_line()->set_fund("FUND_OF_MINE");
  again.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::CreateBudgetLine, again).reason,
            "FIELD_ENUM");

  v1::FundBudgetLineRequest fund;
  fund.set_name(line.name());
  *fund.mutable_amount() = rpc::ToMoney(Fen::Yuan(1000));
  fund.set_document("县财〔2020〕1号");
  fund.set_request_id(NextRequestId());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::FundBudgetLine, fund)
                  .value.free()
                  .units(),
              1000);
  }
  *fund.mutable_amount() = rpc::ToMoney(Fen());
  fund.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::FundBudgetLine, fund).reason,
            "LEDGER_AMOUNT");

  v1::GetBudgetLineRequest get;
  get.set_name(line.name());
  EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::GetBudgetLine, get)
                .value.appropriated()
                .units(),
            1000);
  v1::ListBudgetLinesRequest list;
  list.set_year(2020);
  EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::ListBudgetLines, list)
                .value.budget_lines_size(),
            1);

  v1::ListLedgerAccountsRequest accounts;
  accounts.set_budget_line(line.name());
  const auto balances =
      fixture_.Call(*ledger_, &v1::LedgerService::Stub::ListLedgerAccounts, accounts);
  ASSERT_EQ(balances.value.ledger_accounts_size(), 7);
  EXPECT_EQ(balances.value.ledger_accounts(0).balance().units(), -1000);
  v1::ListLedgerEntriesRequest entries;
  entries.set_budget_line(line.name());
  const auto listed = fixture_.Call(*ledger_, &v1::LedgerService::Stub::ListLedgerEntries, entries);
  ASSERT_EQ(listed.value.ledger_entries_size(), 1);
  EXPECT_EQ(listed.value.ledger_entries(0).event(), v1::LEDGER_EVENT_FUNDED);
}

TEST_F(MoneyTest, TwoPeopleFundUnderOneRequestId) {
  const v1::BudgetLine line = MakeBudget(0);
  v1::FundBudgetLineRequest fund;
  fund.set_name(line.name());
  *fund.mutable_amount() = rpc::ToMoney(Fen::Yuan(1000));
  fund.set_document("县财〔2020〕1号");
  fund.set_request_id("1");
  for (const char* name : {"ann", "bob", "bob"}) {
    EXPECT_EQ(
        fixture_
            .Call(*budgets_, &v1::BudgetService::Stub::FundBudgetLine, fund,
                  absl::StrCat("principal=users/", name, "; permissions=*; divisions=420625000000"))
            .reason,
        "");
  }
  v1::GetBudgetLineRequest get;
  get.set_name(line.name());
  const auto funded = fixture_.Call(*budgets_, &v1::BudgetService::Stub::GetBudgetLine, get);
  EXPECT_EQ(funded.value.appropriated().units(), 2000);
  EXPECT_EQ(funded.value.free().units(), 2000);
}

TEST_F(MoneyTest, AShortLineQueuesInOrderAndMoneyMovesTheQueue) {
  const v1::BudgetLine line = MakeBudget(600);
  const PersonFact first = NewPerson(), second = NewPerson(), third = NewPerson();
  EXPECT_EQ(Approved(first).state(), v1::Claim::APPROVED);
  fixture_.SetToday(kToday);
  const v1::Claim waiting = Approved(second);
  EXPECT_EQ(waiting.state(), v1::Claim::HOLD_BUDGET);
  fixture_.SetToday(kToday);
  EXPECT_EQ(Approved(third).state(), v1::Claim::HOLD_BUDGET);

  v1::ListQueuedClaimsRequest queue;
  queue.set_parent(line.name());
  queue.set_page_size(1);
  const auto page = fixture_.Call(*budgets_, &v1::BudgetService::Stub::ListQueuedClaims, queue);
  ASSERT_EQ(page.value.queued_claims_size(), 1);
  EXPECT_EQ(page.value.queued_claims(0).claim(), waiting.name());
  queue.set_page_token(page.value.next_page_token());
  EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::ListQueuedClaims, queue)
                .value.queued_claims(0)
                .position(),
            1);

  const auto funded = Fund(line.name(), 400);
  EXPECT_EQ(funded.value.queued_count(), 1);
  EXPECT_EQ(funded.value.free().units(), 0);
  EXPECT_EQ(funded.value.committed().units(), 1000);
}

}  // namespace
}  // namespace ladder::subsidy
