#include "subsidy-svc/storage/policies.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

// Behind "SELECT " of every statement that Load reads.
#define LADDER_VERSION_COLUMNS                                                 \
  "id, version, last_event, policy, code, state, in_force_from, in_force_to, " \
  "effective_on, document, drafter, approver FROM policy_version "

constexpr char kInsert[] =
    "INSERT INTO policy_version (id, version, last_event, recorded_at, policy, code, state, "
    "in_force_from, in_force_to, effective_on, document, drafter) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE code = code";
constexpr char kInsertParameters[] =
    "INSERT INTO policy_parameter (policy_version_id, param_key, valid_from, valid_to, value, "
    "unit, source) VALUES";
// More than a policy ever gets.
constexpr int kVersionsMax = 200;
constexpr char kStoredPolicies[] =
    "SELECT DISTINCT policy FROM policy_version ORDER BY policy LIMIT 100";
constexpr char kInsertDraft[] =
    "INSERT INTO policy_version (id, version, last_event, recorded_at, policy, code, state, "
    "in_force_from, in_force_to, effective_on, document, drafter) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kList[] =
    "SELECT " LADDER_VERSION_COLUMNS "WHERE policy = ? AND code > ? ORDER BY code LIMIT ?";
constexpr char kGet[] = "SELECT " LADDER_VERSION_COLUMNS "WHERE code = ?";
constexpr char kLockOfPolicy[] =
    "SELECT id FROM policy_version WHERE policy = ? ORDER BY id FOR UPDATE";
constexpr char kUpdate[] =
    "UPDATE policy_version SET version = ?, recorded_at = ?, state = ?, in_force_from = ?, "
    "in_force_to = ?, effective_on = ?, document = ? WHERE id = ? AND version = ?";
constexpr char kApprove[] = "UPDATE policy_version SET approver = ?, approved_at = ? WHERE id = ?";
constexpr char kDropParameters[] = "DELETE FROM policy_parameter WHERE policy_version_id = ?";
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
                                      .document = row.Text(9)},
                          .drafter = row.Text(10),
                          .approver = row.OptText(11).value_or("")};
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

absl::Status InsertParameters(mysql::Transaction& tx, const Ulid& id,
                              const std::vector<Parameter>& parameters) {
  std::vector<mysql::Values> rows;
  for (const Parameter& parameter : parameters) {
    rows.push_back({id, parameter.key, parameter.valid_from, parameter.valid_to, parameter.value,
                    Stored(parameter.unit), parameter.source});
  }
  return rows.empty() ? absl::OkStatus() : tx.InsertMany(kInsertParameters, rows).status();
}

absl::Status SaveRoot(mysql::Transaction& tx, const VersionRecord& before,
                      const VersionRecord& after) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  const PolicyVersion& version = after.version;
  LADDER_ASSIGN_OR_RETURN(
      const int64_t saved,
      tx.Execute(kUpdate, {after.root.version, now, Stored(version.state), version.in_force_from,
                           version.in_force_to, version.effective_on, version.document,
                           after.root.id, before.root.version}));
  return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
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
  return written == 0 ? absl::OkStatus() : InsertParameters(tx, id, version.parameters);
}

absl::Status InsertDraft(mysql::Transaction& tx, const VersionRecord& draft) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows others,
                          tx.Query(kLockOfPolicy, {PolicyName(draft.version.policy)}));
  if (others.size() >= static_cast<size_t>(kVersionsMax)) {
    return Refuse(Reason::kVersionsTooMany,
                  {{"policy", std::string(PolicyName(draft.version.policy))},
                   {"max", absl::StrCat(kVersionsMax)}});
  }
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  const PolicyVersion& version = draft.version;
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kInsertDraft, {draft.root.id, draft.root.version, draft.root.last_event, now,
                                PolicyName(version.policy), version.code, Stored(version.state),
                                version.in_force_from, version.in_force_to, version.effective_on,
                                version.document, draft.drafter})
          .status());
  return InsertParameters(tx, draft.root.id, version.parameters);
}

absl::StatusOr<VersionRecord> LockVersion(mysql::Transaction& tx, Policy policy,
                                          absl::string_view code) {
  LADDER_RETURN_IF_ERROR(tx.Query(kLockOfPolicy, {PolicyName(policy)}).status());
  return LoadVersion(tx, code);
}

absl::Status SaveDraft(mysql::Transaction& tx, const VersionRecord& before,
                       const VersionRecord& after) {
  LADDER_RETURN_IF_ERROR(SaveRoot(tx, before, after));
  LADDER_RETURN_IF_ERROR(tx.Execute(kDropParameters, {after.root.id}).status());
  return InsertParameters(tx, after.root.id, after.version.parameters);
}

absl::Status SaveApproved(mysql::Transaction& tx, const VersionRecord& before,
                          const VersionRecord& after) {
  LADDER_RETURN_IF_ERROR(SaveRoot(tx, before, after));
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return tx.Execute(kApprove, {after.approver, now, after.root.id}).status();
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

absl::StatusOr<std::vector<PolicyVersion>> VersionsOf(mysql::Transaction& tx, Policy policy) {
  LADDER_ASSIGN_OR_RETURN(std::vector<VersionRecord> records,
                          ListVersions(tx, policy, "", kVersionsMax));
  std::vector<PolicyVersion> versions;
  for (VersionRecord& record : records) versions.push_back(std::move(record.version));
  return versions;
}

absl::StatusOr<VersionRecord> LoadVersion(mysql::Transaction& tx, absl::string_view code) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {code}));
  if (!row) return Refuse(Reason::kVersionUnknown, {{"version", std::string(code)}});
  return Load(tx, *row);
}

}  // namespace ladder::subsidy
