#include "registry-svc/storage/household_tables.h"

#include "platform/mysql/code_values.h"

namespace ladder::registry {
namespace {

mysql::Values WriteStatus(const HouseholdStatus& status) {
  return {Number(status.household_class), Number(status.aid), status.causes.bits(),
          status.identified_on,           status.exited_on,   status.risk_on,
          status.risk_cleared_on};
}

mysql::Values WriteHome(const HouseholdHome& home) {
  return {home.registered.number(), home.residence.number(), home.relocated, home.site};
}

}  // namespace

HouseholdStatus ReadHouseholdStatus(const mysql::Row& row, size_t c) {
  return {.household_class = ReadCode<HouseholdClass>(row, c),
          .aid = ReadCode<HouseholdAid>(row, c + 1),
          .causes = EnumSet<PovertyCause>::FromBits(row.Int(c + 2)),
          .identified_on = row.OptDay(c + 3),
          .exited_on = row.OptDay(c + 4),
          .risk_on = row.OptDay(c + 5),
          .risk_cleared_on = row.OptDay(c + 6)};
}

HouseholdHome ReadHouseholdHome(const mysql::Row& row, size_t c) {
  return {.registered = DivisionCode::FromNumber(row.Int(c)),
          .residence = DivisionCode::FromNumber(row.Int(c + 1)),
          .relocated = row.Bool(c + 2),
          .site = row.Text(c + 3)};
}

const RecordTable<Period<HouseholdStatus>>& HouseholdStatusTable() {
  static const auto& table = *new auto(HistoryOf<HouseholdStatus, ReadHouseholdStatus, WriteStatus>(
      "household_class", "household_id",
      {"class", "aid", "causes", "identified_on", "exited_on", "risk_on", "risk_cleared_on"}));
  return table;
}

const RecordTable<Period<HouseholdHome>>& HouseholdHomeTable() {
  static const auto& table = *new auto(HistoryOf<HouseholdHome, ReadHouseholdHome, WriteHome>(
      "household_home", "household_id",
      {"register_division", "residence_division", "relocated", "site"}));
  return table;
}

}  // namespace ladder::registry
