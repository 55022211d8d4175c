#include "gateway/transcode/schema.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/json_text.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

namespace pb = ::google::protobuf;

WellKnown WellKnownOf(const std::string& full_name) {
  static const auto* const kTypes = new absl::flat_hash_map<std::string, WellKnown>{
      {"google.protobuf.Timestamp", WellKnown::kTimestamp},
      {"google.protobuf.Duration", WellKnown::kDuration},
      {"google.protobuf.FieldMask", WellKnown::kFieldMask},
      {"google.protobuf.Struct", WellKnown::kStruct},
      {"google.protobuf.Value", WellKnown::kValue},
      {"google.protobuf.ListValue", WellKnown::kListValue},
      {"google.protobuf.Any", WellKnown::kAny},
      {"google.protobuf.DoubleValue", WellKnown::kWrapper},
      {"google.protobuf.FloatValue", WellKnown::kWrapper},
      {"google.protobuf.Int64Value", WellKnown::kWrapper},
      {"google.protobuf.UInt64Value", WellKnown::kWrapper},
      {"google.protobuf.Int32Value", WellKnown::kWrapper},
      {"google.protobuf.UInt32Value", WellKnown::kWrapper},
      {"google.protobuf.BoolValue", WellKnown::kWrapper},
      {"google.protobuf.StringValue", WellKnown::kWrapper},
      {"google.protobuf.BytesValue", WellKnown::kWrapper},
  };
  const auto found = kTypes->find(full_name);
  return found == kTypes->end() ? WellKnown::kNone : found->second;
}

// Collects what the pool finds wrong, so that a start that fails says why.
class Errors : public pb::DescriptorPool::ErrorCollector {
 public:
  void AddError(const std::string& file, const std::string& element,
                const pb::Message* /*descriptor*/, ErrorLocation /*location*/,
                const std::string& message) override {
    absl::StrAppend(&text_, file, ": ", element, ": ", message, "; ");
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

const FieldSchema* MessageSchema::ByNumber(int number) const {
  // Numbers mostly run from 1 without gaps, so the first guess is usually right.
  if (number >= 1 && static_cast<size_t>(number) <= fields.size()) {
    const FieldSchema& guess = fields[static_cast<size_t>(number) - 1];
    if (guess.number == number) return &guess;
  }
  const auto found =
      std::lower_bound(fields.begin(), fields.end(), number,
                       [](const FieldSchema& field, int n) { return field.number < n; });
  return found != fields.end() && found->number == number ? &*found : nullptr;
}

const FieldSchema* MessageSchema::ByName(absl::string_view name) const {
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : found->second;
}

absl::StatusOr<std::unique_ptr<Schema>> Schema::Load(const pb::FileDescriptorSet& files) {
  std::unique_ptr<Schema> schema(new Schema());
  for (const pb::FileDescriptorProto& file : files.file()) {
    LADDER_RETURN_IF_ERROR(schema->AddFile(file));
  }
  schema->files_.reserve(static_cast<size_t>(files.file_size()));
  for (const pb::FileDescriptorProto& file : files.file()) {
    schema->files_.push_back(schema->pool_.FindFileByName(file.name()));
  }
  const pb::FileDescriptor* const error_files[] = {
      pb::Any::descriptor()->file(), pb::Duration::descriptor()->file(),
      google::rpc::Status::descriptor()->file(), google::rpc::ErrorInfo::descriptor()->file()};
  for (const pb::FileDescriptor* file : error_files) {
    if (schema->pool_.FindFileByName(file->name()) != nullptr) continue;
    pb::FileDescriptorProto proto;
    file->CopyTo(&proto);
    LADDER_RETURN_IF_ERROR(schema->AddFile(proto));
  }
  for (auto& [name, message] : schema->messages_) schema->Compile(*message);
  return schema;
}

absl::Status Schema::AddFile(const pb::FileDescriptorProto& file) {
  Errors errors;
  const pb::FileDescriptor* built = pool_.BuildFileCollectingErrors(file, &errors);
  if (built == nullptr)
    return absl::InvalidArgumentError(absl::StrCat("descriptor set: ", errors.text()));
  for (int i = 0; i < built->message_type_count(); ++i) AddMessage(*built->message_type(i));
  return absl::OkStatus();
}

void Schema::AddMessage(const pb::Descriptor& descriptor) {
  auto message = std::make_unique<MessageSchema>();
  message->descriptor = &descriptor;
  message->well_known = WellKnownOf(descriptor.full_name());
  message->http_body = descriptor.full_name() == "google.api.HttpBody";
  messages_.emplace(descriptor.full_name(), std::move(message));
  for (int i = 0; i < descriptor.nested_type_count(); ++i) AddMessage(*descriptor.nested_type(i));
}

void Schema::Compile(MessageSchema& message) {
  for (int i = 0; i < message.descriptor->field_count(); ++i) {
    const pb::FieldDescriptor& field = *message.descriptor->field(i);
    const pb::OneofDescriptor* oneof = field.real_containing_oneof();
    message.fields.push_back({.descriptor = &field,
                              .name = field.name(),
                              .json_name = field.json_name(),
                              .json_key = absl::StrCat(JsonString(field.json_name()), ":"),
                              .number = field.number(),
                              .type = field.type(),
                              .repeated = field.is_repeated(),
                              .map = field.is_map(),
                              .packed = field.is_packed(),
                              .presence = field.has_presence(),
                              .oneof = oneof == nullptr ? -1 : oneof->index(),
                              .message = field.message_type() == nullptr
                                             ? nullptr
                                             : Find(field.message_type()->full_name()),
                              .enumeration = field.enum_type()});
  }
  std::sort(message.fields.begin(), message.fields.end(),
            [](const FieldSchema& a, const FieldSchema& b) { return a.number < b.number; });
  for (const FieldSchema& field : message.fields) {
    message.by_name.emplace(field.name, &field);
    message.by_name.emplace(field.json_name, &field);
  }
}

const MessageSchema* Schema::Find(absl::string_view full_name) const {
  const auto found = messages_.find(full_name);
  return found == messages_.end() ? nullptr : found->second.get();
}

const MessageSchema* Schema::FindByTypeUrl(absl::string_view type_url) const {
  const size_t slash = type_url.rfind('/');
  return slash == absl::string_view::npos ? nullptr : Find(type_url.substr(slash + 1));
}

}  // namespace ladder::gateway
