// Message types as JSON Schema, in the dialect of OpenAPI 3.1: what the JSON of openapi.h refers
// to.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "gateway/transcode/schema.h"

namespace ladder::gateway {

using Json = nlohmann::ordered_json;

// The comment that stands before a declaration in its proto file, without the lines' indents; ""
// when there is none.
template <typename Descriptor>
std::string CommentOf(const Descriptor& descriptor) {
  google::protobuf::SourceLocation location;
  if (!descriptor.GetSourceLocation(&location)) return "";
  std::string text;
  for (size_t at = 0; at < location.leading_comments.size();) {
    const size_t end =
        std::min(location.leading_comments.find('\n', at), location.leading_comments.size());
    const size_t start = std::min(location.leading_comments.find_first_not_of(' ', at), end);
    if (!text.empty()) text += "\n";
    text += location.leading_comments.substr(start, end - start);
    at = end + 1;
  }
  return text;
}

// Collects every type that is asked for, and those that it refers to.
class JsonSchemas {
 public:
  // {"$ref": ...} of a message or, where its JSON is no object, its schema itself.
  Json OfMessage(const MessageSchema& message);
  // The field with its comment, bounds and behaviour.
  Json OfField(const FieldSchema& field);
  // The value of the field alone: of one element, when it is repeated.
  Json OfValue(const FieldSchema& field);
  // The message's properties without those in `left_out`, as an object of its own.
  Json ObjectWithout(const MessageSchema& message, const std::set<const FieldSchema*>& left_out);

  // All that was asked for, by full name.
  Json components();

 private:
  Json RefTo(const std::string& full_name);

  std::map<std::string, Json> done_;
};

}  // namespace ladder::gateway
