// Wire bytes straight to proto3 JSON, by descriptor: lowerCamelCase names, 64-bit integers as
// strings, bytes as base64, fields that hold their default left out. Fields that the descriptor
// does not know are dropped; an Any of an unknown type shows its bytes.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/schema.h"

namespace ladder::gateway {

// An error means that the bytes are no such message: the sender's defect, never the caller's.
absl::StatusOr<std::string> ToJson(const Schema& schema, const MessageSchema& message,
                                   absl::string_view wire);

// The JSON of one field of the message alone (response_body), its default when it is absent.
absl::StatusOr<std::string> FieldToJson(const Schema& schema, const MessageSchema& message,
                                        const FieldSchema& field, absl::string_view wire);

}  // namespace ladder::gateway
