// Values as text: of path variables, query parameters, map keys and JSON strings to wire bytes, and
// back. The forms are those of proto3 JSON (https://protobuf.dev/programming-guides/proto3/#json).
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "gateway/transcode/schema.h"
#include "gateway/transcode/wire.h"

namespace ladder::gateway {

enum class Fault {
  kNone,
  kType,  // not of the field's type, or out of its range
  kEnum,  // a name that the enum does not have
};

// Appends the value without its tag. Integers are decimal without signs but "-", blanks or leading
// "+"; floats may be "NaN", "Infinity" or "-Infinity"; enums are a name or a number; bytes are
// base64 of either alphabet, padded or not.
Fault AppendText(const FieldSchema& field, absl::string_view text, WireWriter& out);

// The same of a number that is no text. Integral fields refuse fractions.
Fault AppendInteger(const FieldSchema& field, int64_t value, WireWriter& out);
Fault AppendUnsigned(const FieldSchema& field, uint64_t value, WireWriter& out);
Fault AppendDouble(const FieldSchema& field, double value, WireWriter& out);
Fault AppendBool(const FieldSchema& field, bool value, WireWriter& out);

// How the field's values stand on the wire.
WireType WireTypeOf(const FieldSchema& field);

// "an integer (int32)": what a refusal says the value should be.
std::string TypeName(const FieldSchema& field);

// Whether messages of this type are a JSON string: Timestamp, Duration, FieldMask.
bool IsTextual(WellKnown kind);
// "a timestamp (RFC 3339)": what a refusal says such a value should be.
absl::string_view TextualName(WellKnown kind);
// Appends the fields of such a message. An update mask may name fields in lowerCamelCase or as in
// the proto.
Fault AppendTextual(WellKnown kind, absl::string_view text, WireWriter& out);
// The JSON string of such a message from its wire bytes; nothing when they hold no valid value.
absl::optional<std::string> TextualToString(WellKnown kind, absl::string_view wire);

}  // namespace ladder::gateway
