#include "matching-svc/storage/enterprises.h"

#include <algorithm>
#include <utility>

#include "ladder/matching/v1/reasons.h"
#include "matching-svc/storage/code_values.h"
#include "matching-svc/storage/root_table.h"
#include "matching-svc/storage/sealed.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kStateMax = 127;

Enterprise Read(const mysql::Row& row, size_t c) {
  return {.facts = {.uscc = row.Text(c),
                    .pilot_uscc = row.Bool(c + 1),
                    .display_name = row.Text(c + 2),
                    .industry = row.Text(c + 3),
                    .division = row.Int(c + 4),
                    .address = row.Text(c + 5),
                    .contact_name = row.Text(c + 6),
                    .contact_phone = PhoneFromStored(row.Text(c + 7)),
                    .dishonest = row.Bool(c + 8),
                    .wage_arrears = row.Bool(c + 9)},
          .state = ReadCode<EnterpriseState>(row, c + 10),
          .registered_on = row.Day(c + 12),
          .block_reason = row.Text(c + 11),
          .retention_bp = ReadInt(row, c + 13)};
}

mysql::Values Write(const Enterprise& enterprise) {
  const EnterpriseDraft& facts = enterprise.facts;
  return {facts.uscc,
          facts.pilot_uscc,
          facts.display_name,
          facts.industry,
          facts.division,
          facts.address,
          facts.contact_name,
          StoredPhone(facts.contact_phone),
          facts.dishonest,
          facts.wage_arrears,
          Number(enterprise.state),
          enterprise.block_reason,
          enterprise.registered_on,
          enterprise.retention_bp};
}

const RootTable<Enterprise>& Table() {
  static const auto& table = *new RootTable<Enterprise>(
      {.table = "enterprise",
       .collection = "enterprises",
       .columns = {"uscc", "pilot_uscc", "display_name", "industry", "division", "address",
                   "contact_name", "contact_phone_enc", "dishonest", "wage_arrears", "state",
                   "block_reason", "registered_on", "retention_bp"}},
      Read, Write);
  return table;
}

struct ListSql {
  std::string by_id = Table().Select("WHERE id > ? AND state BETWEEN ? AND ? ORDER BY id LIMIT ?");
  std::string by_state = Table().Select("WHERE state = ? AND id > ? ORDER BY id LIMIT ?");
  std::string by_uscc =
      Table().Select("WHERE uscc = ? AND id > ? AND state BETWEEN ? AND ? ORDER BY id LIMIT ?");
  std::string by_division = Table().Select(
      "WHERE division >= ? AND division <= ? AND (division > ? OR id > ?) "
      "AND state BETWEEN ? AND ? ORDER BY division, id LIMIT ?");
};
const ListSql& Sql() {
  static const auto& sql = *new ListSql();
  return sql;
}

absl::Status NamedRefusal(absl::Status status) {
  if (ViolatedKey(status) == "by_uscc") {
    return RefuseField(Reason::kEnterpriseExists, "enterprise.uscc");
  }
  return status;
}

}  // namespace

absl::StatusOr<Enterprise> GetEnterprise(mysql::Transaction& tx, const Ulid& id) {
  return Table().Get(tx, id);
}
absl::StatusOr<Enterprise> LockEnterprise(mysql::Transaction& tx, const Ulid& id) {
  return Table().Lock(tx, id);
}
absl::Status InsertEnterprise(mysql::Transaction& tx, const Enterprise& enterprise) {
  return NamedRefusal(Table().Insert(tx, enterprise));
}
absl::Status SaveEnterprise(mysql::Transaction& tx, const Enterprise& enterprise) {
  return NamedRefusal(Table().Save(tx, enterprise));
}

absl::StatusOr<Listed<Enterprise>> ListEnterprises(mysql::Transaction& tx,
                                                   const EnterpriseQuery& query) {
  const int state_min = query.state ? Number(*query.state) : 0;
  const int state_max = query.state ? Number(*query.state) : kStateMax;
  const int limit = query.size + 1;
  absl::StatusOr<std::vector<Enterprise>> rows;
  if (!query.uscc.empty()) {
    rows =
        Table().All(tx, Sql().by_uscc, {query.uscc, query.after.id, state_min, state_max, limit});
  } else if (query.division) {
    rows = Table().All(tx, Sql().by_division,
                       {std::max(query.division->first, query.after.number), query.division->last,
                        query.after.number, query.after.id, state_min, state_max, limit});
  } else if (query.state) {
    rows = Table().All(tx, Sql().by_state, {state_min, query.after.id, limit});
  } else {
    rows = Table().All(tx, Sql().by_id, {query.after.id, state_min, state_max, limit});
  }
  LADDER_RETURN_IF_ERROR(rows.status());
  return CutToPage(*std::move(rows), query.size, [&](const Enterprise& last) {
    return ListKey{.number = query.division ? last.facts.division : 0, .id = last.root.id};
  });
}

absl::StatusOr<std::vector<Enterprise>> SnapshotEnterprises(mysql::Transaction& tx, int partition,
                                                            const Ulid& after, int limit) {
  return Table().Snapshot(tx, partition, after, limit);
}

}  // namespace ladder::matching
