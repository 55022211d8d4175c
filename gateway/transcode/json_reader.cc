#include "gateway/transcode/json_reader.h"

#include <cstring>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/json_document.h"
#include "ladder/gateway/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

namespace dom = simdjson::dom;

constexpr size_t kNameBytesMax = 64;  // of an unknown name that a refusal repeats

absl::string_view Text(std::string_view text) { return {text.data(), text.size()}; }

absl::string_view StringOf(dom::element element) {
  return Text(element.get_string().value_unsafe());
}

// Where the reader is: the chain of fields from the request down.
struct Frame {
  const Frame* parent = nullptr;
  const FieldSchema* field = nullptr;
  int index = -1;  // of repeated fields and maps
};

std::string PathOf(const Frame* frame) {
  if (frame == nullptr) return "";
  const std::string above = PathOf(frame->parent);
  return absl::StrCat(above, above.empty() ? "" : ".", frame->field->name,
                      frame->index < 0 ? "" : absl::StrCat("[", frame->index, "]"));
}

std::string PathOf(const Frame* frame, absl::string_view name) {
  const std::string above = PathOf(frame);
  return absl::StrCat(above, above.empty() ? "" : ".", name);
}

// The fields of one object that were seen, by their place in the message.
class Seen {
 public:
  explicit Seen(const MessageSchema& message)
      : message_(message), fields_(message.fields.size(), false) {}

  // False when the field was there before.
  bool Add(const FieldSchema& field) {
    bool& seen = fields_[static_cast<size_t>(&field - message_.fields.data())];
    return !std::exchange(seen, true);
  }

  // The other member of the field's oneof that was seen; null when there is none.
  const FieldSchema* AddToOneof(const FieldSchema& field) {
    if (field.oneof < 0) return nullptr;
    for (const FieldSchema* member : members_) {
      if (member->oneof == field.oneof) return member;
    }
    members_.push_back(&field);
    return nullptr;
  }

 private:
  const MessageSchema& message_;
  absl::InlinedVector<bool, 64> fields_;
  absl::InlinedVector<const FieldSchema*, 4> members_;
};

class Reader {
 public:
  Reader(const Schema& schema, std::vector<Pinned>& pinned, WireWriter& out)
      : schema_(schema), pinned_(pinned), out_(out) {}

  // The fields of an ordinary message. `any`: a member "@type" belongs to the Any around it.
  absl::Status Members(dom::element element, const MessageSchema& message, const Frame* frame,
                       int depth, bool any = false) {
    if (depth > kDepthMax) return TooDeep();
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return Expected("an object", frame);
    Seen seen(message);
    bool type_seen = !any;
    for (const auto& [key, value] : object) {
      const absl::string_view name = Text(key);
      if (name == "@type" && !std::exchange(type_seen, true)) continue;
      const FieldSchema* field = message.ByName(name);
      if (field == nullptr) {
        return RefuseField(Reason::kFieldUnknown, PathOf(frame, name.substr(0, kNameBytesMax)));
      }
      if (!seen.Add(*field))
        return RefuseField(Reason::kFieldDuplicate, PathOf(frame, field->name));
      if (value.is_null() && !TakesNull(*field)) continue;
      if (const FieldSchema* other = seen.AddToOneof(*field); other != nullptr) {
        return RefuseField(Reason::kFieldOneof, PathOf(frame, field->name),
                           {{"other", PathOf(frame, other->name)}});
      }
      LADDER_RETURN_IF_ERROR(Field(value, *field, frame, depth));
    }
    return absl::OkStatus();
  }

  absl::Status Field(dom::element element, const FieldSchema& field, const Frame* parent,
                     int depth) {
    if (element.is_null() && !TakesNull(field)) return absl::OkStatus();
    if (field.map) return Map(element, field, parent, depth);
    if (field.repeated) return Repeated(element, field, parent, depth);
    const Frame frame{.parent = parent, .field = &field, .index = -1};
    return Single(element, field, &frame, depth);
  }

 private:
  // null is a value of these, and "not set" of all others.
  static bool TakesNull(const FieldSchema& field) {
    if (field.repeated) return false;
    if (field.is_message()) return field.message->well_known == WellKnown::kValue;
    return field.enumeration != nullptr &&
           field.enumeration->full_name() == "google.protobuf.NullValue";
  }

  // One value with its tag: a singular field, or an element that is not packed.
  absl::Status Single(dom::element element, const FieldSchema& field, const Frame* frame,
                      int depth) {
    const size_t start = out_.size();
    out_.Tag(field.number, WireTypeOf(field));
    if (field.is_message()) {
      const size_t token = out_.Open();
      LADDER_RETURN_IF_ERROR(Content(element, *field.message, frame, depth + 1));
      out_.Close(token);
      return absl::OkStatus();
    }
    LADDER_RETURN_IF_ERROR(Scalar(element, field, frame));
    return CheckPinned(frame, start);
  }

  absl::Status Scalar(dom::element element, const FieldSchema& field, const Frame* frame) {
    const Fault fault = AppendElement(element, field);
    return fault == Fault::kNone ? absl::OkStatus() : RefuseFault(fault, field, PathOf(frame));
  }

  Fault AppendElement(dom::element element, const FieldSchema& field) {
    switch (element.type()) {
      case dom::element_type::STRING:
        // A quoted "true" is a map key's form of a bool, not a value's.
        if (field.type == google::protobuf::FieldDescriptor::TYPE_BOOL) return Fault::kType;
        return AppendText(field, StringOf(element), out_);
      case dom::element_type::INT64:
        return AppendInteger(field, element.get_int64().value_unsafe(), out_);
      case dom::element_type::UINT64:
        return AppendUnsigned(field, element.get_uint64().value_unsafe(), out_);
      case dom::element_type::DOUBLE:
        return AppendDouble(field, element.get_double().value_unsafe(), out_);
      case dom::element_type::BOOL:
        return AppendBool(field, element.get_bool().value_unsafe(), out_);
      case dom::element_type::NULL_VALUE:
        // Only NullValue gets here among singular fields; inside a list null is no value.
        return TakesNull(field) ? AppendInteger(field, 0, out_) : Fault::kType;
      case dom::element_type::ARRAY:
      case dom::element_type::OBJECT:
        return Fault::kType;
    }
    return Fault::kType;
  }

  // What stands inside a message's length, by the JSON form of its type.
  absl::Status Content(dom::element element, const MessageSchema& message, const Frame* frame,
                       int depth) {
    if (depth > kDepthMax) return TooDeep();
    switch (message.well_known) {
      case WellKnown::kNone:
        return Members(element, message, frame, depth);
      case WellKnown::kTimestamp:
      case WellKnown::kDuration:
      case WellKnown::kFieldMask:
        return Textual(element, message, frame);
      case WellKnown::kWrapper:
        out_.Tag(1, WireTypeOf(message.fields.front()));
        return Scalar(element, message.fields.front(), frame);
      case WellKnown::kStruct:
        return StructMembers(element, frame, depth);
      case WellKnown::kValue:
        return AnyValue(element, frame, depth);
      case WellKnown::kListValue:
        return ListElements(element, frame, depth);
      case WellKnown::kAny:
        return Any(element, frame, depth);
    }
    return absl::OkStatus();
  }

  absl::Status Textual(dom::element element, const MessageSchema& message, const Frame* frame) {
    const bool fits = element.is_string() &&
                      AppendTextual(message.well_known, StringOf(element), out_) == Fault::kNone;
    return fits ? absl::OkStatus() : Expected(TextualName(message.well_known), frame);
  }

  absl::Status Repeated(dom::element element, const FieldSchema& field, const Frame* parent,
                        int depth) {
    Frame frame{.parent = parent, .field = &field, .index = -1};
    dom::array array;
    if (element.get(array) != simdjson::SUCCESS) return Expected("an array", &frame);
    if (array.begin() == array.end()) return absl::OkStatus();
    const bool packed = field.packed;
    size_t token = 0;
    if (packed) {
      out_.Tag(field.number, WireType::kBytes);
      token = out_.Open();
    }
    for (dom::element item : array) {
      ++frame.index;
      LADDER_RETURN_IF_ERROR(packed ? Scalar(item, field, &frame)
                                    : Single(item, field, &frame, depth));
    }
    if (packed) out_.Close(token);
    return absl::OkStatus();
  }

  absl::Status Map(dom::element element, const FieldSchema& field, const Frame* parent, int depth) {
    Frame frame{.parent = parent, .field = &field, .index = -1};
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return Expected("an object", &frame);
    const FieldSchema& key_field = *field.message->ByNumber(1);
    const FieldSchema& value_field = *field.message->ByNumber(2);
    absl::flat_hash_set<std::string> keys;
    for (const auto& [key, value] : object) {
      ++frame.index;
      WireWriter key_writer;
      key_writer.Tag(1, WireTypeOf(key_field));
      const Fault fault = AppendText(key_field, Text(key), key_writer);
      if (fault != Fault::kNone) return RefuseFault(fault, key_field, PathOf(&frame, "key"));
      const std::string key_wire = key_writer.Finish();
      if (!keys.insert(key_wire).second)
        return RefuseField(Reason::kFieldDuplicate, PathOf(&frame));
      out_.Tag(field.number, WireType::kBytes);
      const size_t token = out_.Open();
      out_.Raw(key_wire);
      LADDER_RETURN_IF_ERROR(Single(value, value_field, &frame, depth + 1));
      out_.Close(token);
    }
    return absl::OkStatus();
  }

  // google.protobuf.Struct: map<string, Value> fields = 1.
  absl::Status StructMembers(dom::element element, const Frame* frame, int depth) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return Expected("an object", frame);
    absl::flat_hash_set<absl::string_view> keys;
    for (const auto& [key, value] : object) {
      if (!keys.insert(Text(key)).second) {
        return RefuseField(Reason::kFieldDuplicate,
                           PathOf(frame, Text(key).substr(0, kNameBytesMax)));
      }
      out_.Tag(1, WireType::kBytes);
      const size_t entry = out_.Open();
      out_.Tag(1, WireType::kBytes);
      out_.Bytes(Text(key));
      LADDER_RETURN_IF_ERROR(NestedValue(value, 2, frame, depth + 1));
      out_.Close(entry);
    }
    return absl::OkStatus();
  }

  // google.protobuf.ListValue: repeated Value values = 1.
  absl::Status ListElements(dom::element element, const Frame* frame, int depth) {
    dom::array array;
    if (element.get(array) != simdjson::SUCCESS) return Expected("an array", frame);
    for (dom::element item : array) LADDER_RETURN_IF_ERROR(NestedValue(item, 1, frame, depth));
    return absl::OkStatus();
  }

  absl::Status NestedValue(dom::element element, int number, const Frame* frame, int depth) {
    out_.Tag(number, WireType::kBytes);
    const size_t token = out_.Open();
    LADDER_RETURN_IF_ERROR(AnyValue(element, frame, depth + 1));
    out_.Close(token);
    return absl::OkStatus();
  }

  // google.protobuf.Value: a oneof of null 1, number 2, string 3, bool 4, Struct 5 and ListValue 6.
  absl::Status AnyValue(dom::element element, const Frame* frame, int depth) {
    if (depth > kDepthMax) return TooDeep();
    if (element.is_null() || element.is_bool()) {
      out_.Tag(element.is_null() ? 1 : 4, WireType::kVarint);
      out_.Varint(element.is_bool() && element.get_bool().value_unsafe() ? 1 : 0);
      return absl::OkStatus();
    }
    if (element.is_string()) {
      out_.Tag(3, WireType::kBytes);
      out_.Bytes(StringOf(element));
      return absl::OkStatus();
    }
    if (element.is_number()) {
      double number = 0;
      if (element.get(number) != simdjson::SUCCESS) return Expected("a number", frame);
      uint64_t bits = 0;
      std::memcpy(&bits, &number, sizeof(bits));
      out_.Tag(2, WireType::kFixed64);
      out_.Fixed64(bits);
      return absl::OkStatus();
    }
    out_.Tag(element.is_object() ? 5 : 6, WireType::kBytes);
    const size_t token = out_.Open();
    LADDER_RETURN_IF_ERROR(element.is_object() ? StructMembers(element, frame, depth + 1)
                                               : ListElements(element, frame, depth + 1));
    out_.Close(token);
    return absl::OkStatus();
  }

  // google.protobuf.Any: type_url 1 and value 2. JSON has the type's own members, or "value" where
  // its JSON is no object.
  absl::Status Any(dom::element element, const Frame* frame, int depth) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return Expected("an object", frame);
    if (object.size() == 0) return absl::OkStatus();
    std::string_view type_url;
    const bool has_type = object.at_key("@type").get(type_url) == simdjson::SUCCESS;
    const MessageSchema* message = has_type ? schema_.FindByTypeUrl(Text(type_url)) : nullptr;
    if (message == nullptr) return Expected("an object with a known \"@type\"", frame);
    out_.Tag(1, WireType::kBytes);
    out_.Bytes(Text(type_url));
    out_.Tag(2, WireType::kBytes);
    const size_t token = out_.Open();
    if (message->well_known == WellKnown::kNone) {
      LADDER_RETURN_IF_ERROR(Members(element, *message, frame, depth + 1, /*any=*/true));
    } else {
      dom::element value;
      if (object.size() != 2 || object.at_key("value").get(value) != simdjson::SUCCESS) {
        return Expected("an object with \"@type\" and \"value\"", frame);
      }
      LADDER_RETURN_IF_ERROR(Content(value, *message, frame, depth + 1));
    }
    out_.Close(token);
    return absl::OkStatus();
  }

  absl::Status CheckPinned(const Frame* frame, size_t start) {
    if (pinned_.empty()) return absl::OkStatus();
    FieldPath path;
    for (const Frame* at = frame; at != nullptr; at = at->parent) {
      if (at->index >= 0) return absl::OkStatus();
      path.insert(path.begin(), at->field);
    }
    if (Agree(path, out_.Since(start), pinned_)) return absl::OkStatus();
    return RefuseField(Reason::kFieldConflict, PathOf(frame));
  }

  static absl::Status TooDeep() {
    return Refuse(Reason::kJsonTooDeep, {{"max", absl::StrCat(kDepthMax)}});
  }
  static absl::Status Expected(absl::string_view type, const Frame* frame) {
    return RefuseField(Reason::kFieldType, PathOf(frame), {{"type", std::string(type)}});
  }

  const Schema& schema_;
  std::vector<Pinned>& pinned_;
  WireWriter& out_;
};

}  // namespace

bool Agree(const FieldPath& path, absl::string_view wire, std::vector<Pinned>& pinned) {
  for (Pinned& pin : pinned) {
    if (pin.path != path) continue;
    WireField field;
    const bool readable = WireReader(wire).Next(field);
    LADDER_INVARIANT(readable);
    if (field.type == WireType::kBytes && field.bytes.empty()) return true;
    pin.present = true;
    return !pin.must_agree || pin.wire == wire;
  }
  return true;
}

absl::Status ReadJsonMessage(const Schema& schema, const MessageSchema& message,
                             absl::string_view text, std::vector<Pinned>& pinned, WireWriter& out) {
  return WithJson(text, [&](dom::element root) {
    return Reader(schema, pinned, out).Members(root, message, nullptr, /*depth=*/1);
  });
}

absl::Status ReadJsonField(const Schema& schema, const FieldSchema& field, absl::string_view text,
                           std::vector<Pinned>& pinned, WireWriter& out) {
  return WithJson(text, [&](dom::element root) {
    return Reader(schema, pinned, out).Field(root, field, nullptr, /*depth=*/1);
  });
}

absl::Status RefuseFault(Fault fault, const FieldSchema& field, absl::string_view path) {
  if (fault == Fault::kNone) return absl::OkStatus();
  if (fault == Fault::kEnum) return RefuseField(::ladder::Reason::kFieldEnum, path);
  return RefuseField(Reason::kFieldType, path, {{"type", TypeName(field)}});
}

}  // namespace ladder::gateway
