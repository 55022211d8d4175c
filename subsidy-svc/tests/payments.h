// What tests of payments start from: the way of a claim's payment to the bank and back.
#pragma once

#include <string>

#include "subsidy-svc/tests/subsidy_test.h"

namespace ladder::subsidy {

class PaymentTest : public SubsidyTest {
 protected:
  v1::PayeeAccount MakeAccount(const PersonFact& person, const std::string& number) {
    v1::CreatePayeeAccountRequest request;
    request.mutable_payee_account()->set_payee(Name(person));
    request.mutable_payee_account()->set_number_kind(v1::ACCOUNT_NUMBER_KIND_PASSBOOK);
    request.mutable_payee_account()->set_number(number);
    request.mutable_payee_account()->set_cnaps("103521000018");
    request.mutable_payee_account()->set_holder_name("李明");
    request.set_request_id(NextRequestId());
    const auto created =
        fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::CreatePayeeAccount, request);
    EXPECT_EQ(created.reason, "");
    v1::VerifyPayeeAccountRequest verify;
    verify.set_name(created.value.name());
    verify.set_matches(true);
    verify.set_request_id(NextRequestId());
    return fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::VerifyPayeeAccount, verify)
        .value;
  }
  std::string ItemOf(const v1::Claim& claim) {
    v1::ListPayItemsRequest request;
    request.set_claim(claim.name());
    const auto items = fixture_.Call(*items_, &v1::PayItemService::Stub::ListPayItems, request);
    return items.value.pay_items_size() == 1 ? items.value.pay_items(0).name() : "";
  }
  v1::PayItem GetItem(const std::string& name) {
    v1::GetPayItemRequest request;
    request.set_name(name);
    return fixture_.Call(*items_, &v1::PayItemService::Stub::GetPayItem, request).value;
  }
  Answer<v1::ReleasePayItemsResponse> Release(const std::string& item, const std::string& officer) {
    v1::ReleasePayItemsRequest request;
    request.add_names(item);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*items_, &v1::PayItemService::Stub::ReleasePayItems, request, officer);
  }
  Answer<v1::PayBatch> MakeBatch(const std::string& line, const std::string& item = "") {
    v1::CreatePayBatchRequest request;
    request.mutable_pay_batch()->set_budget_line(line);
    if (!item.empty()) request.add_pay_items(item);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*batches_, &v1::PayBatchService::Stub::CreatePayBatch, request,
                         Officer("zhou", "treasurer"));
  }
  Answer<v1::PayBatch> Sign(const v1::PayBatch& batch, const std::string& name) {
    v1::SignPayBatchRequest request;
    request.set_name(batch.name());
    request.set_digest(batch.digest());
    request.set_signature("signature of " + name);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*batches_, &v1::PayBatchService::Stub::SignPayBatch, request,
                         Officer(name, "checker"));
  }
  Answer<v1::PayBatch> Send(const std::string& batch) {
    v1::SendPayBatchRequest request;
    request.set_name(batch);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*batches_, &v1::PayBatchService::Stub::SendPayBatch, request,
                         Officer("zhou", "treasurer"));
  }
  Answer<v1::PayBatch> Void(const std::string& batch,
                            const std::string& officer = Officer("zhou", "treasurer")) {
    v1::VoidPayBatchRequest request;
    request.set_name(batch);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*batches_, &v1::PayBatchService::Stub::VoidPayBatch, request, officer);
  }
  Answer<v1::PayItem> Reissue(const std::string& item) {
    v1::ReissuePayItemRequest request;
    request.set_name(item);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*items_, &v1::PayItemService::Stub::ReissuePayItem, request,
                         Officer("zhou", "treasurer"));
  }
  Answer<v1::PayBatch> Receipt(const v1::PayBatch& batch, const std::string& verdict) {
    v1::AbsorbReceiptRequest request;
    request.set_name(batch.name());
    request.set_content(absl::StrCat(batch.number(), "|", verdict, "\n"));
    request.set_request_id(NextRequestId());
    return fixture_.Call(*batches_, &v1::PayBatchService::Stub::AbsorbReceipt, request,
                         Officer("bank", "bank"));
  }
  Answer<v1::AbsorbResultResponse> Result(const v1::PayBatch& batch, const std::string& code,
                                          const std::string& day = "2020-09-20") {
    v1::AbsorbResultRequest request;
    request.set_name(batch.name());
    request.set_content(absl::StrCat(batch.number(), "|", day, "|1\n1|", code, "\n"));
    request.set_request_id(NextRequestId());
    return fixture_.Call(*batches_, &v1::PayBatchService::Stub::AbsorbResult, request,
                         Officer("bank", "bank"));
  }
  v1::BudgetLine Line(const std::string& name) {
    v1::GetBudgetLineRequest request;
    request.set_name(name);
    return fixture_.Call(*budgets_, &v1::BudgetService::Stub::GetBudgetLine, request).value;
  }
  int64_t Balance(const std::string& line, v1::LedgerAccountKind kind) {
    v1::ListLedgerAccountsRequest request;
    request.set_budget_line(line);
    return fixture_.Call(*ledger_, &v1::LedgerService::Stub::ListLedgerAccounts, request)
        .value.ledger_accounts(kind - 1)
        .balance()
        .units();
  }
  // A payment of the person that waits for a batch.
  std::string ReleasedItem(const PersonFact& person) {
    if (line_.empty()) line_ = MakeBudget(1000).name();
    const std::string item = ItemOf(Approved(person));
    EXPECT_EQ(Release(item, Officer("wu", "finance")).reason, "");
    return item;
  }
  // A batch of one released payment, signed twice.
  v1::PayBatch SignedBatch(const PersonFact& person) {
    item_ = ReleasedItem(person);
    return SignedBatch();
  }
  // A batch of everything that is released, signed twice.
  v1::PayBatch SignedBatch() {
    const auto batch = MakeBatch(line_);
    EXPECT_EQ(batch.reason, "");
    EXPECT_EQ(Sign(batch.value, "zheng").reason, "");
    const auto twice = Sign(batch.value, "feng");
    EXPECT_EQ(twice.value.state(), v1::PayBatch::SIGNED);
    return twice.value;
  }

  // A batch of one payment that the bank paid on the day.
  v1::PayBatch PaidBatch(const std::string& account, const std::string& day) {
    const PersonFact person = NewPerson();
    MakeAccount(person, account);
    const v1::PayBatch batch = SignedBatch(person);
    Send(batch.name());
    Receipt(batch, "OK");
    fixture_.SetToday(*ParseDay(day));
    EXPECT_EQ(Result(batch, "00", day).reason, "");
    return batch;
  }

  std::string line_;
  std::string item_;  // of the last batch
};

}  // namespace ladder::subsidy
