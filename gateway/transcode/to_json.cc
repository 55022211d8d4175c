#include "gateway/transcode/to_json.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/json_text.h"
#include "gateway/transcode/scalar.h"
#include "gateway/transcode/wire.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

using Type = google::protobuf::FieldDescriptor;

// A field as it came, with what it means.
struct Item {
  const FieldSchema* field = nullptr;
  WireField wire = {};
};
using Items = absl::InlinedVector<Item, 24>;

absl::Status Malformed(const MessageSchema& message) {
  return absl::InternalError(absl::StrCat("malformed bytes of ", message.descriptor->full_name()));
}

template <typename To>
To BitCast(uint64_t bits) {
  To value;
  if constexpr (sizeof(To) == sizeof(uint32_t)) {
    const auto narrow = static_cast<uint32_t>(bits);
    std::memcpy(&value, &narrow, sizeof(value));
  } else {
    std::memcpy(&value, &bits, sizeof(value));
  }
  return value;
}

bool IsPackable(const FieldSchema& field) { return WireTypeOf(field) != WireType::kBytes; }

// A field of another wire type than the descriptor's is an unknown field, as for every protobuf
// parser.
bool Fits(const FieldSchema& field, WireType type) {
  return type == WireTypeOf(field) ||
         (field.repeated && type == WireType::kBytes && IsPackable(field));
}

bool IsDefault(const WireField& wire) {
  return wire.type == WireType::kBytes ? wire.bytes.empty() : wire.scalar == 0;
}

class Printer {
 public:
  Printer(const Schema& schema, std::string& out) : schema_(schema), out_(out) {}

  // The message in its JSON form, whatever its type.
  absl::Status Value(const MessageSchema& message, absl::string_view wire, int depth) {
    if (depth > kDepthMax) return Malformed(message);
    switch (message.well_known) {
      case WellKnown::kNone:
        return Object(message, wire, depth, /*type_url=*/{});
      case WellKnown::kTimestamp:
      case WellKnown::kDuration:
      case WellKnown::kFieldMask:
        return Textual(message, wire);
      case WellKnown::kWrapper:
        return Wrapper(message, wire);
      case WellKnown::kStruct:
        return SingleField(message, 1, wire, "{}", depth);
      case WellKnown::kListValue:
        return SingleField(message, 1, wire, "[]", depth);
      case WellKnown::kValue:
        return AnyValue(message, wire, depth);
      case WellKnown::kAny:
        return Any(message, wire, depth);
    }
    return absl::OkStatus();
  }

  // One field of the message: the group of its items, already in order.
  absl::Status Field(const FieldSchema& field, absl::Span<const Item> items, int depth) {
    if (field.map) return Map(field, items, depth);
    if (field.repeated) return Repeated(field, items, depth);
    if (!field.is_message()) {
      Scalar(field, items.back().wire);
      return absl::OkStatus();
    }
    if (items.size() == 1) return Value(*field.message, items.front().wire.bytes, depth + 1);
    // Several occurrences of a message are merged, which on the wire is to set them in a row.
    std::string merged;
    for (const Item& item : items) absl::StrAppend(&merged, item.wire.bytes);
    return Value(*field.message, merged, depth + 1);
  }

  absl::Status Parse(const MessageSchema& message, absl::string_view wire, Items& items) {
    WireReader reader(wire);
    absl::InlinedVector<const FieldSchema*, 4> last_of_oneof(
        static_cast<size_t>(message.descriptor->oneof_decl_count()));
    Item item;
    while (!reader.done()) {
      if (!reader.Next(item.wire)) return Malformed(message);
      item.field = message.ByNumber(item.wire.number);
      if (item.field == nullptr || !Fits(*item.field, item.wire.type)) continue;
      if (item.field->oneof >= 0)
        last_of_oneof[static_cast<size_t>(item.field->oneof)] = item.field;
      items.push_back(item);
    }
    // Of a oneof the last member counts; a singular scalar that holds its default is the same as
    // absent.
    const auto is_void = [&](const Item& each) {
      const FieldSchema& field = *each.field;
      return field.oneof >= 0 && last_of_oneof[static_cast<size_t>(field.oneof)] != &field;
    };
    items.erase(std::remove_if(items.begin(), items.end(), is_void), items.end());
    const auto by_number = [](const Item& a, const Item& b) {
      return a.wire.number < b.wire.number;
    };
    if (!std::is_sorted(items.begin(), items.end(), by_number))
      std::stable_sort(items.begin(), items.end(), by_number);
    return absl::OkStatus();
  }

 private:
  absl::Status Object(const MessageSchema& message, absl::string_view wire, int depth,
                      absl::string_view type_url) {
    Items items;
    LADDER_RETURN_IF_ERROR(Parse(message, wire, items));
    out_.push_back('{');
    bool first = true;
    if (type_url.data() != nullptr) {
      absl::StrAppend(&out_, "\"@type\":", JsonString(type_url));
      first = false;
    }
    for (size_t begin = 0, end = 0; begin < items.size(); begin = end) {
      const FieldSchema& field = *items[begin].field;
      for (end = begin; end < items.size() && items[end].field == &field; ++end) {
      }
      if (!field.repeated && !field.presence && IsDefault(items[end - 1].wire)) continue;
      if (!first) out_.push_back(',');
      first = false;
      out_ += field.json_key;
      LADDER_RETURN_IF_ERROR(
          Field(field, absl::MakeConstSpan(items).subspan(begin, end - begin), depth));
    }
    out_.push_back('}');
    return absl::OkStatus();
  }

  absl::Status Textual(const MessageSchema& message, absl::string_view wire) {
    const absl::optional<std::string> text = TextualToString(message.well_known, wire);
    if (!text) return Malformed(message);
    AppendJsonString(*text, out_);
    return absl::OkStatus();
  }

  absl::Status Wrapper(const MessageSchema& message, absl::string_view wire) {
    Items items;
    LADDER_RETURN_IF_ERROR(Parse(message, wire, items));
    Scalar(message.fields.front(), items.empty() ? WireField() : items.back().wire);
    return absl::OkStatus();
  }

  // Struct and ListValue: the JSON of their only field.
  absl::Status SingleField(const MessageSchema& message, int number, absl::string_view wire,
                           absl::string_view empty, int depth) {
    Items items;
    LADDER_RETURN_IF_ERROR(Parse(message, wire, items));
    if (!items.empty()) return Field(*message.ByNumber(number), items, depth);
    absl::StrAppend(&out_, empty);
    return absl::OkStatus();
  }

  absl::Status AnyValue(const MessageSchema& message, absl::string_view wire, int depth) {
    Items items;
    LADDER_RETURN_IF_ERROR(Parse(message, wire, items));
    if (!items.empty()) return Field(*items.front().field, items, depth);
    out_ += "null";
    return absl::OkStatus();
  }

  absl::Status Any(const MessageSchema& message, absl::string_view wire, int depth) {
    Items items;
    LADDER_RETURN_IF_ERROR(Parse(message, wire, items));
    absl::string_view type_url("");
    absl::string_view value;
    for (const Item& item : items) (item.field->number == 1 ? type_url : value) = item.wire.bytes;
    if (type_url.empty()) {
      out_ += "{}";
      return absl::OkStatus();
    }
    const MessageSchema* type = schema_.FindByTypeUrl(type_url);
    if (type != nullptr && type->well_known == WellKnown::kNone)
      return Object(*type, value, depth + 1, type_url);
    absl::StrAppend(&out_, "{\"@type\":", JsonString(type_url), ",\"value\":");
    if (type == nullptr) {
      absl::StrAppend(&out_, "\"", absl::Base64Escape(value), "\"");
    } else {
      LADDER_RETURN_IF_ERROR(Value(*type, value, depth + 1));
    }
    out_.push_back('}');
    return absl::OkStatus();
  }

  absl::Status Repeated(const FieldSchema& field, absl::Span<const Item> items, int depth) {
    out_.push_back('[');
    bool first = true;
    for (const Item& item : items) {
      if (IsPackable(field) && item.wire.type == WireType::kBytes) {
        LADDER_RETURN_IF_ERROR(Packed(field, item.wire.bytes, first));
        continue;
      }
      Separate(first);
      LADDER_RETURN_IF_ERROR(Element(field, item.wire, depth));
    }
    out_.push_back(']');
    return absl::OkStatus();
  }

  absl::Status Element(const FieldSchema& field, const WireField& wire, int depth) {
    if (field.is_message()) return Value(*field.message, wire.bytes, depth + 1);
    Scalar(field, wire);
    return absl::OkStatus();
  }

  absl::Status Packed(const FieldSchema& field, absl::string_view bytes, bool& first) {
    WireReader reader(bytes);
    WireField element;
    element.type = WireTypeOf(field);
    while (!reader.done()) {
      bool read = false;
      if (element.type == WireType::kVarint) read = reader.NextVarint(element.scalar);
      if (element.type == WireType::kFixed64) read = reader.NextFixed64(element.scalar);
      if (element.type == WireType::kFixed32) {
        uint32_t narrow = 0;
        read = reader.NextFixed32(narrow);
        element.scalar = narrow;
      }
      if (!read)
        return absl::InternalError(absl::StrCat("malformed list ", field.descriptor->full_name()));
      Separate(first);
      Scalar(field, element);
    }
    return absl::OkStatus();
  }

  absl::Status Map(const FieldSchema& field, absl::Span<const Item> items, int depth) {
    const FieldSchema& value_field = *field.message->ByNumber(2);
    // Of equal keys the last one counts, in the place of the first.
    std::vector<std::pair<std::string, WireField>> entries;
    absl::flat_hash_map<std::string, size_t> places;
    for (const Item& item : items) {
      Items parts;
      LADDER_RETURN_IF_ERROR(Parse(*field.message, item.wire.bytes, parts));
      WireField key;
      WireField value;
      for (const Item& part : parts) (part.field->number == 1 ? key : value) = part.wire;
      std::string name = KeyName(*field.message->ByNumber(1), key);
      const auto [place, inserted] = places.emplace(name, entries.size());
      if (inserted) entries.emplace_back(std::move(name), value);
      entries[place->second].second = value;
    }
    out_.push_back('{');
    bool first = true;
    for (const auto& [name, value] : entries) {
      Separate(first);
      absl::StrAppend(&out_, name, ":");
      LADDER_RETURN_IF_ERROR(Element(value_field, value, depth + 1));
    }
    out_.push_back('}');
    return absl::OkStatus();
  }

  // A map's key as a JSON string.
  std::string KeyName(const FieldSchema& key_field, const WireField& key) {
    std::string name;
    Printer(schema_, name).Scalar(key_field, key);
    return name.front() == '"' ? name : absl::StrCat("\"", name, "\"");
  }

  void Scalar(const FieldSchema& field, const WireField& wire) {
    const uint64_t bits = wire.scalar;
    switch (field.type) {
      case Type::TYPE_STRING:
        return AppendJsonString(wire.bytes, out_);
      case Type::TYPE_BYTES:
        return absl::StrAppend(&out_, "\"", absl::Base64Escape(wire.bytes), "\"");
      case Type::TYPE_BOOL:
        return absl::StrAppend(&out_, bits != 0 ? "true" : "false");
      case Type::TYPE_ENUM:
        return Enum(field, static_cast<int32_t>(bits));
      case Type::TYPE_DOUBLE:
        return AppendJsonDouble(BitCast<double>(bits), out_);
      case Type::TYPE_FLOAT:
        return AppendJsonFloat(BitCast<float>(bits), out_);
      case Type::TYPE_INT32:
      case Type::TYPE_SFIXED32:
        return absl::StrAppend(&out_, static_cast<int32_t>(bits));
      case Type::TYPE_UINT32:
      case Type::TYPE_FIXED32:
        return absl::StrAppend(&out_, static_cast<uint32_t>(bits));
      case Type::TYPE_SINT32:
        return absl::StrAppend(&out_, UnZigZag32(static_cast<uint32_t>(bits)));
      case Type::TYPE_INT64:
      case Type::TYPE_SFIXED64:
        return absl::StrAppend(&out_, "\"", static_cast<int64_t>(bits), "\"");
      case Type::TYPE_UINT64:
      case Type::TYPE_FIXED64:
        return absl::StrAppend(&out_, "\"", bits, "\"");
      case Type::TYPE_SINT64:
        return absl::StrAppend(&out_, "\"", UnZigZag64(bits), "\"");
      case Type::TYPE_MESSAGE:
      case Type::TYPE_GROUP:
        return;
    }
  }

  void Enum(const FieldSchema& field, int32_t number) {
    if (field.enumeration->full_name() == "google.protobuf.NullValue")
      return absl::StrAppend(&out_, "null");
    const google::protobuf::EnumValueDescriptor* value =
        field.enumeration->FindValueByNumber(number);
    if (value == nullptr) return absl::StrAppend(&out_, number);
    absl::StrAppend(&out_, "\"", value->name(), "\"");
  }

  void Separate(bool& first) {
    if (!first) out_.push_back(',');
    first = false;
  }

  const Schema& schema_;
  std::string& out_;
};

}  // namespace

absl::StatusOr<std::string> ToJson(const Schema& schema, const MessageSchema& message,
                                   absl::string_view wire) {
  std::string out;
  LADDER_RETURN_IF_ERROR(Printer(schema, out).Value(message, wire, /*depth=*/1));
  return out;
}

absl::StatusOr<std::string> FieldToJson(const Schema& schema, const MessageSchema& message,
                                        const FieldSchema& field, absl::string_view wire) {
  std::string out;
  Printer printer(schema, out);
  Items items;
  LADDER_RETURN_IF_ERROR(printer.Parse(message, wire, items));
  const auto is_other = [&](const Item& item) { return item.field != &field; };
  items.erase(std::remove_if(items.begin(), items.end(), is_other), items.end());
  if (items.empty() && !field.repeated) items.push_back({.field = &field, .wire = {}});
  LADDER_RETURN_IF_ERROR(printer.Field(field, items, /*depth=*/1));
  return out;
}

}  // namespace ladder::gateway
