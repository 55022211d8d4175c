#include "matching-svc/rpc/convert.h"

#include "absl/strings/str_cat.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/util/field_mask_util.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::util::FieldMaskUtil;

bool MayChange(const FieldDescriptor& field) {
  if (field.name() == "name" || field.name() == "etag") return false;
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    const auto behavior = options.GetExtension(google::api::field_behavior, i);
    if (behavior == google::api::OUTPUT_ONLY || behavior == google::api::IMMUTABLE) return false;
  }
  return true;
}

}  // namespace

std::string NameOfEnterprise(const Ulid& id) { return rpc::NameOf("enterprises", id); }
std::string NameOfCarrier(const Ulid& id) { return rpc::NameOf("carriers", id); }
std::string NameOfJob(const Ulid& id) { return rpc::NameOf("jobs", id); }
std::string NameOfPerson(const Ulid& id) { return rpc::NameOf("persons", id); }
std::string NameOfIntention(const Ulid& id) { return rpc::NameOf("intentions", id); }
std::string NameOfReferral(const Ulid& person, const Ulid& id) {
  return absl::StrCat(NameOfPerson(person), "/referrals/", id.ToString());
}
std::string NameOfHire(const Ulid& id) { return rpc::NameOf("hires", id); }

absl::StatusOr<int64_t> ParsePlace(absl::string_view name, const DivisionTable& table,
                                   absl::string_view field) {
  if (name.empty()) return 0;
  LADDER_ASSIGN_OR_RETURN(const DivisionCode division, rpc::ParseDivisionName(name, table, field));
  return division.number();
}

absl::Status NotFound(const absl::Status& status, absl::string_view name) {
  if (!absl::IsNotFound(status)) return status;
  return Refuse(::ladder::Reason::kNotFound, {{"name", std::string(name)}});
}

v1::LocalizedText ToProto(const Text& text) {
  v1::LocalizedText proto;
  proto.set_zh(text.zh);
  proto.set_en(text.en);
  return proto;
}

absl::Status ApplyMask(const google::protobuf::Message& changes,
                       const google::protobuf::FieldMask& mask, google::protobuf::Message& target) {
  const auto refused = [](const std::string& path) {
    return RefuseField(::ladder::Reason::kUpdateMaskInvalid, "update_mask", {{"path", path}});
  };
  if (mask.paths().empty()) return refused("");
  for (const std::string& path : mask.paths()) {
    const FieldDescriptor* field = target.GetDescriptor()->FindFieldByName(path);
    if (field == nullptr || !MayChange(*field)) return refused(path);
    target.GetReflection()->ClearField(&target, field);
  }
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(changes, mask, options, &target);
  return absl::OkStatus();
}

}  // namespace ladder::matching
