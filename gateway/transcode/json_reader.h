// JSON straight to wire bytes, by descriptor. Stricter than proto3 JSON asks: unknown fields,
// repeated members of one object and two members of one oneof are refused, naming the field, and
// never dropped.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/scalar.h"
#include "gateway/transcode/schema.h"
#include "gateway/transcode/wire.h"

namespace ladder::gateway {

// A scalar of the request that comes from elsewhere than its body: from the path, or from a header.
struct Pinned {
  FieldPath path = {};
  std::string wire = "";  // tag and value
  bool must_agree =
      true;  // the same field with another value is FIELD_CONFLICT; false: the body or query wins
  bool present = false;  // whether body or query had it; an empty string counts as absent
};

// Notes in `pinned` that a scalar with these bytes was read at this path. False: it contradicts.
bool Agree(const FieldPath& path, absl::string_view wire, std::vector<Pinned>& pinned);

// Appends the fields of `message` that the JSON object `text` holds. Refuses with JSON_MALFORMED
// (line, column), JSON_TOO_DEEP, FIELD_UNKNOWN, FIELD_DUPLICATE, FIELD_ONEOF, FIELD_TYPE,
// FIELD_ENUM, FIELD_CONFLICT.
absl::Status ReadJsonMessage(const Schema& schema, const MessageSchema& message,
                             absl::string_view text, std::vector<Pinned>& pinned, WireWriter& out);

// The same where `text` is the value of one field.
absl::Status ReadJsonField(const Schema& schema, const FieldSchema& field, absl::string_view text,
                           std::vector<Pinned>& pinned, WireWriter& out);

// FIELD_TYPE or FIELD_ENUM about a field; used for query parameters and path variables, too.
absl::Status RefuseFault(Fault fault, const FieldSchema& field, absl::string_view path);

}  // namespace ladder::gateway
