// What several RPCs of batches do to a batch and all of its items.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"
#include "subsidy-svc/bank/payment_bytes.h"
#include "subsidy-svc/domain/records.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/service_context.h"
#include "subsidy-svc/storage/pay_batches.h"

namespace ladder::subsidy {

// What a new batch is made of: its items with the accounts that they go to.
struct BatchParts {
  std::vector<ItemRecord> items = {};
  std::vector<AccountRecord> accounts = {};  // beside each item
};

// The released items of the line: those asked for, each of which must be payable, or all that are.
// Refuses with why an asked item can't be paid, and what CheckBatchItems refuses.
absl::StatusOr<BatchParts> CollectItems(mysql::Transaction& tx, const rpc::Call& call,
                                        const BudgetRecord& budget, const std::vector<Ulid>& asked);

// The file's bytes, and each payment's place in it.
absl::StatusOr<PaymentBytes> BuildFile(const ServiceContext& context, const rpc::Call& call,
                                       const std::string& number, const BatchParts& parts,
                                       std::vector<PlaceRecord>& places);

// The batch after an event, its version counted up; not saved.
absl::StatusOr<BatchRecord> StepBatch(const Caller& caller, const BatchRecord& before,
                                      BatchEvent event, const std::string& digest = "");

// BATCH_UNPAYABLE when somebody died or an account was closed since the batch was built. A death
// that the registry's feed has not told of is not seen.
absl::Status CheckStillPayable(mysql::Transaction& tx, const Ulid& batch, CivilDay today);

// PAY_ITEM_CONTRADICTED when the bank's answers about one of the batch's payments contradict each
// other and nobody explained it. The budget line is locked, so that no answer comes between.
absl::Status CheckUncontradicted(mysql::Transaction& tx, const Ulid& batch);

// Every item of the batch takes the event, ACCEPT those alone that the bank did not answer by
// itself. The batch keeps who did it, but for UNBATCH, which takes the items out of it.
absl::Status StepItems(mysql::Transaction& tx, const ServiceContext& context, const rpc::Call& call,
                       const Caller& caller, const BatchRecord& batch, PayItemEvent event);

// Posts an amount of the batch to its line, whose row it locks. `subject` tells postings of one
// batch apart.
absl::Status PostBatch(mysql::Transaction& tx, const rpc::Call& call, const BatchRecord& batch,
                       LedgerEvent event, Fen amount, const std::string& subject);

}  // namespace ladder::subsidy
