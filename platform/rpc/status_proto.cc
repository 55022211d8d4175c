#include "platform/rpc/status_proto.h"

#include <optional>

#include "google/rpc/error_details.pb.h"
#include "platform/status/status.h"

namespace ladder::rpc {
namespace {

constexpr char kDomain[] = "ladder";

void AddLocalized(google::rpc::Status& proto, const char* locale, const std::string& text) {
  google::rpc::LocalizedMessage message;
  message.set_locale(locale);
  message.set_message(text);
  proto.add_details()->PackFrom(message);
}

void AddBadRequest(google::rpc::Status& proto, const Refusal& refusal) {
  google::rpc::BadRequest bad_request;
  for (const FieldViolation& violation : refusal.fields) {
    auto* out = bad_request.add_field_violations();
    out->set_field(violation.field);
    // Both languages in one text, the reason first for programs: this message has no field for
    // either.
    out->set_description(violation.reason + ": " + violation.zh + " / " + violation.en);
  }
  proto.add_details()->PackFrom(bad_request);
}

}  // namespace

google::rpc::Status ToStatusProto(const absl::Status& status) {
  google::rpc::Status proto;
  proto.set_code(static_cast<int>(status.code()));
  const std::optional<Refusal> refusal = RefusalOf(status);
  if (!refusal) {
    proto.set_message(std::string(status.message()));
    return proto;
  }
  proto.set_message(refusal->en);
  google::rpc::ErrorInfo info;
  info.set_reason(refusal->reason);
  info.set_domain(kDomain);
  for (const auto& [key, value] : refusal->metadata) (*info.mutable_metadata())[key] = value;
  proto.add_details()->PackFrom(info);
  if (!refusal->fields.empty()) AddBadRequest(proto, *refusal);
  AddLocalized(proto, "zh-CN", refusal->zh);
  AddLocalized(proto, "en", refusal->en);
  if (refusal->retry_after) {
    google::rpc::RetryInfo retry;
    const int64_t ms = absl::ToInt64Milliseconds(*refusal->retry_after);
    retry.mutable_retry_delay()->set_seconds(ms / 1000);
    retry.mutable_retry_delay()->set_nanos(static_cast<int>(ms % 1000) * 1'000'000);
    proto.add_details()->PackFrom(retry);
  }
  return proto;
}

std::string ReasonOfDetails(absl::string_view serialized) {
  google::rpc::Status proto;
  if (!proto.ParseFromArray(serialized.data(), static_cast<int>(serialized.size()))) return "";
  for (const auto& detail : proto.details()) {
    if (google::rpc::ErrorInfo info; detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

}  // namespace ladder::rpc
