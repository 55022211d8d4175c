#include "gateway/transcode/api.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/api/annotations.pb.h"
#include "ladder/options/v1/options.pb.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

namespace pb = ::google::protobuf;

absl::Status BadRule(const Method& method, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat("http rule of ", method.path, ": ", problem));
}

// The HTTP method and the path template of a rule.
std::pair<std::string, std::string> PatternOf(const google::api::HttpRule& rule) {
  switch (rule.pattern_case()) {
    case google::api::HttpRule::kGet:
      return {"GET", rule.get()};
    case google::api::HttpRule::kPut:
      return {"PUT", rule.put()};
    case google::api::HttpRule::kPost:
      return {"POST", rule.post()};
    case google::api::HttpRule::kDelete:
      return {"DELETE", rule.delete_()};
    case google::api::HttpRule::kPatch:
      return {"PATCH", rule.patch()};
    case google::api::HttpRule::kCustom:
      return {rule.custom().kind(), rule.custom().path()};
    case google::api::HttpRule::PATTERN_NOT_SET:
      return {};
  }
  return {};
}

bool IsSingularString(const FieldSchema* field) {
  return field != nullptr && !field->repeated && field->type == pb::FieldDescriptor::TYPE_STRING;
}

// Resolves {"person", "name"} to a singular scalar, or explains why it can't.
absl::StatusOr<FieldPath> ResolveVariable(const Method& method,
                                          const std::vector<std::string>& names) {
  FieldPath path;
  const MessageSchema* message = method.request;
  for (const std::string& name : names) {
    const FieldSchema* field = message == nullptr ? nullptr : message->ByName(name);
    if (field == nullptr || field->repeated) {
      return BadRule(method, absl::StrCat("{", absl::StrJoin(names, "."),
                                          "} is no singular field of the request"));
    }
    path.push_back(field);
    message = field->message;
  }
  if (path.back()->is_message()) {
    return BadRule(method, absl::StrCat("{", absl::StrJoin(names, "."),
                                        "} is a message; a path binds scalars"));
  }
  return path;
}

// Where If-Match goes: the request's own etag (delete and custom methods), else that of the
// resource in the body (update), else that of the resource whose name the path binds.
FieldPath EtagPath(const Route& route) {
  const FieldSchema* own = route.method->request->ByName("etag");
  if (IsSingularString(own)) return {own};
  std::vector<const FieldSchema*> holders;
  if (route.body_field != nullptr) holders.push_back(route.body_field);
  for (const FieldPath& variable : route.variables) {
    if (variable.size() == 2) holders.push_back(variable.front());
  }
  for (const FieldSchema* holder : holders) {
    if (!holder->is_message() || holder->repeated) continue;
    const FieldSchema* etag = holder->message->ByName("etag");
    if (IsSingularString(etag)) return {holder, etag};
  }
  return {};
}

absl::Status ResolveBody(const google::api::HttpRule& rule, Route& route) {
  const Method& method = *route.method;
  if (rule.body() == "*") {
    route.body = Route::Body::kWhole;
  } else if (!rule.body().empty()) {
    route.body = Route::Body::kField;
    route.body_field = method.request->ByName(rule.body());
    if (route.body_field == nullptr)
      return BadRule(method, absl::StrCat("no body field \"", rule.body(), "\""));
    for (const FieldPath& variable : route.variables) {
      if (variable.size() == 1 && variable.front() == route.body_field) {
        return BadRule(method, "the body field is bound by the path, too");
      }
    }
  }
  if (!rule.response_body().empty()) {
    route.response_field = method.response->ByName(rule.response_body());
    if (route.response_field == nullptr) {
      return BadRule(method, absl::StrCat("no response_body field \"", rule.response_body(), "\""));
    }
  }
  if (method.client_streaming &&
      (method.server_streaming || route.request_http_body() == nullptr)) {
    return BadRule(method,
                   "HTTP carries a client stream only as google.api.HttpBody with one answer");
  }
  return absl::OkStatus();
}

}  // namespace

const MessageSchema* Route::request_http_body() const {
  const MessageSchema* body_message = nullptr;
  if (body == Body::kWhole) body_message = method->request;
  if (body == Body::kField && !body_field->repeated) body_message = body_field->message;
  return body_message != nullptr && body_message->http_body ? body_message : nullptr;
}

const MessageSchema* Route::response_http_body() const {
  const MessageSchema* message = method->response;
  if (response_field != nullptr)
    message = response_field->repeated ? nullptr : response_field->message;
  return message != nullptr && message->http_body ? message : nullptr;
}

absl::StatusOr<std::unique_ptr<Api>> Api::Load(absl::string_view serialized_files) {
  // The annotations are extensions that the generated pool knows, so parsing resolves them.
  pb::FileDescriptorSet files;
  if (!files.ParseFromArray(serialized_files.data(), static_cast<int>(serialized_files.size()))) {
    return absl::InvalidArgumentError("the descriptor set is no serialized FileDescriptorSet");
  }
  return Load(files);
}

absl::StatusOr<std::unique_ptr<Api>> Api::Load(const pb::FileDescriptorSet& files) {
  std::unique_ptr<Api> api(new Api());
  LADDER_ASSIGN_OR_RETURN(api->schema_, Schema::Load(files));
  for (const pb::FileDescriptor* file : api->schema_->files()) {
    LADDER_RETURN_IF_ERROR(api->AddFile(*file));
  }
  return api;
}

absl::Status Api::AddFile(const pb::FileDescriptor& file) {
  const std::string& upstream = file.options().GetExtension(ladder::options::v1::upstream);
  for (int i = 0; i < file.service_count(); ++i) {
    for (int j = 0; j < file.service(i)->method_count(); ++j) {
      const pb::MethodDescriptor& method = *file.service(i)->method(j);
      // A file that declares no upstream belongs to nobody here, such as
      // google/longrunning/operations.proto.
      if (upstream.empty() || !method.options().HasExtension(google::api::http)) continue;
      LADDER_RETURN_IF_ERROR(AddMethod(method, upstream));
    }
  }
  return absl::OkStatus();
}

absl::Status Api::AddMethod(const pb::MethodDescriptor& descriptor, const std::string& upstream) {
  const auto& options = descriptor.options().GetExtension(ladder::options::v1::method);
  methods_.push_back(std::make_unique<Method>(
      Method{.descriptor = &descriptor,
             .path = absl::StrCat("/", descriptor.service()->full_name(), "/", descriptor.name()),
             .upstream = upstream,
             .request = schema_->Find(descriptor.input_type()->full_name()),
             .response = schema_->Find(descriptor.output_type()->full_name()),
             .client_streaming = descriptor.client_streaming(),
             .server_streaming = descriptor.server_streaming(),
             .deadline_max = absl::Seconds(options.deadline_seconds_max())}));
  const Method& method = *methods_.back();
  by_path_.emplace(method.path, &method);
  const google::api::HttpRule& rule = descriptor.options().GetExtension(google::api::http);
  LADDER_RETURN_IF_ERROR(AddRoute(method, rule));
  for (const google::api::HttpRule& additional : rule.additional_bindings()) {
    if (additional.additional_bindings_size() > 0)
      return BadRule(method, "additional bindings do not nest");
    LADDER_RETURN_IF_ERROR(AddRoute(method, additional));
  }
  return absl::OkStatus();
}

absl::Status Api::AddRoute(const Method& method, const google::api::HttpRule& rule) {
  auto route = std::make_unique<Route>();
  route->method = &method;
  std::tie(route->http_method, route->pattern) = PatternOf(rule);
  if (route->http_method.empty()) return BadRule(method, "no pattern");
  LADDER_ASSIGN_OR_RETURN(route->path_template, HttpTemplate::Parse(route->pattern));
  for (const HttpTemplate::Variable& variable : route->path_template.variables) {
    LADDER_ASSIGN_OR_RETURN(FieldPath path, ResolveVariable(method, variable.field_path));
    route->variables.push_back(std::move(path));
  }
  LADDER_RETURN_IF_ERROR(ResolveBody(rule, *route));
  const FieldSchema* request_id = method.request->ByName("request_id");
  if (IsSingularString(request_id)) route->request_id = {request_id};
  route->etag = EtagPath(*route);
  const FieldSchema* etag = method.response->ByName("etag");
  if (IsSingularString(etag) && !method.server_streaming) route->response_etag = etag;
  routes_.push_back(std::move(route));
  return absl::OkStatus();
}

const Method* Api::FindMethod(absl::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second;
}

}  // namespace ladder::gateway
