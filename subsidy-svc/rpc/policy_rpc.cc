#include "subsidy-svc/rpc/policy_rpc.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/decide.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/policy_convert.h"
#include "subsidy-svc/storage/policies.h"

namespace ladder::subsidy {
namespace {

constexpr char kVersionName[] = "policies/{policy}/versions/{version}";

struct VersionName {
  Policy policy = Policy::kTransport;
  std::string code = "";
};

absl::StatusOr<VersionName> ParseVersionName(const std::string& name, absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const auto parts, rpc::ParseName(kVersionName, name, field));
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicy(parts[0]));
  return VersionName{.policy = policy, .code = parts[1]};
}

absl::Status CheckPolicyOf(const VersionRecord& record, const VersionName& name) {
  if (record.version.policy == name.policy) return absl::OkStatus();
  return Refuse(Reason::kVersionPolicy,
                {{"version", name.code}, {"policy", std::string(PolicyName(name.policy))}});
}

// The version of a name, which must be its policy's.
absl::StatusOr<VersionRecord> VersionOf(mysql::Transaction& tx, const std::string& name) {
  LADDER_ASSIGN_OR_RETURN(const VersionName parsed, ParseVersionName(name, "name"));
  LADDER_ASSIGN_OR_RETURN(VersionRecord record, LoadVersion(tx, parsed.code));
  LADDER_RETURN_IF_ERROR(CheckPolicyOf(record, parsed));
  return record;
}

// The same, with every version of its policy locked, and as the caller's etag has it.
absl::StatusOr<VersionRecord> LockVersionOf(mysql::Transaction& tx, const VersionName& name,
                                            const std::string& etag) {
  LADDER_ASSIGN_OR_RETURN(VersionRecord record, LockVersion(tx, name.policy, name.code));
  LADDER_RETURN_IF_ERROR(CheckPolicyOf(record, name));
  LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, record.root.version));
  return record;
}

// Counts the cases that the version decides otherwise.
absl::Status JudgeCases(const google::protobuf::RepeatedPtrField<v1::WorkedCase>& cases,
                        const PolicyVersion& version, VersionApproval& approval) {
  for (const v1::WorkedCase& worked : cases) {
    LADDER_ASSIGN_OR_RETURN(const FactMap facts, ParseFactList(worked.facts()));
    LADDER_ASSIGN_OR_RETURN(const Fen amount, ParseMoneyOr(worked));
    const absl::StatusOr<Decision> decision = Decide(version.policy, facts, version);
    const bool holds = decision.ok() && decision->amount == amount &&
                       static_cast<int>(decision->kind) + 1 == worked.kind() &&
                       InfoOf(decision->reason).name == worked.reason();
    if (holds) continue;
    if (++approval.failed_cases == 1) approval.first_failed_case = worked.case_id();
  }
  return absl::OkStatus();
}

bool IsAsked(const PolicyVersion& version, const v1::ListPolicyVersionsRequest& request,
             CivilDay day) {
  const bool state = request.state() == v1::PolicyVersion::STATE_UNSPECIFIED ||
                     request.state() == static_cast<int>(version.state) + 1;
  return state && (!request.has_entitlement_day() ||
                   (version.in_force_from <= day && day <= version.in_force_to));
}

}  // namespace

void PolicyRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.subsidy.v1.PolicyService")
      .Unary("GetPolicy", this, &PolicyRpc::GetPolicy)
      .Unary("ListPolicies", this, &PolicyRpc::ListPolicies)
      .Unary("GetPolicyVersion", this, &PolicyRpc::GetPolicyVersion)
      .Unary("ListPolicyVersions", this, &PolicyRpc::ListPolicyVersions)
      .Unary("EvaluatePolicyVersion", this, &PolicyRpc::EvaluatePolicyVersion)
      .Unary("CreatePolicyVersion", this, &PolicyRpc::CreatePolicyVersion)
      .Unary("UpdatePolicyVersion", this, &PolicyRpc::UpdatePolicyVersion)
      .Unary("ApprovePolicyVersion", this, &PolicyRpc::ApprovePolicyVersion);
}

absl::StatusOr<v1::Policy> PolicyRpc::GetPolicy(const rpc::Call& call,
                                                const v1::GetPolicyRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicyName(request.name(), "name"));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Policy> {
    LADDER_ASSIGN_OR_RETURN(const std::vector<Policy> stored, StoredPolicies(tx));
    if (std::find(stored.begin(), stored.end(), policy) != stored.end()) return ToProto(policy);
    return Refuse(::ladder::Reason::kNotFound, {{"name", request.name()}});
  });
}

absl::StatusOr<v1::ListPoliciesResponse> PolicyRpc::ListPolicies(const rpc::Call& call,
                                                                 const v1::ListPoliciesRequest&) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPoliciesResponse> {
        LADDER_ASSIGN_OR_RETURN(const std::vector<Policy> stored, StoredPolicies(tx));
        v1::ListPoliciesResponse response;
        std::string last;
        for (const Policy policy : stored) {
          const std::string code(PolicyName(policy));
          if (code <= page.after) continue;
          if (response.policies_size() == page.size) {
            response.set_next_page_token(context_.pager.Next(call, page, last));
            break;
          }
          *response.add_policies() = ToProto(policy);
          last = code;
        }
        return response;
      });
}

absl::StatusOr<v1::PolicyVersion> PolicyRpc::GetPolicyVersion(
    const rpc::Call& call, const v1::GetPolicyVersionRequest& request) {
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PolicyVersion> {
        LADDER_ASSIGN_OR_RETURN(const VersionRecord record, VersionOf(tx, request.name()));
        return ToProto(record);
      });
}

absl::StatusOr<v1::ListPolicyVersionsResponse> PolicyRpc::ListPolicyVersions(
    const rpc::Call& call, const v1::ListPolicyVersionsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicyName(request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day,
                          ParseDayOr(request.has_entitlement_day(), request.entitlement_day(),
                                     CivilDay(), "entitlement_day"));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPolicyVersionsResponse> {
        LADDER_ASSIGN_OR_RETURN(const std::vector<VersionRecord> versions,
                                ListVersions(tx, policy, page.after, page.size));
        v1::ListPolicyVersionsResponse response;
        for (const VersionRecord& record : versions) {
          if (IsAsked(record.version, request, day)) {
            *response.add_policy_versions() = ToProto(record);
          }
        }
        // A full page may be the last; then the next one is empty.
        if (versions.size() == static_cast<size_t>(page.size)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, versions.back().version.code));
        }
        return response;
      });
}

absl::StatusOr<v1::Decision> PolicyRpc::EvaluatePolicyVersion(
    const rpc::Call& call, const v1::EvaluatePolicyVersionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const FactMap facts, ParseFactList(request.facts()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Decision> {
        LADDER_ASSIGN_OR_RETURN(const VersionRecord record, VersionOf(tx, request.name()));
        LADDER_ASSIGN_OR_RETURN(const Decision decision,
                                Decide(record.version.policy, facts, record.version));
        return ToProto(decision, facts);
      });
}

absl::StatusOr<v1::PolicyVersion> PolicyRpc::CreatePolicyVersion(
    const rpc::Call& call, const v1::CreatePolicyVersionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicyName(request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(
      const PolicyVersion version,
      ParseVersion(request.policy_version(), policy, request.policy_version_id()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PolicyVersion> {
        const VersionRecord draft = {.root = NewRoot(Ulid::New(call.now())),
                                     .version = version,
                                     .drafter = call.principal().name};
        LADDER_RETURN_IF_ERROR(InsertDraft(tx, draft));
        return ToProto(draft);
      });
}

absl::StatusOr<v1::PolicyVersion> PolicyRpc::UpdatePolicyVersion(
    const rpc::Call& call, const v1::UpdatePolicyVersionRequest& request) {
  const v1::PolicyVersion& asked = request.policy_version();
  LADDER_ASSIGN_OR_RETURN(const VersionName name,
                          ParseVersionName(asked.name(), "policy_version.name"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PolicyVersion> {
        LADDER_ASSIGN_OR_RETURN(const VersionRecord before, LockVersionOf(tx, name, asked.etag()));
        LADDER_RETURN_IF_ERROR(
            CheckDraftChange(before.version, before.drafter, call.principal().name));
        v1::PolicyVersion merged = ToProto(before);
        LADDER_RETURN_IF_ERROR(ApplyMask(asked, request.update_mask(), merged));
        VersionRecord after = before;
        LADDER_ASSIGN_OR_RETURN(after.version, ParseVersion(merged, name.policy, name.code));
        after.root.version += 1;
        LADDER_RETURN_IF_ERROR(SaveDraft(tx, before, after));
        return ToProto(after);
      });
}

absl::StatusOr<v1::PolicyVersion> PolicyRpc::ApprovePolicyVersion(
    const rpc::Call& call, const v1::ApprovePolicyVersionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const VersionName name, ParseVersionName(request.name(), "name"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PolicyVersion> {
        LADDER_ASSIGN_OR_RETURN(const VersionRecord before,
                                LockVersionOf(tx, name, request.etag()));
        VersionApproval approval = {
            .drafter = before.drafter, .approver = call.principal().name, .today = call.today()};
        LADDER_RETURN_IF_ERROR(JudgeCases(request.cases(), before.version, approval));
        LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyVersion> others,
                                VersionsOf(tx, name.policy));
        VersionRecord after = before;
        LADDER_ASSIGN_OR_RETURN(after.version, ApproveVersion(before.version, approval, others));
        after.approver = approval.approver;
        after.root.version += 1;
        LADDER_RETURN_IF_ERROR(SaveApproved(tx, before, after));
        return ToProto(after);
      });
}

}  // namespace ladder::subsidy
