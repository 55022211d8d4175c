#include "subsidy-svc/rpc/policy_convert.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"

namespace ladder::subsidy {
namespace {

constexpr absl::string_view kWritable[] = {"in_force_from", "in_force_to", "effective_on",
                                           "document", "parameters"};
constexpr char kParametersField[] = "policy_version.parameters";

absl::StatusOr<Parameter> ParseParameter(const v1::Parameter& text) {
  const bool money = text.unit() == v1::PARAMETER_UNIT_FEN;
  if (money ? !text.has_amount() : text.value_case() != v1::Parameter::kNumber) {
    return Refuse(Reason::kParameterUnit, {{"key", text.key()}});
  }
  Parameter parameter = {.key = text.key(),
                         .value = text.number(),
                         .unit = static_cast<Unit>(static_cast<int>(text.unit()) - 1),
                         .source = text.source()};
  if (money) {
    LADDER_ASSIGN_OR_RETURN(const Fen fen, rpc::ParseMoney(text.amount(), kParametersField));
    parameter.value = fen.value();
  }
  LADDER_ASSIGN_OR_RETURN(parameter.valid_from,
                          rpc::ParseDate(text.valid_from(), kParametersField));
  LADDER_ASSIGN_OR_RETURN(parameter.valid_to, rpc::ParseDayOr(text.has_valid_to(), text.valid_to(),
                                                              kForever, kParametersField));
  return parameter;
}

}  // namespace

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
  out.set_drafter(record.drafter);
  out.set_approver(record.approver);
  out.set_etag(rpc::EtagOf(record.root.version));
  return out;
}

absl::StatusOr<PolicyVersion> ParseVersion(const v1::PolicyVersion& text, Policy policy,
                                           const std::string& code) {
  PolicyVersion version = {.policy = policy, .code = code, .document = text.document()};
  LADDER_ASSIGN_OR_RETURN(version.in_force_from,
                          rpc::ParseDate(text.in_force_from(), "policy_version.in_force_from"));
  LADDER_ASSIGN_OR_RETURN(version.in_force_to,
                          rpc::ParseDayOr(text.has_in_force_to(), text.in_force_to(), kForever,
                                          "policy_version.in_force_to"));
  LADDER_ASSIGN_OR_RETURN(version.effective_on,
                          rpc::ParseDate(text.effective_on(), "policy_version.effective_on"));
  for (const v1::Parameter& row : text.parameters()) {
    LADDER_ASSIGN_OR_RETURN(Parameter parameter, ParseParameter(row));
    version.parameters.push_back(std::move(parameter));
  }
  LADDER_RETURN_IF_ERROR(CheckVersion(version));
  return version;
}

absl::Status ApplyMask(const v1::PolicyVersion& asked, const google::protobuf::FieldMask& mask,
                       v1::PolicyVersion& target) {
  const auto refused = [](const std::string& path) {
    return RefuseField(::ladder::Reason::kUpdateMaskInvalid, "update_mask", {{"path", path}});
  };
  if (mask.paths().empty()) return refused("");
  v1::PolicyVersion changes = asked;
  const auto& reflection = *target.GetReflection();
  for (const std::string& path : mask.paths()) {
    if (std::find(std::begin(kWritable), std::end(kWritable), path) == std::end(kWritable)) {
      return refused(path);
    }
    reflection.SwapFields(&target, &changes,
                          {v1::PolicyVersion::descriptor()->FindFieldByName(path)});
  }
  return absl::OkStatus();
}

absl::StatusOr<Fen> ParseMoneyOr(const v1::WorkedCase& worked) {
  if (!worked.has_amount()) return Fen();
  return rpc::ParseMoney(worked.amount(), "cases");
}

}  // namespace ladder::subsidy
