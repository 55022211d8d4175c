#include "subsidy-svc/storage/pay_batches.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

// Behind "SELECT " of every statement that Load reads.
#define LADDER_BATCH_COLUMNS                                                                      \
  "id, version, last_event, number, budget_line_id, state, creator, creator_person, item_count, " \
  "total_fen, digest, file_date, sent_on, answer_until, created_at FROM pay_batch "

constexpr char kInsert[] =
    "INSERT INTO pay_batch (id, version, last_event, recorded_at, number, budget_line_id, state, "
    "creator, creator_person, item_count, total_fen, digest, file_date, created_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kInsertFile[] =
    "INSERT INTO pay_file (pay_batch_id, revision, content_enc, digest, recorded_at) "
    "VALUES (?, 1, ?, ?, ?)";
constexpr char kFile[] =
    "SELECT content_enc FROM pay_file WHERE pay_batch_id = ? ORDER BY revision DESC LIMIT 1";
constexpr char kGet[] = "SELECT " LADDER_BATCH_COLUMNS "WHERE id = ?";
constexpr char kLock[] = "SELECT " LADDER_BATCH_COLUMNS "WHERE id = ? FOR UPDATE";
constexpr char kList[] = "SELECT " LADDER_BATCH_COLUMNS
                         "WHERE id > ? AND (? IS NULL OR budget_line_id = ?) AND "
                         "(? = 0 OR state IN (?, ?, ?, ?, ?, ?, ?, ?)) ORDER BY id LIMIT ?";
constexpr char kUpdate[] =
    "UPDATE pay_batch SET version = ?, last_event = ?, recorded_at = ?, state = ?, sent_on = ?, "
    "answer_until = ? WHERE id = ? AND version = ?";
constexpr char kSignatures[] =
    "SELECT signer_person, digest, signer FROM batch_signature WHERE pay_batch_id = ? "
    "AND revision = 1 ORDER BY place LIMIT 2";
constexpr char kInsertSignature[] =
    "INSERT INTO batch_signature (pay_batch_id, revision, signer_person, signer, place, digest, "
    "signature, recorded_at) VALUES (?, 1, ?, ?, ?, ?, ?, ?)";
constexpr char kDropSignatures[] =
    "DELETE FROM batch_signature WHERE pay_batch_id = ? AND revision = 1";
constexpr char kInsertPlaces[] =
    "INSERT INTO pay_attempt (claim_line_id, attempt, pay_item_id, end_to_end, payee_account_id, "
    "amount_fen, pay_batch_id, seq) VALUES";
constexpr char kPlaces[] =
    "SELECT claim_line_id, attempt, pay_item_id, payee_account_id, amount_fen, seq, result_code "
    "FROM pay_attempt WHERE pay_batch_id = ? ORDER BY seq LIMIT 501";
constexpr char kOfNumber[] = "SELECT id FROM pay_batch WHERE number = ?";
constexpr char kDropPlaces[] = "DELETE FROM pay_attempt WHERE pay_batch_id = ?";
constexpr char kUnanswered[] =
    "SELECT id FROM pay_batch FORCE INDEX (by_state) WHERE state IN (?, ?) AND answer_until < ? "
    "AND id > ? ORDER BY id "
    "LIMIT ?";
constexpr char kSetResult[] =
    "UPDATE pay_attempt SET result_code = ?, result_on = ? WHERE pay_batch_id = ? AND seq = ?";
constexpr char kAbsorb[] =
    "INSERT INTO result_absorbed (pay_batch_id, digest, kind, paid_count, returned_count, "
    "contradicted_count, actor, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE kind = kind";

absl::StatusOr<BatchRecord> Load(mysql::Transaction& tx, const mysql::Row& row) {
  BatchRecord batch = {.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
                       .number = row.Text(3),
                       .budget_line = row.Id(4),
                       .progress = {.state = FromStored<BatchState>(row, 5),
                                    .creator = row.Id(7),
                                    .digest = absl::BytesToHexString(row.Text(10))},
                       .creator = row.Text(6),
                       .item_count = row.Int(8),
                       .total = row.Money(9),
                       .file_date = row.Day(11),
                       .sent_on = row.OptDay(12),
                       .answer_until = row.OptDay(13),
                       .created_at = row.Time(14)};
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows signatures, tx.Query(kSignatures, {batch.root.id}));
  for (const mysql::Row& signature : signatures) {
    batch.progress.signatures.push_back(
        {.person = signature.Id(0), .digest = absl::BytesToHexString(signature.Text(1))});
    batch.signers.push_back(signature.Text(2));
  }
  return batch;
}

// A state that takes the signatures back has none; one that adds a signature adds one.
absl::Status SaveSignatures(mysql::Transaction& tx, const BatchRecord& before,
                            const BatchRecord& after, absl::string_view signature, absl::Time now) {
  const size_t had = before.progress.signatures.size();
  const size_t has = after.progress.signatures.size();
  if (has < had) return tx.Execute(kDropSignatures, {after.root.id}).status();
  if (has == had) return absl::OkStatus();
  const BatchSignature& last = after.progress.signatures.back();
  return tx
      .Execute(kInsertSignature,
               {after.root.id, last.person, after.signers.back(), static_cast<int64_t>(has),
                absl::HexStringToBytes(last.digest), signature, now})
      .status();
}

}  // namespace

absl::Status InsertBatch(mysql::Transaction& tx, const BatchRecord& batch, absl::string_view bytes,
                         absl::string_view digest) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kInsert, {batch.root.id, batch.root.version, batch.root.last_event, now,
                           batch.number, batch.budget_line, Stored(batch.progress.state),
                           batch.creator, batch.progress.creator, batch.item_count, batch.total,
                           digest, batch.file_date, now})
          .status());
  return tx.Execute(kInsertFile, {batch.root.id, bytes, digest, now}).status();
}

absl::StatusOr<BatchRecord> GetBatch(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {id}));
  if (!row) return NoSuch("payBatches", id);
  return Load(tx, *row);
}

absl::StatusOr<BatchRecord> LockBatch(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLock, {id}));
  if (!row) return NoSuch("payBatches", id);
  return Load(tx, *row);
}

absl::StatusOr<std::optional<BatchRecord>> LockBatchOf(mysql::Transaction& tx,
                                                       absl::string_view number) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kOfNumber, {number}));
  if (!row) return std::optional<BatchRecord>();
  LADDER_ASSIGN_OR_RETURN(BatchRecord batch, LockBatch(tx, row->Id(0)));
  return std::optional<BatchRecord>(std::move(batch));
}

absl::Status SaveBatch(mysql::Transaction& tx, const BatchRecord& before, const BatchRecord& after,
                       absl::string_view signature) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  LADDER_ASSIGN_OR_RETURN(
      const int64_t saved,
      tx.Execute(kUpdate,
                 {after.root.version, after.root.last_event, now, Stored(after.progress.state),
                  after.sent_on, after.answer_until, after.root.id, before.root.version}));
  if (saved != 1) return Refuse(::ladder::Reason::kEtagMismatch);
  return SaveSignatures(tx, before, after, signature, now);
}

absl::StatusOr<std::string> FileOfBatch(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kFile, {id}));
  if (!row) return NoSuch("payBatches", id);
  return row->Text(0);
}

absl::StatusOr<std::vector<BatchRecord>> ListBatches(mysql::Transaction& tx,
                                                     const BatchQuery& query) {
  mysql::Values values = {query.after, query.budget_line, query.budget_line, !query.states.empty()};
  for (size_t i = 0; i < std::size(kBatchStates); ++i) {
    const size_t state = std::min(i, query.states.size() - 1);
    values.push_back(query.states.empty() ? 0 : Stored(query.states[state]));
  }
  values.push_back(query.limit);
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kList, values));
  std::vector<BatchRecord> batches;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(BatchRecord batch, Load(tx, row));
    batches.push_back(std::move(batch));
  }
  return batches;
}

absl::Status InsertPlaces(mysql::Transaction& tx, const Ulid& batch,
                          const std::vector<PlaceRecord>& places) {
  std::vector<mysql::Values> rows;
  for (const PlaceRecord& place : places) {
    rows.push_back({place.line, place.attempt, place.item, EndToEndId(place.line, place.attempt),
                    place.account, place.amount, batch, place.seq});
  }
  return tx.InsertMany(kInsertPlaces, rows).status();
}

absl::StatusOr<std::vector<PlaceRecord>> PlacesOf(mysql::Transaction& tx, const Ulid& batch) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kPlaces, {batch}));
  std::vector<PlaceRecord> places;
  for (const mysql::Row& row : rows) {
    places.push_back({.line = row.Id(0),
                      .attempt = row.Int(1),
                      .item = row.Id(2),
                      .account = row.Id(3),
                      .amount = row.Money(4),
                      .seq = row.Int(5),
                      .result = row.OptText(6)});
  }
  return places;
}

absl::Status DropPlaces(mysql::Transaction& tx, const Ulid& batch) {
  return tx.Execute(kDropPlaces, {batch}).status();
}

absl::StatusOr<std::vector<Ulid>> BatchesUnanswered(mysql::Transaction& tx, CivilDay day,
                                                    const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kUnanswered,
               {Stored(BatchState::kSent), Stored(BatchState::kAccepted), day, after, limit}));
  std::vector<Ulid> ids;
  for (const mysql::Row& row : rows) ids.push_back(row.Id(0));
  return ids;
}

absl::Status SetResult(mysql::Transaction& tx, const Ulid& batch, int64_t seq,
                       absl::string_view code, CivilDay day) {
  return tx.Execute(kSetResult, {code, day, batch, seq}).status();
}

absl::StatusOr<bool> NoteAbsorbed(mysql::Transaction& tx, const Ulid& batch,
                                  const AbsorbedFile& file) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  LADDER_ASSIGN_OR_RETURN(const int64_t written,
                          tx.Execute(kAbsorb, {batch, file.digest, file.kind, file.paid,
                                               file.returned, file.contradicted, file.actor, now}));
  return written == 1;
}

}  // namespace ladder::subsidy
