#include "registry-svc/storage/scope_rows.h"

namespace ladder::registry {
namespace {

template <typename T>
std::vector<ScopeRow> RowsOf(const Timeline<T>& home) {
  std::vector<ScopeRow> rows;
  for (const Period<T>& period : home.periods()) {
    const DivisionCode registered = period.value.registered, residence = period.value.residence;
    if (registered == residence) {
      rows.push_back({registered, ScopeKind::kBoth, period.from, period.to, registered});
      continue;
    }
    rows.push_back({registered, ScopeKind::kRegister, period.from, period.to, residence});
    rows.push_back({residence, ScopeKind::kResidence, period.from, period.to, registered});
  }
  return rows;
}

ScopeRow Read(const mysql::Row& row, size_t c) {
  return {.division = DivisionCode::FromNumber(row.Int(c)),
          .kind = static_cast<ScopeKind>(row.Int(c + 1)),
          .from = row.Day(c + 2),
          .to = row.Day(c + 3),
          .other = DivisionCode::FromNumber(row.Int(c + 4))};
}

mysql::Values Write(const ScopeRow& row) {
  return {row.division.number(), static_cast<int>(row.kind), row.from, row.to, row.other.number()};
}

RecordTable<ScopeRow> Table(const char* table, const char* owner) {
  return RecordTable<ScopeRow>({.table = table,
                                .owner = owner,
                                .keys = {"division", "kind", "valid_from"},
                                .values = {"valid_to", "other_division"}},
                               Read, Write);
}

}  // namespace

std::vector<ScopeRow> ScopeRowsOf(const Timeline<Home>& home) { return RowsOf(home); }
std::vector<ScopeRow> ScopeRowsOf(const Timeline<HouseholdHome>& home) { return RowsOf(home); }

const RecordTable<ScopeRow>& PersonScopeTable() {
  static const auto& table = *new RecordTable<ScopeRow>(Table("person_scope", "person_id"));
  return table;
}

const RecordTable<ScopeRow>& HouseholdScopeTable() {
  static const auto& table = *new RecordTable<ScopeRow>(Table("household_scope", "household_id"));
  return table;
}

}  // namespace ladder::registry
