#include "subsidy-svc/rpc/payee_account_rpc.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/seal/blind_index.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/storage/fact_tables.h"
#include "subsidy-svc/storage/payee_accounts.h"

namespace ladder::subsidy {
namespace {

v1::PayeeAccount ToProto(const AccountRecord& account) {
  v1::PayeeAccount out;
  out.set_name(NameOfAccount(account.root.id));
  out.set_payee(NameOfParty(account.payee));
  out.set_number_kind(
      static_cast<v1::AccountNumberKind>(static_cast<int>(account.number_kind) + 1));
  out.set_number_masked(absl::StrCat("****", account.number.substr(account.number.size() - 4)));
  out.set_cnaps(account.cnaps);
  out.set_holder_name(account.holder);
  const AccountStatus& status = account.status;
  if (status.verified_on) *out.mutable_verified_on() = rpc::ToDate(*status.verified_on);
  *out.mutable_valid_from() = rpc::ToDate(status.valid_from);
  if (const auto to = rpc::ToOpenDate(status.valid_to)) *out.mutable_valid_to() = *to;
  out.set_etag(rpc::EtagOf(account.root.version));
  return out;
}

using AccountRule = std::function<absl::StatusOr<AccountStatus>(AccountStatus)>;

absl::StatusOr<v1::PayeeAccount> Change(const rpc::Call& call, ServiceContext& context,
                                        absl::string_view name, absl::string_view etag,
                                        const AccountRule& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kAccountName, name));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayeeAccount> {
        LADDER_ASSIGN_OR_RETURN(const AccountRecord before, LockAccount(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
        AccountRecord after = before;
        LADDER_ASSIGN_OR_RETURN(after.status, rule(before.status));
        after.root.version = before.root.version + 1;
        LADDER_RETURN_IF_ERROR(SaveAccount(tx, before, after));
        return ToProto(after);
      });
}

std::string IndexOf(const ServiceContext& context, absl::string_view number) {
  const seal::BlindIndexBytes bytes = seal::BlindIndex(context.index_key, number);
  return std::string(bytes.begin(), bytes.end());
}

}  // namespace

void PayeeAccountRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.subsidy.v1.PayeeAccountService")
      .Unary("GetPayeeAccount", this, &PayeeAccountRpc::GetPayeeAccount)
      .Unary("ListPayeeAccounts", this, &PayeeAccountRpc::ListPayeeAccounts)
      .Unary("CreatePayeeAccount", this, &PayeeAccountRpc::CreatePayeeAccount)
      .Unary("VerifyPayeeAccount", this, &PayeeAccountRpc::VerifyPayeeAccount)
      .Unary("ClosePayeeAccount", this, &PayeeAccountRpc::ClosePayeeAccount);
}

absl::StatusOr<v1::PayeeAccount> PayeeAccountRpc::GetPayeeAccount(
    const rpc::Call& call, const v1::GetPayeeAccountRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kAccountName, request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayeeAccount> {
        LADDER_ASSIGN_OR_RETURN(const AccountRecord account, GetAccount(tx, id, call.scope()));
        return ToProto(account);
      });
}

absl::StatusOr<v1::ListPayeeAccountsResponse> PayeeAccountRpc::ListPayeeAccounts(
    const rpc::Call& call, const v1::ListPayeeAccountsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Party payee, ParseParty(request.payee(), "payee"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPayeeAccountsResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<AccountRecord> accounts,
                                ListAccounts(tx, payee.id, call.scope(), after, page.size + 1));
        v1::ListPayeeAccountsResponse response;
        if (CutToPage(accounts, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, accounts.back().root.id.ToBytes()));
        }
        for (const AccountRecord& account : accounts) {
          *response.add_payee_accounts() = ToProto(account);
        }
        return response;
      });
}

absl::StatusOr<v1::PayeeAccount> PayeeAccountRpc::CreatePayeeAccount(
    const rpc::Call& call, const v1::CreatePayeeAccountRequest& request) {
  const v1::PayeeAccount& asked = request.payee_account();
  AccountRecord wanted = {.root = NewRoot(Ulid()),
                          .holder = asked.holder_name(),
                          .cnaps = asked.cnaps(),
                          .status = {.valid_from = call.today()}};
  LADDER_ASSIGN_OR_RETURN(
      wanted.root.id, rpc::IdForCreate(request.payee_account_id(), call.now(), "payee_account_id"));
  LADDER_ASSIGN_OR_RETURN(wanted.payee, ParseParty(asked.payee(), "payee_account.payee"));
  wanted.number_kind = static_cast<AccountNumberKind>(static_cast<int>(asked.number_kind()) - 1);
  absl::StatusOr<std::string> number =
      ParseAccount(wanted.number_kind, asked.number(), asked.cnaps());
  if (!number.ok()) return UnderField(number.status(), "payee_account");
  wanted.number = *std::move(number);
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayeeAccount> {
        AccountRecord account = wanted;
        LADDER_ASSIGN_OR_RETURN(account.divisions,
                                DivisionsOfParty(tx, account.payee, call.scope(), context_.county));
        LADDER_RETURN_IF_ERROR(InsertAccount(tx, account, IndexOf(context_, account.number)));
        return ToProto(account);
      });
}

absl::StatusOr<v1::PayeeAccount> PayeeAccountRpc::VerifyPayeeAccount(
    const rpc::Call& call, const v1::VerifyPayeeAccountRequest& request) {
  return Change(call, context_, request.name(), request.etag(), [&](AccountStatus status) {
    return Verified(std::move(status), request.matches(), call.today());
  });
}

absl::StatusOr<v1::PayeeAccount> PayeeAccountRpc::ClosePayeeAccount(
    const rpc::Call& call, const v1::ClosePayeeAccountRequest& request) {
  return Change(call, context_, request.name(), request.etag(),
                [&](AccountStatus status) { return Closed(std::move(status), call.today()); });
}

}  // namespace ladder::subsidy
