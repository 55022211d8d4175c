// Message types as transcoding uses them: compiled once from descriptors, immutable, shared by all
// threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"

namespace ladder::gateway {

// Levels of nesting, of JSON and of messages: what protobuf parsers take by default.
inline constexpr int kDepthMax = 100;

// Types whose JSON is not that of an ordinary message
// (https://protobuf.dev/programming-guides/proto3/#json).
enum class WellKnown {
  kNone,
  kTimestamp,
  kDuration,
  kFieldMask,
  kWrapper,  // google.protobuf.StringValue and its siblings: the bare value
  kStruct,
  kValue,
  kListValue,
  kAny,
};

struct MessageSchema;

struct FieldSchema {
  const google::protobuf::FieldDescriptor* descriptor = nullptr;
  std::string name = "";       // "display_name"
  std::string json_name = "";  // "displayName"
  std::string json_key = "";   // "\"displayName\":", as output writes it
  int number = 0;
  google::protobuf::FieldDescriptor::Type type = google::protobuf::FieldDescriptor::TYPE_STRING;
  bool repeated = false;  // true of maps, too
  bool map = false;
  bool packed = false;
  bool presence = false;  // a zero value differs from none: messages, oneofs, proto3 `optional`
  int oneof = -1;  // index of the oneof in its message; -1: none (proto3 `optional` counts as none)
  const MessageSchema* message = nullptr;  // of message fields; of a map: its entry
  const google::protobuf::EnumDescriptor* enumeration = nullptr;

  bool is_message() const { return message != nullptr; }
};

// From the request message down: {person, name}.
using FieldPath = std::vector<const FieldSchema*>;

struct MessageSchema {
  const google::protobuf::Descriptor* descriptor = nullptr;
  WellKnown well_known = WellKnown::kNone;
  bool http_body = false;           // google.api.HttpBody
  std::vector<FieldSchema> fields;  // in order of number

  // Null when there is none.
  const FieldSchema* ByNumber(int number) const;
  // By JSON name or proto name.
  const FieldSchema* ByName(absl::string_view name) const;

  absl::flat_hash_map<absl::string_view, const FieldSchema*> by_name;
};

// "registry.v1" and all it imports, plus what errors carry (google/rpc/error_details.proto), which
// a descriptor set need not name.
class Schema {
 public:
  // An error names the file that does not build.
  static absl::StatusOr<std::unique_ptr<Schema>> Load(
      const google::protobuf::FileDescriptorSet& files);

  // By full name, "ladder.registry.v1.Person"; null when unknown.
  const MessageSchema* Find(absl::string_view full_name) const;
  // Of an Any's "type.googleapis.com/<full name>"; null when unknown.
  const MessageSchema* FindByTypeUrl(absl::string_view type_url) const;
  // The files of the descriptor set itself, in its order.
  const std::vector<const google::protobuf::FileDescriptor*>& files() const { return files_; }

 private:
  Schema() = default;
  absl::Status AddFile(const google::protobuf::FileDescriptorProto& file);
  void AddMessage(const google::protobuf::Descriptor& descriptor);
  void Compile(MessageSchema& message);

  google::protobuf::DescriptorPool pool_;
  std::vector<const google::protobuf::FileDescriptor*> files_;
  absl::flat_hash_map<std::string, std::unique_ptr<MessageSchema>> messages_;
};

}  // namespace ladder::gateway
