// What the gateway serves, read from a descriptor set: the methods that have an HTTP rule, and
// their routes. Nothing here knows a service by name; a new RPC needs a new descriptor set and no
// other change.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gateway/transcode/http_template.h"
#include "gateway/transcode/schema.h"
#include "google/api/http.pb.h"

namespace ladder::gateway {

struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  std::string path = "";      // "/ladder.registry.v1.PersonService/GetPerson"
  std::string upstream = "";  // option ladder.options.v1.upstream of its file
  const MessageSchema* request = nullptr;
  const MessageSchema* response = nullptr;
  bool client_streaming = false;
  bool server_streaming = false;
  absl::Duration deadline_max =
      absl::ZeroDuration();  // method option deadline_seconds_max; zero: the default
};

// One HTTP binding of a method. A method has one per rule and additional binding.
struct Route {
  const Method* method = nullptr;
  std::string http_method = "";  // "GET"
  std::string pattern = "";      // the template as written: what logs and metrics name
  HttpTemplate path_template = {};
  std::vector<FieldPath> variables = {};  // one per path_template.variables

  enum class Body { kNone, kWhole, kField };
  Body body = Body::kNone;
  const FieldSchema* body_field = nullptr;      // of kField
  const FieldSchema* response_field = nullptr;  // of response_body; null: the whole response

  FieldPath request_id = {};                   // where Idempotency-Key goes; empty: nowhere
  FieldPath etag = {};                         // where If-Match goes; empty: nowhere
  const FieldSchema* response_etag = nullptr;  // what the ETag header shows

  // The HttpBody that is the request's body or the response itself; null when it is JSON.
  const MessageSchema* request_http_body() const;
  const MessageSchema* response_http_body() const;
};

class Api {
 public:
  // An error names the method and what is wrong with its rule: a template off the grammar, a
  // variable or body field that does not exist, a stream that HTTP can't carry, an upstream that is
  // not declared.
  static absl::StatusOr<std::unique_ptr<Api>> Load(
      const google::protobuf::FileDescriptorSet& files);
  // The same from a serialized descriptor set.
  static absl::StatusOr<std::unique_ptr<Api>> Load(absl::string_view serialized_files);

  const Schema& schema() const { return *schema_; }
  const std::vector<std::unique_ptr<Method>>& methods() const { return methods_; }
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }
  // By "/package.Service/Method"; null for methods without an HTTP rule, which are internal.
  const Method* FindMethod(absl::string_view path) const;

 private:
  Api() = default;
  absl::Status AddFile(const google::protobuf::FileDescriptor& file);
  absl::Status AddMethod(const google::protobuf::MethodDescriptor& descriptor,
                         const std::string& upstream);
  absl::Status AddRoute(const Method& method, const google::api::HttpRule& rule);

  std::unique_ptr<Schema> schema_;
  std::vector<std::unique_ptr<Method>> methods_;
  std::vector<std::unique_ptr<Route>> routes_;
  absl::flat_hash_map<absl::string_view, const Method*> by_path_;
};

}  // namespace ladder::gateway
