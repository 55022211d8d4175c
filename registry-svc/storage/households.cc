#include "registry-svc/storage/households.h"

#include <string>

#include "ladder/options/v1/reasons.h"
#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/storage/household_tables.h"
#include "registry-svc/storage/record_table.h"
#include "registry-svc/storage/scope_rows.h"

namespace ladder::registry {
namespace {

constexpr char kLock[] =
    "SELECT version, last_event, recorded_at, number FROM household WHERE id = ? FOR UPDATE";
constexpr char kSnapshot[] =
    "SELECT version, last_event, recorded_at, number, id FROM household "
    "WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?";
constexpr char kInsert[] =
    "INSERT INTO household (id, version, last_event, recorded_at, number) VALUES (?, ?, ?, ?, ?)";
constexpr char kUpdate[] =
    "UPDATE household SET version = ?, last_event = ?, recorded_at = ? WHERE id = ? AND version = "
    "?";

absl::Status NotFound(const Ulid& id) {
  return Refuse(::ladder::Reason::kNotFound, {{"name", "households/" + id.ToString()}});
}

// Which of the two unique keys stood in the way of the insert.
absl::Status WhyTaken(const absl::Status& status) {
  const std::optional<Refusal> refusal = RefusalOf(status);
  if (!refusal) return status;
  for (const auto& [key, value] : refusal->metadata) {
    if (key == "key" && value == "by_number") {
      return RefuseField(Reason::kHouseholdNoTaken, "household_no");
    }
  }
  return status;
}

absl::Status SaveFacts(mysql::Transaction& tx, const Household& before, const Household& after,
                       absl::Time now) {
  const Ulid& id = after.root.id;
  LADDER_RETURN_IF_ERROR(
      HouseholdStatusTable().Save(tx, id, Diff(before.status, after.status), now));
  LADDER_RETURN_IF_ERROR(HouseholdHomeTable().Save(tx, id, Diff(before.home, after.home), now));
  return HouseholdScopeTable().Save(tx, id, Diff(ScopeRowsOf(before.home), ScopeRowsOf(after.home)),
                                    now);
}

// The household whose root `row` is, with everything now believed.
absl::StatusOr<Household> Load(mysql::Transaction& tx, const Ulid& id, const mysql::Row& row) {
  Household household = {.root = {.id = id, .version = row.Int(0), .last_event = row.Id(1)},
                         .recorded = row.Time(2),
                         .number = HouseholdNo::FromStored(row.Text(3))};
  LADDER_ASSIGN_OR_RETURN(household.status, LoadTimeline(tx, HouseholdStatusTable(), id));
  LADDER_ASSIGN_OR_RETURN(household.home, LoadTimeline(tx, HouseholdHomeTable(), id));
  return household;
}

}  // namespace

absl::StatusOr<Household> LockHousehold(mysql::Transaction& tx, const Ulid& id, const Scope& scope,
                                        CivilDay today) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLock, {id}));
  if (!row) return NotFound(id);
  LADDER_ASSIGN_OR_RETURN(Household household, Load(tx, id, *row));
  const HouseholdHome* home = household.home.At(today);
  const bool seen =
      scope.is_system() || (home != nullptr && (scope.Covers(home->registered.number()) ||
                                                scope.Covers(home->residence.number())));
  if (!seen) return NotFound(id);
  return household;
}

absl::StatusOr<std::vector<Household>> SnapshotHouseholds(mysql::Transaction& tx, int partition,
                                                          const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSnapshot, {after, partition, limit}));
  std::vector<Household> households;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(Household household, Load(tx, row.Id(4), row));
    households.push_back(std::move(household));
  }
  return households;
}

absl::Status InsertHousehold(mysql::Transaction& tx, const Household& household) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.RecordNow());
  const absl::StatusOr<int64_t> inserted =
      tx.Execute(kInsert, {household.root.id, household.root.version, household.root.last_event,
                           now, household.number.value()});
  if (!inserted.ok()) return WhyTaken(inserted.status());
  return SaveFacts(tx, {}, household, now);
}

absl::Status SaveHousehold(mysql::Transaction& tx, const Household& before,
                           const Household& after) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, RecordTime(tx, before.recorded));
  LADDER_RETURN_IF_ERROR(SaveFacts(tx, before, after, now));
  LADDER_ASSIGN_OR_RETURN(const int64_t saved,
                          tx.Execute(kUpdate, {after.root.version, after.root.last_event, now,
                                               after.root.id, before.root.version}));
  return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
}

}  // namespace ladder::registry
