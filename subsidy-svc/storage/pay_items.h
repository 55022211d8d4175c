// Pay items, their attempts and the steps by which people moved them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

absl::Status InsertItem(mysql::Transaction& tx, const ItemRecord& item);
// NOT_FOUND when absent or out of scope.
absl::StatusOr<ItemRecord> GetItem(mysql::Transaction& tx, const Ulid& id, const Scope& scope);
absl::StatusOr<ItemRecord> LockItem(mysql::Transaction& tx, const Ulid& id, const Scope& scope);
// ETAG_MISMATCH when the row is not `before`'s.
absl::Status SaveItem(mysql::Transaction& tx, const ItemRecord& before, const ItemRecord& after);

// Somebody's step of an item.
struct ItemStepRecord {
  Ulid id = {};
  PayItemEvent event = PayItemEvent::kRelease;
  std::string actor = "";
  Role role = Role::kSystem;
  Ulid person = {};
  CivilDay day = {};
  std::string remark = "";                            // may name people
  PayItemState after = PayItemState::kFundRequested;  // read alone: the item that is saved tells it
};
absl::Status InsertItemStep(mysql::Transaction& tx, const ItemRecord& before,
                            const ItemRecord& after, const ItemStepRecord& step);

// The item's steps by id after `after`.
absl::StatusOr<std::vector<ItemStepRecord>> ListItemSteps(mysql::Transaction& tx, const Ulid& item,
                                                          const Ulid& after, int limit);

struct ItemQuery {
  std::vector<PayItemState> states = {};  // empty: all
  std::optional<Ulid> budget_line = std::nullopt;
  std::optional<Ulid> claim = std::nullopt;
  std::optional<Ulid> batch = std::nullopt;
  std::optional<Ulid> payee = std::nullopt;
  Ulid after = {};
  int limit = 50;
};
// By id, to be shown: without the duties that people have held.
absl::StatusOr<std::vector<ItemRecord>> ListItems(mysql::Transaction& tx, const Scope& scope,
                                                  const ItemQuery& query);
// The line's items that wait for a batch, by id after `after`; the same without duties.
absl::StatusOr<std::vector<ItemRecord>> ReleasedItems(mysql::Transaction& tx, const Scope& scope,
                                                      const Ulid& budget_line, const Ulid& after,
                                                      int limit);

// The items that the bank paid on the day, whatever became of them, by id after `after`.
absl::StatusOr<std::vector<ItemRecord>> ItemsPaidOn(mysql::Transaction& tx, CivilDay day,
                                                    const Ulid& after, int limit);
// The ids of items that came back on or before `day`, in the order of ids after `after`.
absl::StatusOr<std::vector<Ulid>> ReturnedBefore(mysql::Transaction& tx, CivilDay day,
                                                 const Ulid& after, int limit);
// Whether a payment of the batch is to somebody who has died or is not known any more, or to an
// account that is closed on the day.
absl::StatusOr<bool> BatchIsUnpayable(mysql::Transaction& tx, const Ulid& batch, CivilDay day);
// Whether the bank booked the claim's money, whatever became of it.
absl::StatusOr<bool> WasPaid(mysql::Transaction& tx, const Ulid& claim);
// The sums of a line's items by state.
absl::StatusOr<std::vector<std::pair<PayItemState, Fen>>> SumsByState(mysql::Transaction& tx,
                                                                      const Ulid& budget_line);

// The items of a claim, locked in the order of ids; the claim's scope was checked.
absl::StatusOr<std::vector<ItemRecord>> LockItemsOfClaim(mysql::Transaction& tx, const Ulid& claim);
// The items of a batch, locked in the order of ids; whoever handles the batch handles all of it.
absl::StatusOr<std::vector<ItemRecord>> LockItemsOfBatch(mysql::Transaction& tx, const Ulid& batch);

}  // namespace ladder::subsidy
