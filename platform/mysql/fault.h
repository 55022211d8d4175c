// What the database's error numbers mean here. Pure, so that every rule is a row of a test.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ladder::mysql {

// One error as the connector told it.
struct Fault {
  int code =
      0;  // the server's (1xxx) or the client's (2xxx) number; 0: the connector refused the call
  std::string state = "";    // SQLSTATE
  std::string message = "";  // may hold values of rows: never shown as it is
};

// The session is gone, or in a state that nobody knows: the connection must not be used again.
bool IsLost(const Fault& fault);

// The transaction did not happen, and running it again from the start may succeed.
bool IsTransient(const Fault& fault);

// The transaction lost against another: 1213. The server has rolled it back.
bool IsDeadlock(const Fault& fault);

// The status of a failed statement. 1062 ALREADY_EXISTS (metadata `key`: the violated index), 1213
// and 1205 CONFLICT, lost connections and 1047 DATABASE_UNAVAILABLE, 1969 TRANSACTION_TOO_LARGE,
// 1451 and 1452 FAILED_PRECONDITION, everything else INTERNAL. `sql` is shown in the latter two;
// row values never are.
absl::Status StatementStatus(const Fault& fault, absl::string_view sql);

// The start of a statement's text, for messages.
absl::string_view ShortSql(absl::string_view sql);

// The status of a failed attempt to connect: FAILED_PRECONDITION with the server's text when only
// an operator can mend it (account, schema, TLS), DATABASE_UNAVAILABLE otherwise.
absl::Status ConnectStatus(const Fault& fault);

}  // namespace ladder::mysql
