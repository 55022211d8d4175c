#include "subsidy-svc/storage/pay_items.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

// Behind "SELECT " of every statement that Load reads.
#define LADDER_ITEM_COLUMNS_FROM(table)                                                    \
  "i.id, i.version, i.last_event, i.claim_id, i.claim_line_id, i.payee_kind, i.payee_id, " \
  "i.register_division, i.residence_division, i.payee_account_id, i.budget_line_id, "      \
  "i.amount_fen, i.state, i.state_since, i.attempt, i.pay_batch_id, i.answer_until, "      \
  "i.returned_on, i.return_action, i.account_changed, i.retries, i.paid_on, i.deadline, "  \
  "c.beneficiary_id, c.household_id FROM " table " JOIN claim c ON c.id = i.claim_id "
#define LADDER_ITEM_COLUMNS LADDER_ITEM_COLUMNS_FROM("pay_item i")
#define LADDER_ITEM_COLUMNS_BY_STATE LADDER_ITEM_COLUMNS_FROM("pay_item i FORCE INDEX (by_state)")
// As many as there are states.
#define LADDER_STATES "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

constexpr char kInsert[] =
    "INSERT INTO pay_item (id, version, last_event, recorded_at, claim_id, claim_line_id, "
    "payee_kind, payee_id, register_division, residence_division, budget_line_id, amount_fen, "
    "state, state_since, attempt, account_changed, retries, deadline) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kLock[] = "SELECT id FROM pay_item WHERE id = ? FOR UPDATE";
constexpr char kLockClaim[] =
    "SELECT id FROM pay_item WHERE claim_id = ? ORDER BY id LIMIT 100 FOR UPDATE";
constexpr char kLockBatch[] =
    "SELECT id FROM pay_item WHERE pay_batch_id = ? ORDER BY id LIMIT 501 FOR UPDATE";
constexpr char kGet[] = "SELECT " LADDER_ITEM_COLUMNS "WHERE i.id = ?";
constexpr char kOfClaim[] =
    "SELECT " LADDER_ITEM_COLUMNS "WHERE i.claim_id = ? ORDER BY i.id LIMIT 100";
constexpr char kOfBatch[] =
    "SELECT " LADDER_ITEM_COLUMNS "WHERE i.pay_batch_id = ? ORDER BY i.id LIMIT 501";
constexpr char kList[] =
    "SELECT " LADDER_ITEM_COLUMNS
    "WHERE i.id > ? AND (? IS NULL OR i.budget_line_id = ?) AND (? IS NULL OR i.claim_id = ?) "
    "AND (? IS NULL OR i.pay_batch_id = ?) AND (? IS NULL OR i.payee_id = ?) "
    "AND (? = 0 OR i.state IN " LADDER_STATES ") ORDER BY i.id LIMIT ?";
constexpr char kListOfLine[] =
    "SELECT " LADDER_ITEM_COLUMNS_BY_STATE
    "WHERE i.id > ? AND i.budget_line_id = ? AND (? IS NULL OR i.claim_id = ?) "
    "AND (? IS NULL OR i.pay_batch_id = ?) AND (? IS NULL OR i.payee_id = ?) "
    "AND i.state IN " LADDER_STATES " ORDER BY i.id LIMIT ?";
constexpr char kReleased[] =
    "SELECT " LADDER_ITEM_COLUMNS_BY_STATE
    "WHERE i.budget_line_id = ? AND i.state = ? AND i.id > ? ORDER BY i.id LIMIT ?";
constexpr char kUpdate[] =
    "UPDATE pay_item SET version = ?, recorded_at = ?, payee_account_id = ?, state = ?, "
    "state_since = ?, attempt = ?, pay_batch_id = ?, answer_until = ?, returned_on = ?, "
    "return_action = ?, account_changed = ?, retries = ?, paid_on = ?, deadline = ? "
    "WHERE id = ? AND version = ?";
constexpr char kInsertStep[] =
    "INSERT INTO pay_step (pay_item_id, id, event, state_before, state_after, actor, actor_role, "
    "actor_person, duty, remark_enc, step_day, recorded_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kSteps[] =
    "SELECT id, event, state_after, actor, actor_role, remark_enc, step_day FROM pay_step "
    "WHERE pay_item_id = ? AND id > ? ORDER BY id LIMIT ?";
constexpr char kPaidOn[] =
    "SELECT " LADDER_ITEM_COLUMNS "WHERE i.paid_on = ? AND i.id > ? ORDER BY i.id LIMIT ?";
constexpr char kReturned[] =
    "SELECT id FROM pay_item FORCE INDEX (by_deadline) "
    "WHERE state = ? AND returned_on <= ? AND id > ? ORDER BY id LIMIT ?";
constexpr char kUnpayable[] =
    "SELECT i.id FROM pay_item i JOIN pay_attempt a ON a.pay_item_id = i.id "
    "AND a.pay_batch_id = i.pay_batch_id JOIN payee_account c ON c.id = a.payee_account_id "
    "LEFT JOIN person_fact p ON p.person_id = i.payee_id WHERE i.pay_batch_id = ? AND "
    "(c.valid_from > ? OR c.valid_to < ? OR "
    "(i.payee_kind = ? AND (p.person_id IS NULL OR p.death_on IS NOT NULL))) LIMIT 1";
constexpr char kWasPaid[] =
    "SELECT 1 FROM pay_item WHERE claim_id = ? AND paid_on IS NOT NULL LIMIT 1";
constexpr char kSums[] =
    "SELECT state, CAST(SUM(amount_fen) AS SIGNED) FROM pay_item WHERE budget_line_id = ? "
    "GROUP BY state";
constexpr char kDuties[] =
    "SELECT duty, actor_person FROM claim_review WHERE claim_id = ? AND duty > 1 "
    "AND actor_person IS NOT NULL UNION ALL "
    "SELECT duty, actor_person FROM pay_step WHERE pay_item_id = ? AND duty > 1 "
    "AND actor_person IS NOT NULL LIMIT 2000";

// How many rows a scoped list reads at a time.
constexpr int kStep = 200;

// Without the duties that people have held.
ItemRecord LoadShown(const mysql::Row& row) {
  ItemRecord item = {.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
                     .progress = {.state = FromStored<PayItemState>(row, 12),
                                  .attempt = row.Int(14),
                                  .beneficiary = {.person = row.Id(23),
                                                  .household = row.OptId(24).value_or(Ulid())},
                                  .answer_until = row.OptDay(16),
                                  .returned_on = row.OptDay(17),
                                  .account_changed = row.Bool(19),
                                  .retries = row.Int(20)},
                     .state_since = row.Day(13),
                     .claim = row.Id(3),
                     .line = row.Id(4),
                     .payee = {.kind = static_cast<PartyKind>(row.Int(5)), .id = row.Id(6)},
                     .divisions = {.registered = row.Int(7), .residence = row.Int(8)},
                     .account = row.OptId(9),
                     .budget_line = row.Id(10),
                     .amount = row.Money(11),
                     .batch = row.OptId(15),
                     .paid_on = row.OptDay(21),
                     .deadline = row.OptDay(22)};
  if (!row.IsNull(18)) item.progress.return_action = FromStored<ReturnAction>(row, 18);
  return item;
}

std::vector<ItemRecord> LoadAllShown(const mysql::Rows& rows) {
  std::vector<ItemRecord> items;
  for (const mysql::Row& row : rows) items.push_back(LoadShown(row));
  return items;
}

absl::StatusOr<ItemRecord> Load(mysql::Transaction& tx, const mysql::Row& row) {
  ItemRecord item = LoadShown(row);
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows duties, tx.Query(kDuties, {item.claim, item.root.id}));
  for (const mysql::Row& duty : duties) {
    item.progress.held.push_back({.duty = FromStored<Duty>(duty, 0), .person = duty.Id(1)});
  }
  return item;
}

absl::StatusOr<std::vector<ItemRecord>> LoadAll(mysql::Transaction& tx, const mysql::Rows& rows) {
  std::vector<ItemRecord> items;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(ItemRecord item, Load(tx, row));
    items.push_back(std::move(item));
  }
  return items;
}

// The parameters of kList and kListOfLine.
mysql::Values ParametersOf(const ItemQuery& query, const Ulid& after, int limit) {
  const bool line_and_states = query.budget_line && !query.states.empty();
  mysql::Values values = {after, query.budget_line};
  if (!line_and_states) values.push_back(query.budget_line);
  values.insert(values.end(),
                {query.claim, query.claim, query.batch, query.batch, query.payee, query.payee});
  if (!line_and_states) values.push_back(!query.states.empty());
  for (size_t i = 0; i < std::size(kPayItemStates); ++i) {
    const size_t state = std::min(i, query.states.size() - 1);
    values.push_back(query.states.empty() ? 0 : Stored(query.states[state]));
  }
  values.push_back(limit);
  return values;
}

}  // namespace

absl::Status InsertItem(mysql::Transaction& tx, const ItemRecord& item) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return tx
      .Execute(kInsert,
               {item.root.id, item.root.version, item.root.last_event, now, item.claim, item.line,
                static_cast<int>(item.payee.kind), item.payee.id, item.divisions.registered,
                item.divisions.residence, item.budget_line, item.amount,
                Stored(item.progress.state), item.state_since, item.progress.attempt,
                item.progress.account_changed, item.progress.retries, item.deadline})
      .status();
}

absl::StatusOr<ItemRecord> GetItem(mysql::Transaction& tx, const Ulid& id, const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {id}));
  if (!row) return NoSuch("payItems", id);
  LADDER_ASSIGN_OR_RETURN(ItemRecord item, Load(tx, *row));
  if (!Shows(scope, item.divisions, item.progress.beneficiary.person)) {
    return NoSuch("payItems", id);
  }
  return item;
}

absl::StatusOr<ItemRecord> LockItem(mysql::Transaction& tx, const Ulid& id, const Scope& scope) {
  LADDER_RETURN_IF_ERROR(tx.Query(kLock, {id}).status());
  return GetItem(tx, id, scope);
}

absl::Status SaveItem(mysql::Transaction& tx, const ItemRecord& before, const ItemRecord& after) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  const PayItemProgress& progress = after.progress;
  std::optional<int> action;
  if (progress.return_action) action = Stored(*progress.return_action);
  LADDER_ASSIGN_OR_RETURN(
      const int64_t saved,
      tx.Execute(kUpdate, {after.root.version, now, after.account, Stored(progress.state),
                           after.state_since, progress.attempt, after.batch, progress.answer_until,
                           progress.returned_on, action, progress.account_changed, progress.retries,
                           after.paid_on, after.deadline, after.root.id, before.root.version}));
  return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
}

absl::Status InsertItemStep(mysql::Transaction& tx, const ItemRecord& before,
                            const ItemRecord& after, const ItemStepRecord& step) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return tx
      .Execute(kInsertStep,
               {after.root.id, step.id, Stored(step.event), Stored(before.progress.state),
                Stored(after.progress.state), step.actor, Stored(step.role),
                step.person.is_zero() ? std::nullopt : std::optional<Ulid>(step.person),
                Stored(DutyOf(step.event)), step.remark, step.day, now})
      .status();
}

absl::StatusOr<std::vector<ItemStepRecord>> ListItemSteps(mysql::Transaction& tx, const Ulid& item,
                                                          const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSteps, {item, after, limit}));
  std::vector<ItemStepRecord> steps;
  for (const mysql::Row& row : rows) {
    steps.push_back({.id = row.Id(0),
                     .event = FromStored<PayItemEvent>(row, 1),
                     .actor = row.Text(3),
                     .role = FromStored<Role>(row, 4),
                     .day = row.Day(6),
                     .remark = row.Text(5),
                     .after = FromStored<PayItemState>(row, 2)});
  }
  return steps;
}

absl::StatusOr<std::vector<ItemRecord>> ListItems(mysql::Transaction& tx, const Scope& scope,
                                                  const ItemQuery& query) {
  return WalkShown<ItemRecord>(
      query.after, query.limit, std::max(kStep, query.limit),
      [&](const Ulid& after, int limit) -> absl::StatusOr<std::vector<ItemRecord>> {
        const bool by_state = query.budget_line && !query.states.empty();
        LADDER_ASSIGN_OR_RETURN(
            const mysql::Rows rows,
            tx.Query(by_state ? kListOfLine : kList, ParametersOf(query, after, limit)));
        return LoadAllShown(rows);
      },
      [&](const ItemRecord& item) {
        return Shows(scope, item.divisions, item.progress.beneficiary.person);
      });
}

absl::StatusOr<std::vector<ItemRecord>> ReleasedItems(mysql::Transaction& tx, const Scope& scope,
                                                      const Ulid& budget_line, const Ulid& after,
                                                      int limit) {
  return WalkShown<ItemRecord>(
      after, limit, limit,
      [&](const Ulid& from, int step) -> absl::StatusOr<std::vector<ItemRecord>> {
        LADDER_ASSIGN_OR_RETURN(
            const mysql::Rows rows,
            tx.Query(kReleased, {budget_line, Stored(PayItemState::kFundReleased), from, step}));
        return LoadAllShown(rows);
      },
      [&](const ItemRecord& item) {
        return Shows(scope, item.divisions, item.progress.beneficiary.person);
      });
}

absl::StatusOr<std::vector<ItemRecord>> ItemsPaidOn(mysql::Transaction& tx, CivilDay day,
                                                    const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kPaidOn, {day, after, limit}));
  return LoadAll(tx, rows);
}

absl::StatusOr<std::vector<Ulid>> ReturnedBefore(mysql::Transaction& tx, CivilDay day,
                                                 const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kReturned, {Stored(PayItemState::kReturnedByBank), day, after, limit}));
  std::vector<Ulid> ids;
  for (const mysql::Row& row : rows) ids.push_back(row.Id(0));
  return ids;
}

absl::StatusOr<bool> BatchIsUnpayable(mysql::Transaction& tx, const Ulid& batch, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(
      const auto row,
      tx.QueryOne(kUnpayable, {batch, day, day, static_cast<int>(PartyKind::kPerson)}));
  return row.has_value();
}

absl::StatusOr<bool> WasPaid(mysql::Transaction& tx, const Ulid& claim) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kWasPaid, {claim}));
  return row.has_value();
}

absl::StatusOr<std::vector<std::pair<PayItemState, Fen>>> SumsByState(mysql::Transaction& tx,
                                                                      const Ulid& budget_line) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSums, {budget_line}));
  std::vector<std::pair<PayItemState, Fen>> sums;
  for (const mysql::Row& row : rows) {
    sums.emplace_back(FromStored<PayItemState>(row, 0), row.Money(1));
  }
  return sums;
}

absl::StatusOr<std::vector<ItemRecord>> LockItemsOfClaim(mysql::Transaction& tx,
                                                         const Ulid& claim) {
  LADDER_RETURN_IF_ERROR(tx.Query(kLockClaim, {claim}).status());
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kOfClaim, {claim}));
  return LoadAll(tx, rows);
}

absl::StatusOr<std::vector<ItemRecord>> LockItemsOfBatch(mysql::Transaction& tx,
                                                         const Ulid& batch) {
  LADDER_RETURN_IF_ERROR(tx.Query(kLockBatch, {batch}).status());
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kOfBatch, {batch}));
  return LoadAll(tx, rows);
}

}  // namespace ladder::subsidy
