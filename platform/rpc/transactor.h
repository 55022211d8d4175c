// Transactions of handlers: the request id is settled in the transaction that makes the change
// (docs/architecture.md 9.2).
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"
#include "platform/seal/sealer.h"

namespace ladder::rpc {

class Transactor {
 public:
  // `sealer` closes the answers that are stored; both outlive the transactor.
  Transactor(mysql::Database& database, const seal::Sealer& sealer)
      : database_(database), sealer_(sealer) {}

  // Runs `body` in a transaction and commits when it returns an answer. A repeat of the request, by
  // request id, gets the stored answer of the first and changes nothing; another body under the
  // same id is REQUEST_ID_REUSED. Deadlocks are retried, so `body` keeps nothing from one run to
  // the next.
  template <typename F>
  auto Transact(const Call& call, F&& body) -> std::invoke_result_t<F, mysql::Transaction&> {
    using Answer = typename std::invoke_result_t<F, mysql::Transaction&>::value_type;
    Answer answer;
    const absl::Status status = Run(
        call,
        [&](mysql::Transaction& tx) -> absl::Status {
          auto result = body(tx);
          if (!result.ok()) return result.status();
          answer = *std::move(result);
          return absl::OkStatus();
        },
        answer);
    if (!status.ok()) return status;
    return answer;
  }

  // Runs `body` in a read-only transaction.
  template <typename F>
  auto Read(const Call& call, F&& body) -> std::invoke_result_t<F, mysql::Transaction&> {
    return database_.Transact(
        mysql::TransactOptions{.deadline = call.deadline(), .read_only = true, .repeatable = true},
        std::forward<F>(body));
  }

  mysql::Database& database() { return database_; }

 private:
  // `answer` is what `body` fills and what is stored, or what the stored answer is parsed into.
  absl::Status Run(const Call& call, absl::FunctionRef<absl::Status(mysql::Transaction&)> body,
                   google::protobuf::Message& answer);

  mysql::Database& database_;
  const seal::Sealer& sealer_;
};

// Forgets the answers of requests older than `before`, a bounded batch a transaction; returns how
// many.
absl::StatusOr<int64_t> PruneRequests(mysql::Database& database, absl::Time before);

// The key of a call's request id: one row, one wait queue. Empty when the request has no
// request_id.
struct RequestKey {
  std::string key = "";     // 32 bytes: digest of principal, method, request id
  std::string digest = "";  // 32 bytes: digest of the request's deterministic serialisation
};
RequestKey RequestKeyOf(const identity::Principal& principal,
                        const google::protobuf::MethodDescriptor& method,
                        const google::protobuf::Message& request);

}  // namespace ladder::rpc
