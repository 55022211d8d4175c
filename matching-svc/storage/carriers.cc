#include "matching-svc/storage/carriers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matching-svc/domain/hire.h"
#include "matching-svc/storage/code_values.h"
#include "matching-svc/storage/root_table.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr char kCountHeads[] = "SELECT COUNT(*) FROM hire WHERE carrier_id = ? AND state = ?";

Carrier Read(const mysql::Row& row, size_t c) {
  return {.facts = {.kind = ReadCode<CarrierKind>(row, c),
                    .display_name = row.Text(c + 1),
                    .division = row.Int(c + 2),
                    .site = row.Text(c + 3),
                    .enterprise = row.OptId(c + 4),
                    .relocation_site = row.Text(c + 5),
                    .walk_metres = ReadInt(row, c + 6)},
          .state = ReadCode<CarrierState>(row, c + 7),
          .recognised_on = row.OptDay(c + 8),
          .review_on = row.OptDay(c + 9),
          .withdrawn_on = row.OptDay(c + 10),
          .withdraw_reason = row.Text(c + 11)};
}

mysql::Values Write(const Carrier& carrier) {
  const CarrierDraft& facts = carrier.facts;
  return {Number(facts.kind), facts.display_name,    facts.division,
          facts.site,         facts.enterprise,      facts.relocation_site,
          facts.walk_metres,  Number(carrier.state), carrier.recognised_on,
          carrier.review_on,  carrier.withdrawn_on,  carrier.withdraw_reason};
}

const RootTable<Carrier>& Table() {
  static const auto& table = *new RootTable<Carrier>(
      {.table = "carrier",
       .collection = "carriers",
       .columns = {"kind", "display_name", "division", "site", "enterprise_id", "relocation_site",
                   "walk_metres", "state", "recognised_on", "review_on", "withdrawn_on",
                   "withdraw_reason"}},
      Read, Write);
  return table;
}

// The filters that no key serves; zero, "" and the last day of all stand for "any".
constexpr char kOthers[] =
    " AND (? = 0 OR kind = ?) AND (? = 0 OR state = ?) AND (? = '' OR relocation_site = ?) "
    "AND (? = 0 OR review_on <= ?) ";

struct ListSql {
  std::string by_id = Table().Select(absl::StrCat("WHERE id > ?", kOthers, "ORDER BY id LIMIT ?"));
  std::string by_division = Table().Select(
      absl::StrCat("WHERE division >= ? AND division <= ? AND (division > ? OR id > ?)", kOthers,
                   "ORDER BY division, id LIMIT ?"));
};
const ListSql& Sql() {
  static const auto& sql = *new ListSql();
  return sql;
}

}  // namespace

absl::StatusOr<Carrier> GetCarrier(mysql::Transaction& tx, const Ulid& id) {
  return Table().Get(tx, id);
}
absl::StatusOr<Carrier> LockCarrier(mysql::Transaction& tx, const Ulid& id) {
  return Table().Lock(tx, id);
}
absl::Status InsertCarrier(mysql::Transaction& tx, const Carrier& carrier) {
  return Table().Insert(tx, carrier);
}
absl::Status SaveCarrier(mysql::Transaction& tx, const Carrier& carrier) {
  return Table().Save(tx, carrier);
}

absl::StatusOr<int> CountHeads(mysql::Transaction& tx, const Ulid& carrier) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kCountHeads, {carrier, Number(HireState::kStarted)}));
  return ReadInt(rows[0], 0);
}

absl::StatusOr<Listed<Carrier>> ListCarriers(mysql::Transaction& tx, const CarrierQuery& query) {
  mysql::Values values;
  if (query.division) {
    values = {std::max(query.division->first, query.after.number), query.division->last,
              query.after.number, query.after.id};
  } else {
    values = {query.after.id};
  }
  const int state = query.state ? Number(*query.state) : 0;
  for (const mysql::Value& value :
       mysql::Values{Number(query.kind), Number(query.kind), state, state, query.relocation_site,
                     query.relocation_site, query.review_due.has_value(),
                     query.review_due.value_or(kForever), query.size + 1}) {
    values.push_back(value);
  }
  LADDER_ASSIGN_OR_RETURN(
      std::vector<Carrier> rows,
      Table().All(tx, query.division ? Sql().by_division : Sql().by_id, values));
  return CutToPage(std::move(rows), query.size, [&](const Carrier& last) {
    return ListKey{.number = query.division ? last.facts.division : 0, .id = last.root.id};
  });
}

}  // namespace ladder::matching
