#include "gateway/transcode/scalar.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/url.h"

namespace ladder::gateway {
namespace {

using Type = google::protobuf::FieldDescriptor;

// The whole text as a decimal number: no blanks, no "+".
template <typename Number>
bool ParseNumber(absl::string_view text, Number& value) {
  const char* const end = text.data() + text.size();
  const std::from_chars_result result = std::from_chars(text.data(), end, value);
  return !text.empty() && result.ec == std::errc() && result.ptr == end;
}

bool ParseDouble(absl::string_view text, double& value) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text == "NaN") value = std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") value = kInfinity;
  if (text == "-Infinity") value = -kInfinity;
  if (text == "NaN" || text == "Infinity" || text == "-Infinity") return true;
  // from_chars would take "inf" and "nan", too.
  return text.find_first_not_of("+-.0123456789eE") == absl::string_view::npos &&
         ParseNumber(text, value);
}

Fault AppendBytes(absl::string_view text, WireWriter& out) {
  std::string bytes;
  const bool web_safe = text.find_first_of("-_") != absl::string_view::npos;
  // Abseil's decoder skips blanks; a value with blanks is a mistake of the client.
  if (text.find_first_of(" \t\r\n") != absl::string_view::npos) return Fault::kType;
  if (!(web_safe ? absl::WebSafeBase64Unescape(text, &bytes) : absl::Base64Unescape(text, &bytes)))
    return Fault::kType;
  out.Bytes(bytes);
  return Fault::kNone;
}

Fault AppendEnumName(const FieldSchema& field, absl::string_view text, WireWriter& out) {
  if (int32_t number = 0; ParseNumber(text, number)) return AppendInteger(field, number, out);
  const google::protobuf::EnumValueDescriptor* value =
      field.enumeration->FindValueByName(std::string(text));
  if (value == nullptr) return Fault::kEnum;
  return AppendInteger(field, value->number(), out);
}

bool IsUnsigned(const FieldSchema& field) {
  return field.type == Type::TYPE_UINT32 || field.type == Type::TYPE_UINT64 ||
         field.type == Type::TYPE_FIXED32 || field.type == Type::TYPE_FIXED64;
}

bool FitsInt32(int64_t value) {
  return value >= std::numeric_limits<int32_t>::min() &&
         value <= std::numeric_limits<int32_t>::max();
}

}  // namespace

Fault AppendText(const FieldSchema& field, absl::string_view text, WireWriter& out) {
  switch (field.type) {
    case Type::TYPE_STRING:
      if (!IsUtf8(text)) return Fault::kType;
      out.Bytes(text);
      return Fault::kNone;
    case Type::TYPE_BYTES:
      return AppendBytes(text, out);
    case Type::TYPE_BOOL:
      if (text != "true" && text != "false") return Fault::kType;
      return AppendBool(field, text == "true", out);
    case Type::TYPE_ENUM:
      return AppendEnumName(field, text, out);
    case Type::TYPE_DOUBLE:
    case Type::TYPE_FLOAT: {
      double value = 0;
      return ParseDouble(text, value) ? AppendDouble(field, value, out) : Fault::kType;
    }
    case Type::TYPE_GROUP:
    case Type::TYPE_MESSAGE:
      return Fault::kType;
    default:
      break;
  }
  if (IsUnsigned(field)) {
    uint64_t value = 0;
    return ParseNumber(text, value) ? AppendUnsigned(field, value, out) : Fault::kType;
  }
  int64_t value = 0;
  return ParseNumber(text, value) ? AppendInteger(field, value, out) : Fault::kType;
}

Fault AppendInteger(const FieldSchema& field, int64_t value, WireWriter& out) {
  switch (field.type) {
    case Type::TYPE_INT32:
    case Type::TYPE_ENUM:
      if (!FitsInt32(value)) return Fault::kType;
      out.Varint(static_cast<uint64_t>(value));
      return Fault::kNone;
    case Type::TYPE_INT64:
      out.Varint(static_cast<uint64_t>(value));
      return Fault::kNone;
    case Type::TYPE_SINT32:
      if (!FitsInt32(value)) return Fault::kType;
      out.Varint(ZigZag32(static_cast<int32_t>(value)));
      return Fault::kNone;
    case Type::TYPE_SINT64:
      out.Varint(ZigZag64(value));
      return Fault::kNone;
    case Type::TYPE_SFIXED32:
      if (!FitsInt32(value)) return Fault::kType;
      out.Fixed32(static_cast<uint32_t>(value));
      return Fault::kNone;
    case Type::TYPE_SFIXED64:
      out.Fixed64(static_cast<uint64_t>(value));
      return Fault::kNone;
    case Type::TYPE_DOUBLE:
    case Type::TYPE_FLOAT:
      return AppendDouble(field, static_cast<double>(value), out);
    default:
      return value < 0 ? Fault::kType : AppendUnsigned(field, static_cast<uint64_t>(value), out);
  }
}

Fault AppendUnsigned(const FieldSchema& field, uint64_t value, WireWriter& out) {
  const bool fits32 = value <= std::numeric_limits<uint32_t>::max();
  switch (field.type) {
    case Type::TYPE_UINT32:
      if (!fits32) return Fault::kType;
      out.Varint(value);
      return Fault::kNone;
    case Type::TYPE_UINT64:
      out.Varint(value);
      return Fault::kNone;
    case Type::TYPE_FIXED32:
      if (!fits32) return Fault::kType;
      out.Fixed32(static_cast<uint32_t>(value));
      return Fault::kNone;
    case Type::TYPE_FIXED64:
      out.Fixed64(value);
      return Fault::kNone;
    case Type::TYPE_DOUBLE:
    case Type::TYPE_FLOAT:
      return AppendDouble(field, static_cast<double>(value), out);
    case Type::TYPE_INT32:
    case Type::TYPE_INT64:
    case Type::TYPE_ENUM:
    case Type::TYPE_SINT32:
    case Type::TYPE_SINT64:
    case Type::TYPE_SFIXED32:
    case Type::TYPE_SFIXED64:
      if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) return Fault::kType;
      return AppendInteger(field, static_cast<int64_t>(value), out);
    default:
      return Fault::kType;
  }
}

Fault AppendDouble(const FieldSchema& field, double value, WireWriter& out) {
  if (field.type == Type::TYPE_DOUBLE) {
    uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    out.Fixed64(bits);
    return Fault::kNone;
  }
  if (field.type == Type::TYPE_FLOAT) {
    if (std::isfinite(value) &&
        std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
      return Fault::kType;
    }
    const float narrow = static_cast<float>(value);
    uint32_t bits = 0;
    std::memcpy(&bits, &narrow, sizeof(bits));
    out.Fixed32(bits);
    return Fault::kNone;
  }
  // Integral fields take 1.0 and 1e3. Below 2^63 the conversion is exact for every integral double.
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (!std::isfinite(value) || value != std::trunc(value) || value < -kTwoTo63 ||
      value >= 2 * kTwoTo63) {
    return Fault::kType;
  }
  if (value >= kTwoTo63) return AppendUnsigned(field, static_cast<uint64_t>(value), out);
  return AppendInteger(field, static_cast<int64_t>(value), out);
}

Fault AppendBool(const FieldSchema& field, bool value, WireWriter& out) {
  if (field.type != Type::TYPE_BOOL) return Fault::kType;
  out.Varint(value ? 1 : 0);
  return Fault::kNone;
}

WireType WireTypeOf(const FieldSchema& field) {
  switch (field.type) {
    case Type::TYPE_DOUBLE:
    case Type::TYPE_FIXED64:
    case Type::TYPE_SFIXED64:
      return WireType::kFixed64;
    case Type::TYPE_FLOAT:
    case Type::TYPE_FIXED32:
    case Type::TYPE_SFIXED32:
      return WireType::kFixed32;
    case Type::TYPE_STRING:
    case Type::TYPE_BYTES:
    case Type::TYPE_MESSAGE:
    case Type::TYPE_GROUP:
      return WireType::kBytes;
    default:
      return WireType::kVarint;
  }
}

std::string TypeName(const FieldSchema& field) {
  switch (field.type) {
    case Type::TYPE_STRING:
      return "a string";
    case Type::TYPE_BYTES:
      return "a base64 string";
    case Type::TYPE_BOOL:
      return "true or false";
    case Type::TYPE_ENUM:
      return "the name of an enum value";
    case Type::TYPE_DOUBLE:
    case Type::TYPE_FLOAT:
      return absl::StrCat("a number (", field.descriptor->type_name(), ")");
    case Type::TYPE_MESSAGE:
    case Type::TYPE_GROUP:
      return "an object";
    default:
      return absl::StrCat("an integer (", field.descriptor->type_name(), ")");
  }
}

}  // namespace ladder::gateway
