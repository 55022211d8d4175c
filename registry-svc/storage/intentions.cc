#include "registry-svc/storage/intentions.h"

#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/reasons.h"
#include "platform/mysql/code_values.h"
#include "platform/status/status.h"
#include "registry-svc/storage/record_table.h"

namespace ladder::registry {
namespace {

constexpr char kPersonOf[] = "SELECT person_id FROM intention WHERE id = ?";
constexpr char kLock[] =
    "SELECT id, version, last_event, recorded_at, person_id, kind, occupations, place, "
    "wage_min_fen, "
    "no_shifts, care_duty, course, source, withdrawn_for FROM intention WHERE id = ? FOR UPDATE";
constexpr char kGet[] =
    "SELECT id, version, last_event, recorded_at, person_id, kind, occupations, place, "
    "wage_min_fen, "
    "no_shifts, care_duty, course, source, withdrawn_for FROM intention WHERE id = ?";
constexpr char kList[] =
    "SELECT id, version, last_event, recorded_at, person_id, kind, occupations, place, "
    "wage_min_fen, "
    "no_shifts, care_duty, course, source, withdrawn_for FROM intention "
    "WHERE person_id = ? AND id > ? ORDER BY id LIMIT ?";
constexpr char kSnapshot[] =
    "SELECT id, version, last_event, recorded_at, person_id, kind, occupations, place, "
    "wage_min_fen, "
    "no_shifts, care_duty, course, source, withdrawn_for FROM intention "
    "WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?";
constexpr char kInsert[] =
    "INSERT INTO intention (id, version, last_event, recorded_at, person_id, kind, occupations, "
    "place, "
    "wage_min_fen, no_shifts, care_duty, course, source, withdrawn_for) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kUpdate[] =
    "UPDATE intention SET version = ?, last_event = ?, recorded_at = ?, withdrawn_for = ? "
    "WHERE id = ? AND version = ?";

// A row of the history with what the rosters find it by; neither ever changes.
struct StateRow {
  Period<IntentionState> period = {};
  IntentionKind kind = IntentionKind::kUnspecified;
  Ulid person = {};
  friend bool operator==(const StateRow&, const StateRow&) = default;
};

const RecordTable<StateRow>& StateTable() {
  static const auto& table = *new RecordTable<StateRow>(
      {.table = "intention_state",
       .owner = "intention_id",
       .keys = {"valid_from"},
       .values = {"valid_to", "state", "kind", "person_id"}},
      [](const mysql::Row& row, size_t c) -> StateRow {
        return {.period = {.from = row.Day(c),
                           .to = row.Day(c + 1),
                           .value = ReadCode<IntentionState>(row, c + 2)},
                .kind = ReadCode<IntentionKind>(row, c + 3),
                .person = row.Id(c + 4)};
      },
      [](const StateRow& row) -> mysql::Values {
        return {row.period.from, row.period.to, Number(row.period.value), Number(row.kind),
                row.person};
      });
  return table;
}

std::vector<StateRow> RowsOf(const Intention& intention) {
  std::vector<StateRow> rows;
  for (const Period<IntentionState>& period : intention.state.periods()) {
    rows.push_back({.period = period, .kind = intention.kind, .person = intention.person});
  }
  return rows;
}

absl::Status NotFound(const Ulid& id) {
  return Refuse(::ladder::Reason::kNotFound, {{"name", "intentions/" + id.ToString()}});
}

// The root of a row, with its history.
absl::StatusOr<Intention> Load(mysql::Transaction& tx, const mysql::Row& row) {
  Intention intention = {
      .root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
      .recorded = row.Time(3),
      .person = row.Id(4),
      .kind = ReadCode<IntentionKind>(row, 5),
      .details = {.occupations = absl::StrSplit(row.Text(6), ',', absl::SkipEmpty()),
                  .place = ReadCode<PlaceLevel>(row, 7),
                  .wage_min = row.Money(8),
                  .no_shifts = row.Bool(9),
                  .care_duty = row.Bool(10),
                  .course = row.Text(11),
                  .source = row.Text(12)},
      .withdrawn_for = ReadCode<Barrier>(row, 13)};
  LADDER_ASSIGN_OR_RETURN(const std::vector<StateRow> states,
                          StateTable().Load(tx, intention.root.id));
  std::vector<Period<IntentionState>> periods;
  for (const StateRow& state : states) periods.push_back(state.period);
  intention.state = Timeline<IntentionState>(std::move(periods));
  return intention;
}

absl::StatusOr<std::vector<Intention>> LoadAll(mysql::Transaction& tx, const mysql::Rows& rows) {
  std::vector<Intention> intentions;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(Intention intention, Load(tx, row));
    intentions.push_back(std::move(intention));
  }
  return intentions;
}

}  // namespace

absl::StatusOr<Ulid> PersonOfIntention(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kPersonOf, {id}));
  if (!row) return NotFound(id);
  return row->Id(0);
}

absl::StatusOr<Intention> LockIntention(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLock, {id}));
  if (!row) return NotFound(id);
  return Load(tx, *row);
}

absl::Status InsertIntention(mysql::Transaction& tx, const Intention& intention) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.RecordNow());
  const IntentionDetails& details = intention.details;
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kInsert,
                 {intention.root.id, intention.root.version, intention.root.last_event, now,
                  intention.person, Number(intention.kind), absl::StrJoin(details.occupations, ","),
                  Number(details.place), details.wage_min, details.no_shifts, details.care_duty,
                  details.course, details.source, Number(intention.withdrawn_for)})
          .status());
  return StateTable().Save(tx, intention.root.id, Diff({}, RowsOf(intention)), now);
}

absl::Status SaveIntention(mysql::Transaction& tx, const Intention& before,
                           const Intention& after) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, RecordTime(tx, before.recorded));
  LADDER_RETURN_IF_ERROR(
      StateTable().Save(tx, after.root.id, Diff(RowsOf(before), RowsOf(after)), now));
  LADDER_ASSIGN_OR_RETURN(
      const int64_t saved,
      tx.Execute(kUpdate, {after.root.version, after.root.last_event, now,
                           Number(after.withdrawn_for), after.root.id, before.root.version}));
  return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
}

absl::StatusOr<Intention> GetIntention(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kGet, {id}));
  if (!row) return NotFound(id);
  return Load(tx, *row);
}

absl::StatusOr<std::vector<Intention>> ListIntentions(mysql::Transaction& tx, const Ulid& person,
                                                      const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kList, {person, after, limit}));
  return LoadAll(tx, rows);
}

absl::StatusOr<std::vector<Intention>> SnapshotIntentions(mysql::Transaction& tx, int partition,
                                                          const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSnapshot, {after, partition, limit}));
  return LoadAll(tx, rows);
}

}  // namespace ladder::registry
