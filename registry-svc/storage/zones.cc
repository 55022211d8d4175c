#include "registry-svc/storage/zones.h"

#include <map>
#include <utility>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/storage/record_table.h"

namespace ladder::registry {
namespace {

constexpr char kInsert[] =
    "INSERT INTO zone (id, version, last_event, recorded_at, display_name) VALUES (?, ?, ?, ?, ?)";
constexpr char kGet[] =
    "SELECT id, version, last_event, recorded_at, display_name FROM zone WHERE id = ?";
constexpr char kList[] =
    "SELECT id, version, last_event, recorded_at, display_name FROM zone WHERE id > ? ORDER BY id "
    "LIMIT ?";

constexpr char kSnapshot[] =
    "SELECT id, version, last_event, recorded_at, display_name FROM zone "
    "WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?";

// One member over the days of one period of the zone.
struct MemberRow {
  DivisionCode division = {};
  CivilDay from = {};
  CivilDay to = kForever;
  friend bool operator==(const MemberRow&, const MemberRow&) = default;
};

const RecordTable<MemberRow>& MemberTable() {
  static const auto& table = *new RecordTable<MemberRow>(
      {.table = "zone_member",
       .owner = "zone_id",
       .keys = {"division", "valid_from"},
       .values = {"valid_to"}},
      [](const mysql::Row& row, size_t c) -> MemberRow {
        return {.division = DivisionCode::FromNumber(row.Int(c)),
                .from = row.Day(c + 1),
                .to = row.Day(c + 2)};
      },
      [](const MemberRow& row) -> mysql::Values {
        return {row.division.number(), row.from, row.to};
      });
  return table;
}

std::vector<MemberRow> RowsOf(const Timeline<ZoneMembers>& members) {
  std::vector<MemberRow> rows;
  for (const Period<ZoneMembers>& period : members.periods()) {
    for (const DivisionCode division : period.value)
      rows.push_back({division, period.from, period.to});
  }
  return rows;
}

// The rows come in the order of divisions, which is the order of a period's members.
Timeline<ZoneMembers> MembersOf(const std::vector<MemberRow>& rows) {
  std::map<CivilDay, Period<ZoneMembers>> periods;
  for (const MemberRow& row : rows) {
    Period<ZoneMembers>& period = periods[row.from];
    period.from = row.from;
    period.to = row.to;
    period.value.push_back(row.division);
  }
  std::vector<Period<ZoneMembers>> ordered;
  for (auto& [from, period] : periods) ordered.push_back(std::move(period));
  return Timeline<ZoneMembers>(std::move(ordered));
}

absl::StatusOr<Zone> Load(mysql::Transaction& tx, const mysql::Row& row) {
  Zone zone = {.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
               .recorded = row.Time(3),
               .display_name = row.Text(4)};
  LADDER_ASSIGN_OR_RETURN(const std::vector<MemberRow> members,
                          MemberTable().Load(tx, zone.root.id));
  zone.members = MembersOf(members);
  return zone;
}

absl::StatusOr<std::vector<Zone>> LoadAll(mysql::Transaction& tx, const mysql::Rows& rows) {
  std::vector<Zone> zones;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(Zone zone, Load(tx, row));
    zones.push_back(std::move(zone));
  }
  return zones;
}

}  // namespace

absl::Status InsertZone(mysql::Transaction& tx, const Zone& zone) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.RecordNow());
  LADDER_RETURN_IF_ERROR(tx.Execute(kInsert, {zone.root.id, zone.root.version, zone.root.last_event,
                                              now, zone.display_name})
                             .status());
  return MemberTable().Save(tx, zone.root.id, Diff({}, RowsOf(zone.members)), now);
}

absl::StatusOr<Zone> GetZone(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kGet, {id}));
  if (!row) return Refuse(::ladder::Reason::kNotFound, {{"name", "zones/" + id.ToString()}});
  return Load(tx, *row);
}

absl::StatusOr<std::vector<Zone>> ListZones(mysql::Transaction& tx, const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kList, {after, limit}));
  return LoadAll(tx, rows);
}

absl::StatusOr<std::vector<Zone>> SnapshotZones(mysql::Transaction& tx, int partition,
                                                const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSnapshot, {after, partition, limit}));
  return LoadAll(tx, rows);
}

}  // namespace ladder::registry
