// Where money goes (docs/domain.md 2.4, 5.4). The number is sealed at rest; rules see what they
// must.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"

namespace ladder::subsidy {

enum class AccountNumberKind { kCard, kPassbook, kCorporate };

absl::string_view AccountNumberKindName(AccountNumberKind kind);

// The number as it is stored. CARD_* as of the kind, PAYEE_ACCOUNT_BANK unless the bank's CNAPS
// number has 12 digits.
absl::StatusOr<std::string> ParseAccount(AccountNumberKind kind, absl::string_view number,
                                         absl::string_view cnaps);

struct AccountStatus {
  CivilDay valid_from = CivilDay();
  CivilDay valid_to = kForever;
  std::optional<CivilDay> verified_on = std::nullopt;  // the bank matched name, identity and number
  bool holder_is_payee = false;
  bool used_by_another = false;  // the same number stands for another payee
};

// The account after the bank said on `today` whether name, identity and number belong together. No
// match leaves it unverified. PAYEE_ACCOUNT_MISSING when it is not in force.
absl::StatusOr<AccountStatus> Verified(AccountStatus account, bool matches, CivilDay today);
// The account whose last day was yesterday. PAYEE_ACCOUNT_MISSING when it is not in force.
absl::StatusOr<AccountStatus> Closed(AccountStatus account, CivilDay today);

// Whether money may go there on `today`. In order: PAYEE_ACCOUNT_MISSING (not in force),
// PAYEE_ACCOUNT_UNVERIFIED, PAYEE_ACCOUNT_HOLDER, PAYEE_ACCOUNT_SHARED.
absl::Status CheckPayable(const AccountStatus& account, CivilDay today);

// PAY_ITEM_PAYEE_DECEASED when the payee died: nothing is paid to the dead (docs/domain.md 5.5).
absl::Status CheckAlive(std::optional<CivilDay> died_on);

}  // namespace ladder::subsidy
