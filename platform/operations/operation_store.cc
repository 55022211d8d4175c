#include "platform/operations/operation_store.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/operations/scope_text.h"
#include "platform/rpc/names.h"
#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr char kInsert[] =
    "INSERT INTO operation (id, kind, principal, scope, trace, request, state, input_bytes, "
    "input_parts, checkpoint, steps, done_count, total_count, current_step, cancel_requested, "
    "tries, fence, lease_owner, lease_until, created_at, updated_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0, '', FALSE, 0, 0, ?, SYSDATE(6), SYSDATE(6), "
    "SYSDATE(6))";
constexpr char kInsertPart[] = "INSERT INTO operation_part (operation_id, part_no, content) VALUES";

constexpr char kLock[] =
    "SELECT state, input_bytes, input_parts, lease_owner FROM operation "
    "WHERE id = ? AND (? OR principal = ?) FOR UPDATE";
constexpr char kAddInput[] =
    "UPDATE operation SET input_bytes = ?, input_parts = ?, updated_at = SYSDATE(6) "
    "WHERE id = ? AND state = 1";
constexpr char kOpen[] =
    "UPDATE operation SET state = 2, lease_until = SYSDATE(6), updated_at = SYSDATE(6) "
    "WHERE id = ? AND state = 1";
constexpr char kAskToStop[] =
    "UPDATE operation SET cancel_requested = TRUE, updated_at = SYSDATE(6) WHERE id = ?";
constexpr char kCancel[] =
    "UPDATE operation SET cancel_requested = TRUE, state = 5, error = ?, ended_at = SYSDATE(6), "
    "updated_at = SYSDATE(6) WHERE id = ?";

constexpr char kGet[] =
    "SELECT id, kind, principal, state, done_count, total_count, current_step, cancel_requested, "
    "input_bytes, created_at, updated_at, started_at, ended_at, error, result FROM operation "
    "WHERE id = ? AND (? OR principal = ?)";
constexpr char kListOwn[] =
    "SELECT id, kind, principal, state, done_count, total_count, current_step, cancel_requested, "
    "input_bytes, created_at, updated_at, started_at, ended_at, error FROM operation "
    "WHERE principal = ? AND id < ? AND (? OR kind = ?) AND (? OR state <= 2) "
    "ORDER BY id DESC LIMIT ?";
constexpr char kListAll[] =
    "SELECT id, kind, principal, state, done_count, total_count, current_step, cancel_requested, "
    "input_bytes, created_at, updated_at, started_at, ended_at, error FROM operation "
    "WHERE id < ? AND (? OR kind = ?) AND (? OR state <= 2) ORDER BY id DESC LIMIT ?";

constexpr char kListEnded[] =
    "SELECT id FROM operation WHERE ended_at < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND "
    "ORDER BY ended_at LIMIT 100";
constexpr char kListAbandoned[] =
    "SELECT id FROM operation WHERE state = 1 AND "
    "created_at < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND ORDER BY created_at LIMIT 100";
// Not one that was opened since it was listed.
constexpr char kDelete[] = "DELETE FROM operation WHERE id = ? AND state <> 2";
constexpr char kDeleteParts[] = "DELETE FROM operation_part WHERE operation_id = ?";

constexpr size_t kErrorColumn = 13;
constexpr size_t kResultColumn = 14;

Operation FromRow(const mysql::Row& row) {
  return {.id = row.Id(0),
          .kind = row.Text(1),
          .principal = row.Text(2),
          .state = static_cast<State>(row.Int(3)),
          .progress = {.done = row.Int(4), .total = row.Int(5), .step = row.Text(6)},
          .cancel_requested = row.Bool(7),
          .input_bytes = row.Int(8),
          .created = row.Time(9),
          .updated = row.Time(10),
          .started = row.OptTime(11),
          .ended = row.OptTime(12),
          .result = "",
          .error = row.OptText(kErrorColumn).value_or("")};
}

absl::Status TooLarge() {
  return Refuse(Reason::kRequestTooLarge, {{"max", absl::StrCat(kInputBytesMax)}});
}

}  // namespace

// What decides about a caller's change, read under the row's lock.
struct OperationStore::Root {
  State state = State::kReceiving;
  int64_t input_bytes = 0;
  int input_parts = 0;
  bool owned = false;
};

OperationStore::OperationStore(std::string service, Seal seal, Doorbell* doorbell)
    : service_(std::move(service)), seal_(std::move(seal)), doorbell_(doorbell) {
  LADDER_INVARIANT(seal_.close != nullptr && seal_.open != nullptr);
}

std::string OperationStore::NameOf(const Ulid& id) const {
  return absl::StrCat(service_, "/operations/", id.ToString());
}

absl::StatusOr<Ulid> OperationStore::ParseName(absl::string_view name) const {
  return rpc::ParseId(absl::StrCat(service_, "/operations/{operation}"), name);
}

absl::StatusOr<Operation> OperationStore::Start(mysql::Transaction& tx,
                                                const NewOperation& operation) const {
  LADDER_INVARIANT(operation.request != nullptr && !operation.kind.empty());
  if (static_cast<int64_t>(operation.input.size()) > kInputBytesMax) return TooLarge();
  const Ulid id = Ulid::New(operation.now);
  int parts = 0;
  LADDER_RETURN_IF_ERROR(InsertParts(tx, id, 0, operation.input, &parts));
  const State state = operation.receives_input ? State::kReceiving : State::kOpen;
  LADDER_RETURN_IF_ERROR(
      tx.Execute(
            kInsert,
            {id, operation.kind, operation.principal, EncodeScope(operation.scope), operation.trace,
             seal_.close(operation.request->SerializeAsString(), SealContext(id, "request")),
             static_cast<int>(state), static_cast<int64_t>(operation.input.size()), parts, Ulid()})
          .status());
  if (state == State::kOpen) RingOnCommit(tx);
  return Get(tx, id, {.principal = operation.principal});
}

absl::Status OperationStore::InsertParts(mysql::Transaction& tx, const Ulid& id, int first_part,
                                         absl::string_view input, int* parts) const {
  std::vector<mysql::Values> rows;
  for (size_t from = 0; from < input.size(); from += kPartBytesMax) {
    const int part = first_part + static_cast<int>(rows.size());
    const absl::string_view content = input.substr(from, kPartBytesMax);
    rows.push_back({id, part, seal_.close(content, PartContext(id, part))});
  }
  *parts = static_cast<int>(rows.size());
  return tx.InsertMany(kInsertPart, rows).status();
}

void OperationStore::RingOnCommit(mysql::Transaction& tx) const {
  if (doorbell_ == nullptr) return;
  tx.OnCommit([doorbell = doorbell_] { doorbell->Ring(); });
}

absl::StatusOr<OperationStore::Root> OperationStore::Lock(mysql::Transaction& tx, const Ulid& id,
                                                          const Viewer& viewer) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kLock, {id, viewer.all, viewer.principal}));
  if (!row) return Refuse(Reason::kNotFound, {{"name", NameOf(id)}});
  return Root{.state = static_cast<State>(row->Int(0)),
              .input_bytes = row->Int(1),
              .input_parts = static_cast<int>(row->Int(2)),
              .owned = !row->Id(3).is_zero()};
}

absl::Status OperationStore::AppendInput(mysql::Transaction& tx, const Ulid& id,
                                         const Viewer& viewer, absl::string_view input) const {
  LADDER_ASSIGN_OR_RETURN(const Root root, Lock(tx, id, viewer));
  if (root.state != State::kReceiving) return Refuse(Reason::kOperationInputClosed);
  const int64_t bytes = root.input_bytes + static_cast<int64_t>(input.size());
  if (bytes > kInputBytesMax) return TooLarge();
  int parts = 0;
  LADDER_RETURN_IF_ERROR(InsertParts(tx, id, root.input_parts, input, &parts));
  return tx.Execute(kAddInput, {bytes, root.input_parts + parts, id}).status();
}

absl::Status OperationStore::CloseInput(mysql::Transaction& tx, const Ulid& id,
                                        const Viewer& viewer) const {
  LADDER_ASSIGN_OR_RETURN(const Root root, Lock(tx, id, viewer));
  if (root.state == State::kCancelled) return Refuse(Reason::kOperationInputClosed);
  if (root.state != State::kReceiving) return absl::OkStatus();
  RingOnCommit(tx);
  return tx.Execute(kOpen, {id}).status();
}

absl::StatusOr<Operation> OperationStore::Get(mysql::Transaction& tx, const Ulid& id,
                                              const Viewer& viewer) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kGet, {id, viewer.all, viewer.principal}));
  if (!row) return Refuse(Reason::kNotFound, {{"name", NameOf(id)}});
  Operation operation = FromRow(*row);
  if (const std::optional<std::string> sealed = row->OptText(kResultColumn)) {
    LADDER_ASSIGN_OR_RETURN(operation.result, seal_.open(*sealed, SealContext(id, "result")));
  }
  return operation;
}

absl::StatusOr<std::vector<Operation>> OperationStore::List(mysql::Transaction& tx,
                                                            const Viewer& viewer,
                                                            const ListFilter& filter,
                                                            const Ulid& before, int limit) const {
  const std::string bound = before.is_zero() ? std::string(16, '\xff') : before.ToBytes();
  const bool every_kind = filter.kind.empty();
  const bool every_state = !filter.unfinished_only;
  absl::StatusOr<mysql::Rows> rows =
      viewer.all ? tx.Query(kListAll, {bound, every_kind, filter.kind, every_state, limit})
                 : tx.Query(kListOwn,
                            {viewer.principal, bound, every_kind, filter.kind, every_state, limit});
  LADDER_RETURN_IF_ERROR(rows.status());
  std::vector<Operation> operations;
  operations.reserve(rows->size());
  for (const mysql::Row& row : *rows) operations.push_back(FromRow(row));
  return operations;
}

absl::Status OperationStore::RequestCancel(mysql::Transaction& tx, const Ulid& id,
                                           const Viewer& viewer) const {
  LADDER_ASSIGN_OR_RETURN(const Root root, Lock(tx, id, viewer));
  if (IsDone(root.state)) return absl::OkStatus();
  if (root.owned) return tx.Execute(kAskToStop, {id}).status();
  const std::string error =
      rpc::ToStatusProto(Refuse(Reason::kOperationCancelled)).SerializeAsString();
  return tx.Execute(kCancel, {error, id}).status();
}

absl::StatusOr<int> PruneOperations(mysql::Database& database, absl::Duration retention) {
  int pruned = 0;
  for (const char* list : {kListEnded, kListAbandoned}) {
    while (true) {
      LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, database.Read([&](mysql::Transaction& tx) {
        return tx.Query(list, {absl::ToInt64Microseconds(retention)});
      }));
      for (const mysql::Row& row : rows) {
        LADDER_RETURN_IF_ERROR(
            database.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::Status {
              LADDER_ASSIGN_OR_RETURN(const int64_t deleted, tx.Execute(kDelete, {row.Id(0)}));
              if (deleted == 0) return absl::OkStatus();
              return tx.Execute(kDeleteParts, {row.Id(0)}).status();
            }));
      }
      pruned += static_cast<int>(rows.size());
      if (rows.size() < 100) break;
    }
  }
  return pruned;
}

}  // namespace ladder::operations
