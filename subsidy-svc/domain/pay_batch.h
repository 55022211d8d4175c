// A batch: payments that go to the bank in one file, once, after two signatures
// (docs/domain.md 5.4, 5.5).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/duties.h"
#include "subsidy-svc/domain/ledger.h"

namespace ladder::subsidy {

// Lines in one file; also what one transaction may write comfortably (docs/architecture.md 9.10).
inline constexpr size_t kBatchItemsMax = 500;

struct BatchItem {
  Ulid item = Ulid();
  BudgetLine budget_line = {};
  Fen amount = Fen();
};

// What a batch may hold. In order: BATCH_EMPTY, BATCH_TOO_LARGE, then by payment BATCH_AMOUNT,
// BATCH_ITEM_TWICE, BATCH_FUND_MIXED.
absl::Status CheckBatchItems(const std::vector<BatchItem>& items);

enum class BatchState {
  kOpen,        // the treasurer
  kSignedOnce,  // the second signer
  kSigned,      // ready to send
  kSent,        // the bank
  kAccepted,    // results come in
  kSettled,     // every payment has its result
  kVoided,
  kRejected,  // the bank refused the file: its number is used up, its payments wait to be freed
};

inline constexpr BatchState kBatchStates[] = {
    BatchState::kOpen,     BatchState::kSignedOnce, BatchState::kSigned, BatchState::kSent,
    BatchState::kAccepted, BatchState::kSettled,    BatchState::kVoided, BatchState::kRejected,
};

enum class BatchEvent {
  kSign,
  kChange,  // voids both signatures
  kSend,
  kAccept,
  kReject,  // the file was refused: its payments go into another batch
  kSettle,
  kVoid,
};

inline constexpr BatchEvent kBatchEvents[] = {
    BatchEvent::kSign,   BatchEvent::kChange, BatchEvent::kSend, BatchEvent::kAccept,
    BatchEvent::kReject, BatchEvent::kSettle, BatchEvent::kVoid,
};

absl::string_view BatchStateName(BatchState state);
absl::string_view BatchEventName(BatchEvent event);

struct BatchSignature {
  Ulid person = Ulid();
  std::string digest = "";  // SM3 of the file that was signed
};

struct BatchProgress {
  BatchState state = BatchState::kOpen;
  Ulid creator = Ulid();
  std::string digest = "";  // SM3 of the batch's file
  std::vector<BatchSignature> signatures = {};
};

struct BatchStep {
  BatchEvent event = BatchEvent::kSign;
  Actor actor = {};
  std::string digest = "";  // SIGN: what is signed; CHANGE: of the new file
};

// Whether the batch's file may be taken out: only when it was sent, so that no file is out whose
// batch can still be voided and paid under another number. BATCH_STATE otherwise.
absl::Status CheckDownload(const BatchProgress& batch);

// Whether the bank's acceptance was taken in before, so that it is no news.
bool WasAccepted(const BatchProgress& batch);

// Whether a receipt says again what the last one said, so that it is no news: a number goes to the
// bank once, so a refusal that comes again is of the file that is refused already.
bool IsRepeated(const BatchProgress& batch, bool accepted);

// The batch after the step. In order: BATCH_STATE, PAY_ITEM_ACTOR, BATCH_SIGNER, BATCH_DIGEST.
// Sending again is no event: the stored bytes are read again.
absl::StatusOr<BatchProgress> ApplyBatchStep(const BatchProgress& batch, const BatchStep& step);

}  // namespace ladder::subsidy
