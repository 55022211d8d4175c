#include "gateway/transcode/openapi_schema.h"

#include "absl/strings/str_cat.h"
#include "google/api/field_behavior.pb.h"
#include "ladder/options/v1/options.pb.h"

namespace ladder::gateway {
namespace {

using Type = google::protobuf::FieldDescriptor;

void AddBehaviour(const FieldSchema& field, Json& schema) {
  for (const int behaviour :
       field.descriptor->options().GetRepeatedExtension(google::api::field_behavior)) {
    if (behaviour == google::api::OUTPUT_ONLY) schema["readOnly"] = true;
    if (behaviour == google::api::INPUT_ONLY) schema["writeOnly"] = true;
  }
  if (field.descriptor->options().deprecated()) schema["deprecated"] = true;
}

bool IsRequired(const FieldSchema& field) {
  for (const int behaviour :
       field.descriptor->options().GetRepeatedExtension(google::api::field_behavior)) {
    if (behaviour == google::api::REQUIRED) return true;
  }
  return false;
}

void AddBounds(const FieldSchema& field, Json& schema) {
  const auto& options = field.descriptor->options().GetExtension(ladder::options::v1::field);
  if (options.max_length() > 0 && field.type == Type::TYPE_STRING)
    schema["maxLength"] = options.max_length();
  if (!options.pattern().empty()) schema["pattern"] = options.pattern();
  // 64-bit integers are JSON strings, which have no minimum.
  if ((options.min() != 0 || options.max() != 0) && schema.value("type", "") != "string") {
    schema["minimum"] = options.min();
    if (options.max() != 0) schema["maximum"] = options.max();
  }
}

Json Typed(const char* type, const char* format = nullptr) {
  Json schema = {{"type", type}};
  if (format != nullptr) schema["format"] = format;
  return schema;
}

Json OfScalar(const FieldSchema& field) {
  switch (field.type) {
    case Type::TYPE_BOOL:
      return Typed("boolean");
    case Type::TYPE_STRING:
      return Typed("string");
    case Type::TYPE_BYTES:
      return Typed("string", "byte");
    case Type::TYPE_DOUBLE:
      return Typed("number", "double");
    case Type::TYPE_FLOAT:
      return Typed("number", "float");
    case Type::TYPE_INT64:
    case Type::TYPE_SINT64:
    case Type::TYPE_SFIXED64:
      return Typed("string", "int64");
    case Type::TYPE_UINT64:
    case Type::TYPE_FIXED64:
      return Typed("string", "uint64");
    case Type::TYPE_UINT32:
    case Type::TYPE_FIXED32:
      return Typed("integer", "uint32");
    default:
      return Typed("integer", "int32");
  }
}

Json OfEnum(const google::protobuf::EnumDescriptor& descriptor) {
  Json names = Json::array();
  std::string description = CommentOf(descriptor);
  for (int i = 0; i < descriptor.value_count(); ++i) {
    names.push_back(descriptor.value(i)->name());
    const std::string comment = CommentOf(*descriptor.value(i));
    if (!comment.empty())
      absl::StrAppend(&description, "\n- `", descriptor.value(i)->name(), "`: ", comment);
  }
  return {{"type", "string"}, {"description", description}, {"enum", names}};
}

}  // namespace

Json JsonSchemas::RefTo(const std::string& full_name) {
  return {{"$ref", absl::StrCat("#/components/schemas/", full_name)}};
}

Json JsonSchemas::OfMessage(const MessageSchema& message) {
  switch (message.well_known) {
    case WellKnown::kTimestamp:
      return Typed("string", "date-time");
    case WellKnown::kDuration:
      return {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$"}};
    case WellKnown::kFieldMask:
      return {{"type", "string"}, {"description", "Fields, separated by commas."}};
    case WellKnown::kWrapper: {
      Json schema = OfScalar(message.fields.front());
      schema["type"] = Json::array({schema["type"], "null"});
      return schema;
    }
    case WellKnown::kStruct:
      return Typed("object");
    case WellKnown::kListValue:
      return Typed("array");
    case WellKnown::kValue:
      return Json::object();
    case WellKnown::kAny:
      return {{"type", "object"},
              {"properties", {{"@type", Typed("string")}}},
              {"required", {"@type"}}};
    case WellKnown::kNone:
      break;
  }
  const std::string& name = message.descriptor->full_name();
  if (done_.try_emplace(name).second) done_[name] = ObjectWithout(message, {});
  return RefTo(name);
}

Json JsonSchemas::ObjectWithout(const MessageSchema& message,
                                const std::set<const FieldSchema*>& left_out) {
  Json schema = Typed("object");
  if (const std::string comment = CommentOf(*message.descriptor); !comment.empty())
    schema["description"] = comment;
  Json required = Json::array();
  for (const FieldSchema& field : message.fields) {
    if (left_out.count(&field) > 0) continue;
    schema["properties"][field.json_name] = OfField(field);
    if (IsRequired(field)) required.push_back(field.json_name);
  }
  if (!required.empty()) schema["required"] = required;
  return schema;
}

Json JsonSchemas::OfField(const FieldSchema& field) {
  Json schema;
  if (field.map) {
    schema = {{"type", "object"}, {"additionalProperties", OfValue(*field.message->ByNumber(2))}};
  } else if (field.repeated) {
    schema = {{"type", "array"}, {"items", OfValue(field)}};
  } else {
    schema = OfValue(field);
  }
  const auto& options = field.descriptor->options().GetExtension(ladder::options::v1::field);
  if (options.max_items() > 0)
    schema[field.map ? "maxProperties" : "maxItems"] = options.max_items();
  if (const std::string comment = CommentOf(*field.descriptor); !comment.empty())
    schema["description"] = comment;
  AddBehaviour(field, schema);
  return schema;
}

Json JsonSchemas::OfValue(const FieldSchema& field) {
  if (field.is_message()) return OfMessage(*field.message);
  if (field.enumeration != nullptr) {
    if (field.enumeration->full_name() == "google.protobuf.NullValue") return Typed("null");
    const std::string& name = field.enumeration->full_name();
    if (done_.try_emplace(name).second) done_[name] = OfEnum(*field.enumeration);
    return RefTo(name);
  }
  Json schema = OfScalar(field);
  AddBounds(field, schema);
  return schema;
}

Json JsonSchemas::components() {
  Json all = Json::object();
  for (const auto& [name, schema] : done_) all[name] = schema;
  return all;
}

}  // namespace ladder::gateway
