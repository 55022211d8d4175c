// Payee accounts. A number belongs to one payee: the row of account_claim is written with the first
// account and never given back.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// `number_index` is the number's blind index, 16 bytes. PAYEE_ACCOUNT_SHARED when the number stands
// for another payee.
absl::Status InsertAccount(mysql::Transaction& tx, const AccountRecord& account,
                           absl::string_view number_index);
// NOT_FOUND when absent or out of scope.
absl::StatusOr<AccountRecord> GetAccount(mysql::Transaction& tx, const Ulid& id,
                                         const Scope& scope);
absl::StatusOr<AccountRecord> LockAccount(mysql::Transaction& tx, const Ulid& id,
                                          const Scope& scope);
// ETAG_MISMATCH when the row is not `before`'s.
absl::Status SaveAccount(mysql::Transaction& tx, const AccountRecord& before,
                         const AccountRecord& after);
// A payee's accounts in the scope, by id after `after`, closed ones too.
absl::StatusOr<std::vector<AccountRecord>> ListAccounts(mysql::Transaction& tx, const Ulid& payee,
                                                        const Scope& scope, const Ulid& after,
                                                        int limit);
// The newest account of the payee that is in force on the day, for the money that is due to them.
absl::StatusOr<std::optional<AccountRecord>> AccountInForce(mysql::Transaction& tx,
                                                            const Party& payee, CivilDay day);

}  // namespace ladder::subsidy
