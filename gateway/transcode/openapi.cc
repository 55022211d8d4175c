#include "gateway/transcode/openapi.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/transcode/openapi_schema.h"
#include "gateway/transcode/scalar.h"
#include "ladder/options/v1/options.pb.h"

namespace ladder::gateway {
namespace {

constexpr size_t kQueryDepthMax = 3;

// "classes" -> "class", "parties" -> "party", "persons" -> "person"
std::string Singular(std::string collection) {
  for (const char* ending : {"sses", "xes", "ches", "shes"}) {
    if (absl::EndsWith(collection, ending)) return collection.substr(0, collection.size() - 2);
  }
  if (absl::EndsWith(collection, "ies")) return collection.substr(0, collection.size() - 3) + "y";
  if (absl::EndsWith(collection, "s")) collection.pop_back();
  return collection;
}

// The name of the wildcard at `index`: what it is one of, else the field it binds.
std::string ParameterName(const HttpTemplate& path_template, size_t index) {
  for (const HttpTemplate::Variable& variable : path_template.variables) {
    if (index < variable.first || index >= variable.last) continue;
    const bool alone = variable.last - variable.first == 1;
    const HttpTemplate::Segment& before = path_template.segments[index == 0 ? 0 : index - 1];
    const bool in_collection =
        !alone && index > variable.first && before.kind == HttpTemplate::SegmentKind::kLiteral;
    return in_collection ? Singular(before.literal) : absl::StrJoin(variable.field_path, "_");
  }
  return "segment";
}

class Document {
 public:
  explicit Document(const Api& api) : api_(api) {}

  std::string Print() {
    Json paths = Json::object();
    for (const std::unique_ptr<Route>& route : api_.routes()) {
      const std::string http_method = absl::AsciiStrToLower(route->http_method);
      static const auto* const kMethods =
          new std::set<std::string>{"get", "put", "post", "delete", "patch"};
      if (kMethods->count(http_method) == 0) continue;
      paths[OpenApiPath(route->path_template, nullptr)][http_method] = Operation(*route);
    }
    Json document = {{"openapi", "3.1.0"},
                     {"info", {{"title", "Ladder"}, {"version", "v1"}}},
                     {"paths", paths},
                     {"components", {{"schemas", schemas_.components()}}}};
    document["components"]["schemas"]["Error"] = ErrorSchema();
    return document.dump();
  }

 private:
  Json Operation(const Route& route) {
    const google::protobuf::MethodDescriptor& method = *route.method->descriptor;
    std::string id = absl::StrCat(method.service()->name(), "_", method.name());
    const int uses = ++ids_[id];
    if (uses > 1) absl::StrAppend(&id, "_", uses);
    Json operation = {{"operationId", id}, {"tags", {method.service()->full_name()}}};
    if (const std::string comment = CommentOf(method); !comment.empty())
      operation["description"] = comment;
    const auto& options = method.options().GetExtension(ladder::options::v1::method);
    if (!options.permission().empty()) operation["x-ladder-permission"] = options.permission();
    Json parameters = PathParameters(route);
    AddQueryParameters(route, parameters);
    AddHeaderParameters(route, parameters);
    if (!parameters.empty()) operation["parameters"] = parameters;
    if (route.body != Route::Body::kNone) operation["requestBody"] = RequestBody(route);
    const Json error = {{"$ref", "#/components/schemas/Error"}};
    operation["responses"] = {
        {"200", {{"description", "The answer."}, {"content", ResponseContent(route)}}},
        {"default",
         {{"description", "A refusal."},
          {"content", {{"application/json", {{"schema", error}}}}}}}};
    return operation;
  }

  Json PathParameters(const Route& route) {
    std::vector<std::string> names;
    OpenApiPath(route.path_template, &names);
    Json parameters = Json::array();
    size_t next = 0;
    for (size_t i = 0; i < route.path_template.segments.size(); ++i) {
      if (route.path_template.segments[i].kind == HttpTemplate::SegmentKind::kLiteral) continue;
      Json parameter = {{"name", names[next++]},
                        {"in", "path"},
                        {"required", true},
                        {"schema", {{"type", "string"}}}};
      for (size_t v = 0; v < route.variables.size(); ++v) {
        const HttpTemplate::Variable& variable = route.path_template.variables[v];
        if (i < variable.first || i >= variable.last) continue;
        const FieldSchema& field = *route.variables[v].back();
        if (!variable.multi) parameter["schema"] = schemas_.OfValue(field);
        if (const std::string comment = CommentOf(*field.descriptor); !comment.empty())
          parameter["description"] = comment;
      }
      parameters.push_back(parameter);
    }
    return parameters;
  }

  void AddQueryParameters(const Route& route, Json& parameters) {
    if (route.body == Route::Body::kWhole) return;
    std::vector<const FieldSchema*> path;
    AddQueryFields(route, *route.method->request, path, parameters);
  }

  void AddQueryFields(const Route& route, const MessageSchema& message,
                      std::vector<const FieldSchema*>& path, Json& parameters) {
    for (const FieldSchema& field : message.fields) {
      path.push_back(&field);
      const bool bound =
          std::find(route.variables.begin(), route.variables.end(), path) != route.variables.end();
      const WellKnown kind = field.is_message() ? field.message->well_known : WellKnown::kNone;
      const bool value = !field.is_message() || IsTextual(kind) || kind == WellKnown::kWrapper;
      if (bound || path.front() == route.body_field || field.map) {
        // Comes from elsewhere, or can't be in a query.
      } else if (value) {
        parameters.push_back(QueryParameter(path));
      } else if (!field.repeated && kind == WellKnown::kNone && path.size() < kQueryDepthMax) {
        AddQueryFields(route, *field.message, path, parameters);
      }
      path.pop_back();
    }
  }

  Json QueryParameter(const std::vector<const FieldSchema*>& path) {
    const std::string name = absl::StrJoin(
        path, ".",
        [](std::string* out, const FieldSchema* field) { absl::StrAppend(out, field->json_name); });
    Json schema = schemas_.OfField(*path.back());
    Json parameter = {{"name", name}, {"in", "query"}};
    if (schema.contains("description")) parameter["description"] = schema["description"];
    schema.erase("description");
    parameter["schema"] = schema;
    return parameter;
  }

  static void AddHeaderParameters(const Route& route, Json& parameters) {
    const auto add = [&](const char* name, const char* description) {
      parameters.push_back({{"name", name},
                            {"in", "header"},
                            {"description", description},
                            {"schema", {{"type", "string"}}}});
    };
    if (!route.request_id.empty())
      add("Idempotency-Key", "The request id, when the message has none.");
    if (!route.etag.empty()) add("If-Match", "The quoted etag that the resource must still have.");
  }

  Json RequestBody(const Route& route) {
    if (route.request_http_body() != nullptr)
      return {{"content", {{"*/*", {{"schema", Json::object()}}}}}};
    Json schema;
    if (route.body == Route::Body::kField) {
      schema = schemas_.OfField(*route.body_field);
    } else {
      std::set<const FieldSchema*> bound;
      for (const FieldPath& variable : route.variables) {
        if (variable.size() == 1) bound.insert(variable.front());
      }
      schema = bound.empty() ? schemas_.OfMessage(*route.method->request)
                             : schemas_.ObjectWithout(*route.method->request, bound);
    }
    return {{"content", {{"application/json", {{"schema", schema}}}}}};
  }

  Json ResponseContent(const Route& route) {
    if (route.response_http_body() != nullptr) return {{"*/*", {{"schema", Json::object()}}}};
    const Json schema = route.response_field != nullptr
                            ? schemas_.OfField(*route.response_field)
                            : schemas_.OfMessage(*route.method->response);
    return {{route.method->server_streaming ? "application/x-ndjson" : "application/json",
             {{"schema", schema}}}};
  }

  static Json ErrorSchema() {
    const Json details = {{"type", "array"}, {"items", {{"type", "object"}}}};
    const Json error = {
        {"type", "object"},
        {"properties",
         {{"code", {{"type", "integer"}, {"description", "The HTTP status."}}},
          {"message", {{"type", "string"}, {"description", "For people, in the asked language."}}},
          {"status", {{"type", "string"}, {"description", "The gRPC code's name."}}},
          {"details", details}}},
        {"required", {"code", "message", "status"}}};
    return {{"type", "object"}, {"properties", {{"error", error}}}, {"required", {"error"}}};
  }

  const Api& api_;
  JsonSchemas schemas_;
  std::map<std::string, int> ids_;
};

}  // namespace

std::string OpenApiPath(const HttpTemplate& path_template, std::vector<std::string>* parameters) {
  std::string path;
  std::set<std::string> taken;
  for (size_t i = 0; i < path_template.segments.size(); ++i) {
    const HttpTemplate::Segment& segment = path_template.segments[i];
    if (segment.kind == HttpTemplate::SegmentKind::kLiteral) {
      absl::StrAppend(&path, "/", segment.literal);
      continue;
    }
    const std::string base = ParameterName(path_template, i);
    std::string name = base;
    for (int suffix = 2; !taken.insert(name).second; ++suffix) name = absl::StrCat(base, suffix);
    absl::StrAppend(&path, "/{", name, "}");
    if (parameters != nullptr) parameters->push_back(name);
  }
  if (!path_template.verb.empty()) absl::StrAppend(&path, ":", path_template.verb);
  return path;
}

std::string OpenApiJson(const Api& api) { return Document(api).Print(); }

}  // namespace ladder::gateway
