#include "subsidy-svc/domain/payee_account.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/standards/bank_account.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

namespace {

bool InForce(const AccountStatus& account, CivilDay today) {
  return account.valid_from <= today && today <= account.valid_to;
}

}  // namespace

absl::string_view AccountNumberKindName(AccountNumberKind kind) {
  switch (kind) {
    case AccountNumberKind::kCard:
      return "CARD";
    case AccountNumberKind::kPassbook:
      return "PASSBOOK";
    case AccountNumberKind::kCorporate:
      return "CORPORATE";
  }
  return "";
}

absl::StatusOr<std::string> ParseAccount(AccountNumberKind kind, absl::string_view number,
                                         absl::string_view cnaps) {
  std::string canonical;
  if (kind == AccountNumberKind::kCard) {
    LADDER_ASSIGN_OR_RETURN(const BankCard card, ParseBankCard(number, "number"));
    canonical = std::string(card.value());
  } else {
    LADDER_ASSIGN_OR_RETURN(const BankAccountBook book, ParseBankAccountBook(number, "number"));
    canonical = std::string(book.value());
  }
  const bool twelve_digits =
      cnaps.size() == 12 && std::all_of(cnaps.begin(), cnaps.end(), [](char c) {
        return absl::ascii_isdigit(static_cast<unsigned char>(c));
      });
  if (!twelve_digits) return RefuseField(Reason::kPayeeAccountBank, "cnaps");
  return canonical;
}

absl::StatusOr<AccountStatus> Verified(AccountStatus account, bool matches, CivilDay today) {
  if (!InForce(account, today)) return Refuse(Reason::kPayeeAccountMissing);
  account.holder_is_payee = matches;
  account.verified_on = matches ? std::optional<CivilDay>(today) : std::nullopt;
  return account;
}

absl::StatusOr<AccountStatus> Closed(AccountStatus account, CivilDay today) {
  if (!InForce(account, today)) return Refuse(Reason::kPayeeAccountMissing);
  account.valid_to = today - 1;
  return account;
}

absl::Status CheckPayable(const AccountStatus& account, CivilDay today) {
  if (!InForce(account, today)) return Refuse(Reason::kPayeeAccountMissing);
  if (!account.verified_on || *account.verified_on > today) {
    return Refuse(Reason::kPayeeAccountUnverified);
  }
  if (!account.holder_is_payee) return Refuse(Reason::kPayeeAccountHolder);
  if (account.used_by_another) return Refuse(Reason::kPayeeAccountShared);
  return absl::OkStatus();
}

absl::Status CheckAlive(std::optional<CivilDay> died_on) {
  return died_on ? Refuse(Reason::kPayItemPayeeDeceased) : absl::OkStatus();
}

}  // namespace ladder::subsidy
