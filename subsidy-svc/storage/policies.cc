#include "subsidy-svc/storage/policies.h"

#include <utility>

#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

constexpr char kInsert[] =
    "INSERT INTO policy_version (id, version, last_event, recorded_at, policy, code, state, "
    "in_force_from, in_force_to, effective_on, document, drafter) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE code = code";
constexpr char kInsertParameters[] =
    "INSERT INTO policy_parameter (policy_version_id, param_key, valid_from, valid_to, value, "
    "unit, source) VALUES";
constexpr char kStoredPolicies[] =
    "SELECT DISTINCT policy FROM policy_version ORDER BY policy LIMIT 100";
constexpr char kList[] =
    "SELECT id, version, last_event, policy, code, state, in_force_from, in_force_to, "
    "effective_on, document FROM policy_version WHERE policy = ? AND code > ? ORDER BY code "
    "LIMIT ?";
constexpr char kGet[] =
    "SELECT id, version, last_event, policy, code, state, in_force_from, in_force_to, "
    "effective_on, document FROM policy_version WHERE code = ?";
constexpr char kParameters[] =
    "SELECT param_key, valid_from, valid_to, value, unit, source FROM policy_parameter "
    "WHERE policy_version_id = ? ORDER BY param_key, valid_from";

absl::StatusOr<VersionRecord> Load(mysql::Transaction& tx, const mysql::Row& row) {
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicy(row.Text(3)));
  VersionRecord record = {.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
                          .version = {.policy = policy,
                                      .code = row.Text(4),
                                      .in_force_from = row.Day(6),
                                      .in_force_to = row.Day(7),
                                      .effective_on = row.Day(8),
                                      .state = FromStored<VersionState>(row, 5),
                                      .document = row.Text(9)}};
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kParameters, {record.root.id}));
  for (const mysql::Row& parameter : rows) {
    record.version.parameters.push_back({.key = parameter.Text(0),
                                         .valid_from = parameter.Day(1),
                                         .valid_to = parameter.Day(2),
                                         .value = parameter.Int(3),
                                         .unit = FromStored<Unit>(parameter, 4),
                                         .source = parameter.Text(5)});
  }
  return record;
}

}  // namespace

absl::Status SeedVersion(mysql::Transaction& tx, const PolicyVersion& version, absl::Time now) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time recorded, tx.DatabaseNow());
  const Ulid id = Ulid::New(now);
  // Several replicas may start at once: whoever comes second waits for the row and finds it there.
  LADDER_ASSIGN_OR_RETURN(
      const int64_t written,
      tx.Execute(kInsert,
                 {id, int64_t{1}, Ulid(), recorded, PolicyName(version.policy), version.code,
                  Stored(version.state), version.in_force_from, version.in_force_to,
                  version.effective_on, version.document, "systems/subsidy"}));
  if (written == 0) return absl::OkStatus();
  std::vector<mysql::Values> rows;
  for (const Parameter& parameter : version.parameters) {
    rows.push_back({id, parameter.key, parameter.valid_from, parameter.valid_to, parameter.value,
                    Stored(parameter.unit), parameter.source});
  }
  return rows.empty() ? absl::OkStatus() : tx.InsertMany(kInsertParameters, rows).status();
}

absl::StatusOr<std::vector<Policy>> StoredPolicies(mysql::Transaction& tx) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kStoredPolicies));
  std::vector<Policy> policies;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicy(row.Text(0)));
    policies.push_back(policy);
  }
  return policies;
}

absl::StatusOr<std::vector<VersionRecord>> ListVersions(mysql::Transaction& tx, Policy policy,
                                                        absl::string_view after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kList, {PolicyName(policy), after, limit}));
  std::vector<VersionRecord> versions;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(VersionRecord version, Load(tx, row));
    versions.push_back(std::move(version));
  }
  return versions;
}

absl::StatusOr<VersionRecord> LoadVersion(mysql::Transaction& tx, absl::string_view code) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {code}));
  if (!row) return Refuse(Reason::kVersionUnknown, {{"version", std::string(code)}});
  return Load(tx, *row);
}

}  // namespace ladder::subsidy
