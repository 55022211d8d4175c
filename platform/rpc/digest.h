// SHA-256 and HMAC-SHA-256 of OpenSSL, for keys of requests and page tokens.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace ladder::rpc {

// 32 bytes.
std::string Sha256(absl::string_view data);
std::string HmacSha256(absl::string_view key, absl::string_view data);

// Equal messages give equal bytes within one build; map entries are sorted.
std::string SerializeDeterministic(const google::protobuf::Message& message);

// Whether two texts are equal, in a time that does not tell where they differ.
bool EqualInConstantTime(absl::string_view a, absl::string_view b);

}  // namespace ladder::rpc
