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
#include "subsidy-svc/storage/policies.h"

namespace ladder::subsidy {
namespace {

constexpr char kVersionName[] = "policies/{policy}/versions/{version}";

v1::Policy ToProto(Policy policy) {
  v1::Policy out;
  out.set_name(absl::StrCat("policies/", PolicyName(policy)));
  out.set_chain(static_cast<v1::ClaimChain>(static_cast<int>(ChainOf(policy)) + 1));
  const absl::string_view fund = FundOf(policy);
  out.set_fund(fund.data(), fund.size());
  return out;
}

v1::PolicyVersion ToProto(const VersionRecord& record) {
  const PolicyVersion& version = record.version;
  v1::PolicyVersion out;
  out.set_name(absl::StrCat("policies/", PolicyName(version.policy), "/versions/", version.code));
  out.set_state(static_cast<v1::PolicyVersion::State>(static_cast<int>(version.state) + 1));
  *out.mutable_in_force_from() = rpc::ToDate(version.in_force_from);
  if (const auto to = rpc::ToOpenDate(version.in_force_to)) *out.mutable_in_force_to() = *to;
  *out.mutable_effective_on() = rpc::ToDate(version.effective_on);
  out.set_document(version.document);
  for (const Parameter& parameter : version.parameters) {
    v1::Parameter& row = *out.add_parameters();
    row.set_key(parameter.key);
    *row.mutable_valid_from() = rpc::ToDate(parameter.valid_from);
    if (const auto to = rpc::ToOpenDate(parameter.valid_to)) *row.mutable_valid_to() = *to;
    row.set_unit(static_cast<v1::ParameterUnit>(static_cast<int>(parameter.unit) + 1));
    if (parameter.unit == Unit::kFen) {
      *row.mutable_amount() = rpc::ToMoney(Fen(parameter.value));
    } else {
      row.set_number(parameter.value);
    }
    row.set_source(parameter.source);
  }
  out.set_etag(rpc::EtagOf(record.root.version));
  return out;
}

// The version of a name, which must be its policy's.
absl::StatusOr<VersionRecord> VersionOf(mysql::Transaction& tx, const std::string& name) {
  LADDER_ASSIGN_OR_RETURN(const auto parts, rpc::ParseName(kVersionName, name));
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicy(parts[0]));
  LADDER_ASSIGN_OR_RETURN(VersionRecord record, LoadVersion(tx, parts[1]));
  if (record.version.policy == policy) return record;
  return Refuse(Reason::kVersionPolicy, {{"version", parts[1]}, {"policy", parts[0]}});
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
      .Unary("EvaluatePolicyVersion", this, &PolicyRpc::EvaluatePolicyVersion);
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

}  // namespace ladder::subsidy
