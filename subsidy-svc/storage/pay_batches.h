// Batches with their file, signatures, places of payments in it, and the bank's answers. A batch is
// the county's: who handles it sees the whole county (rpc/county.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// The batch and the bytes of its file; `digest` is the file's SM3, 32 bytes.
absl::Status InsertBatch(mysql::Transaction& tx, const BatchRecord& batch, absl::string_view bytes,
                         absl::string_view digest);
// NOT_FOUND.
absl::StatusOr<BatchRecord> GetBatch(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<BatchRecord> LockBatch(mysql::Transaction& tx, const Ulid& id);
// The batch of a number in the bank's files, locked, if it is ours.
absl::StatusOr<std::optional<BatchRecord>> LockBatchOf(mysql::Transaction& tx,
                                                       absl::string_view number);
// Writes what changed, with the signature that came last; `signature` is its bytes. ETAG_MISMATCH
// when the row is not `before`'s.
absl::Status SaveBatch(mysql::Transaction& tx, const BatchRecord& before, const BatchRecord& after,
                       absl::string_view signature = "");
// The stored bytes of the batch's file.
absl::StatusOr<std::string> FileOfBatch(mysql::Transaction& tx, const Ulid& id);

struct BatchQuery {
  std::vector<BatchState> states = {};  // empty: all
  std::optional<Ulid> budget_line = std::nullopt;
  Ulid after = {};
  int limit = 50;
};
// By id.
absl::StatusOr<std::vector<BatchRecord>> ListBatches(mysql::Transaction& tx,
                                                     const BatchQuery& query);

// One payment's place in a batch's file, and the bank's answer to it.
struct PlaceRecord {
  Ulid line = {};
  int64_t attempt = 1;
  Ulid item = {};
  Ulid account = {};
  Fen amount = Fen();
  int64_t seq = 0;
  std::optional<std::string> result = std::nullopt;
};
absl::Status InsertPlaces(mysql::Transaction& tx, const Ulid& batch,
                          const std::vector<PlaceRecord>& places);
// By seq.
absl::StatusOr<std::vector<PlaceRecord>> PlacesOf(mysql::Transaction& tx, const Ulid& batch);
// Takes the payments out of a batch that is given up, so that another may hold them.
absl::Status DropPlaces(mysql::Transaction& tx, const Ulid& batch);
// The ids of batches at the bank whose answer was due before `day`, in the order of ids.
absl::StatusOr<std::vector<Ulid>> BatchesUnanswered(mysql::Transaction& tx, CivilDay day,
                                                    const Ulid& after, int limit);
absl::Status SetResult(mysql::Transaction& tx, const Ulid& batch, int64_t seq,
                       absl::string_view code, CivilDay day);

// Notes that a file of the bank was taken in; false when the same bytes were before.
struct AbsorbedFile {
  std::string digest = "";  // 32 bytes
  int kind = 1;             // 1 receipt, 2 result
  int64_t paid = 0;
  int64_t returned = 0;
  int64_t contradicted = 0;
  std::string actor = "";
};
absl::StatusOr<bool> NoteAbsorbed(mysql::Transaction& tx, const Ulid& batch,
                                  const AbsorbedFile& file);

}  // namespace ladder::subsidy
