#include "tools/verify/stored_policies.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <chrono>
#include <memory>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ladder/subsidy/v1/policy.grpc.pb.h"
#include "platform/identity/principal.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"

namespace ladder::verify {
namespace {

namespace v1 = ::ladder::subsidy::v1;

constexpr char kIdentity[] = "principal=systems/verify; permissions=subsidy.policies.evaluate";
constexpr auto kPatience = std::chrono::seconds(10);

v1::Fact ToProto(const std::string& key, const subsidy::FactValue& value) {
  v1::Fact fact;
  fact.set_key(key);
  if (const auto* flag = std::get_if<bool>(&value)) fact.set_flag(*flag);
  if (const auto* number = std::get_if<int64_t>(&value)) fact.set_integer(*number);
  if (const auto* text = std::get_if<std::string>(&value)) fact.set_text(*text);
  if (const auto* texts = std::get_if<subsidy::FactTexts>(&value)) {
    v1::TextList& list = *fact.mutable_texts();  // also of none
    for (const std::string& text : *texts) list.add_values(text);
  }
  if (const auto* pairs = std::get_if<subsidy::FactPairs>(&value)) {
    v1::CertificateList& list = *fact.mutable_certificates();
    for (const auto& [occupation, certificate] : *pairs) {
      v1::HeldCertificate& held = *list.add_values();
      held.set_occupation(occupation);
      held.set_certificate(certificate);
    }
  }
  if (const auto* counts = std::get_if<subsidy::FactCounts>(&value)) {
    v1::CountList& list = *fact.mutable_counts();
    for (const auto& [name, count] : *counts) {
      v1::NamedCount& named = *list.add_values();
      named.set_key(name);
      named.set_count(count);
    }
  }
  return fact;
}

// A refusal is what became of the case; anything else is why nothing could be decided.
absl::StatusOr<CaseOutcome> OutcomeOf(const grpc::Status& status, const v1::Decision& decision) {
  if (!status.ok()) {
    const std::string reason = rpc::ReasonOfDetails(status.error_details());
    if (!reason.empty()) return CaseOutcome{.refusal = reason};
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  }
  LADDER_ASSIGN_OR_RETURN(const Fen amount, rpc::ParseMoney(decision.amount(), "amount"));
  const std::string kind = v1::DecisionKind_Name(decision.kind());
  return CaseOutcome{.decision = std::string(absl::StripPrefix(kind, "DECISION_KIND_")),
                     .fen = amount.value(),
                     .reason = decision.reason()};
}

}  // namespace

Decider DecideByStored(const std::string& address) {
  const std::shared_ptr<v1::PolicyService::Stub> stub =
      v1::PolicyService::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  return [stub](absl::string_view policy, absl::string_view version,
                const subsidy::FactMap& facts) -> absl::StatusOr<CaseOutcome> {
    v1::EvaluatePolicyVersionRequest request;
    request.set_name(absl::StrCat("policies/", policy, "/versions/", version));
    for (const auto& [key, value] : facts) *request.add_facts() = ToProto(key, value);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kPatience);
    context.AddMetadata(identity::kDevelopmentHeader, kIdentity);
    v1::Decision decision;
    const grpc::Status status = stub->EvaluatePolicyVersion(&context, request, &decision);
    return OutcomeOf(status, decision);
  };
}

}  // namespace ladder::verify
