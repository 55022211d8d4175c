#include "platform/rpc/transactor.h"

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/digest.h"
#include "platform/server/crash_point.h"
#include "platform/status/status.h"

namespace ladder::rpc {
namespace {

// Zero rows changed: the row is there already. The statement waits for a first request that has not
// committed yet.
constexpr char kClaimRequest[] =
    "INSERT INTO request (request_key, digest, method, created_at) VALUES (?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE request_key = request_key";
constexpr char kStoredAnswer[] = "SELECT digest, answer FROM request WHERE request_key = ?";
constexpr char kStoreAnswer[] = "UPDATE request SET answer = ? WHERE request_key = ?";
constexpr char kPrune[] = "DELETE FROM request WHERE created_at < ? LIMIT 500";

// Where an answer is sealed for: it opens in its own row alone.
std::string PlaceOf(const RequestKey& key) { return absl::StrCat("request.answer/", key.key); }

absl::Status Replay(mysql::Transaction& tx, const seal::Sealer& sealer, const RequestKey& key,
                    google::protobuf::Message& answer) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kStoredAnswer, {key.key}));
  // The first request rolled back between the two statements: run again and be the first.
  if (!row || row->IsNull(1)) return Refuse(Reason::kConflict);
  if (row->Text(0) != key.digest) return Refuse(Reason::kRequestIdReused);
  LADDER_ASSIGN_OR_RETURN(const std::string stored, sealer.Open(row->Text(1), PlaceOf(key)));
  LADDER_INVARIANT(answer.ParseFromString(stored));
  return absl::OkStatus();
}

}  // namespace

RequestKey RequestKeyOf(const identity::Principal& principal,
                        const google::protobuf::MethodDescriptor& method,
                        const google::protobuf::Message& request) {
  const google::protobuf::FieldDescriptor* field =
      request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr) return {};
  std::string scratch;
  const std::string& id = request.GetReflection()->GetStringReference(request, field, &scratch);
  if (id.empty()) return {};
  // Lengths first, so that no two triples make one text.
  const std::string text = absl::StrCat(principal.name.size(), ":", principal.name,
                                        method.full_name().size(), ":", method.full_name(), id);
  return {.key = Sha256(text), .digest = Sha256(SerializeDeterministic(request))};
}

absl::Status Transactor::Run(const Call& call,
                             absl::FunctionRef<absl::Status(mysql::Transaction&)> body,
                             google::protobuf::Message& answer) {
  const RequestKey key = RequestKeyOf(call.principal(), call.method(), call.request());
  const mysql::TransactOptions options{
      .deadline = call.deadline(), .read_only = false, .repeatable = !key.key.empty()};
  return database_.Transact(options, [&](mysql::Transaction& tx) -> absl::Status {
    if (key.key.empty()) return body(tx);
    LADDER_ASSIGN_OR_RETURN(
        const int64_t claimed,
        tx.Execute(kClaimRequest, {key.key, key.digest, call.method().full_name(), call.now()}));
    if (claimed == 0) return Replay(tx, sealer_, key, answer);
    LADDER_RETURN_IF_ERROR(body(tx));
    const std::string stored = sealer_.Close(SerializeDeterministic(answer), PlaceOf(key));
    LADDER_RETURN_IF_ERROR(tx.Execute(kStoreAnswer, {stored, key.key}).status());
    server::CrashPoint("rpc.transaction.written");
    return absl::OkStatus();
  });
}

absl::StatusOr<int64_t> PruneRequests(mysql::Database& database, absl::Time before) {
  int64_t pruned = 0;
  while (true) {
    const absl::StatusOr<int64_t> batch =
        database.Transact(mysql::TransactOptions{.repeatable = true},
                          [&](mysql::Transaction& tx) { return tx.Execute(kPrune, {before}); });
    if (!batch.ok()) return batch.status();
    if (*batch == 0) return pruned;
    pruned += *batch;
  }
}

}  // namespace ladder::rpc
