#include "gateway/transcode/openapi.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "gateway/tests/echo_api.h"

namespace ladder::gateway {
namespace {

using nlohmann::json;

const json& Document() {
  static const json* const document = new json(json::parse(OpenApiJson(EchoApi())));
  return *document;
}

json SchemaOf(const char* name) { return Document()["components"]["schemas"][name]; }

// The parameter of this name; null when there is none.
json Parameter(const json& operation, const std::string& name) {
  for (const json& parameter : operation["parameters"]) {
    if (parameter["name"] == name) return parameter;
  }
  return nullptr;
}

TEST(OpenApiTest, NamesPathParametersAfterCollections) {
  struct Case {
    const char* text;
    const char* path;
  };
  const Case kCases[] = {
      {"/v1/{name=persons/*}", "/v1/persons/{person}"},
      {"/v1/{name=classes/*/enrolments/*}:complete",
       "/v1/classes/{class}/enrolments/{enrolment}:complete"},
      {"/v1/{name=parties/*/boxes/*}", "/v1/parties/{party}/boxes/{box}"},
      {"/v1/{thing.name=things/*}", "/v1/things/{thing}"},
      {"/v1/{id}/x/{other.id}", "/v1/{id}/x/{other_id}"},
      {"/v1/{name=files/**}", "/v1/files/{file}"},
      {"/v1/{name=things/*/things/*}", "/v1/things/{thing}/things/{thing2}"},
      {"/v1/*", "/v1/{segment}"},
  };
  for (const Case& c : kCases)
    EXPECT_EQ(OpenApiPath(*HttpTemplate::Parse(c.text), nullptr), c.path) << c.text;
}

TEST(OpenApiTest, DescribesOperations) {
  const json& get = Document()["paths"]["/v1/things/{thing}"]["get"];
  EXPECT_EQ(get["operationId"], "EchoService_GetThing");
  EXPECT_EQ(get["description"], "Gets a thing. NOT_FOUND when there is none.");
  EXPECT_EQ(get["x-ladder-permission"], "echo.things.get");
  EXPECT_EQ(Parameter(get, "thing")["in"], "path");
  EXPECT_EQ(get["responses"]["200"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/ladder.gatewaytest.v1.Thing");
  EXPECT_FALSE(get.contains("requestBody"));

  const json& list = Document()["paths"]["/v1/boxes/{box}/things"]["get"];
  EXPECT_EQ(Parameter(list, "pageSize")["schema"]["maximum"], 1000);
  EXPECT_EQ(Parameter(list, "filter.color")["schema"]["$ref"],
            "#/components/schemas/ladder.gatewaytest.v1.Color");
  EXPECT_EQ(Parameter(list, "states")["schema"]["type"], "array");
  EXPECT_EQ(Parameter(list, "since")["schema"]["format"], "date-time");
  EXPECT_EQ(Parameter(list, "parent"), nullptr);
  EXPECT_EQ(Parameter(list, "extra"), nullptr);

  const json& update = Document()["paths"]["/v1/things/{thing}"]["patch"];
  EXPECT_EQ(Parameter(update, "If-Match")["in"], "header");
  EXPECT_EQ(Parameter(update, "Idempotency-Key")["in"], "header");
  EXPECT_EQ(Parameter(update, "updateMask")["in"], "query");
  EXPECT_EQ(Parameter(update, "thing.count"), nullptr);

  const json& complete = Document()["paths"]["/v1/things/{thing}:complete"]["post"];
  const json& body = complete["requestBody"]["content"]["application/json"]["schema"];
  EXPECT_TRUE(body["properties"].contains("reason"));
  EXPECT_FALSE(body["properties"].contains("name"));
  EXPECT_EQ(Document()["paths"]["/v2/things/{thing}"]["patch"]["operationId"],
            "EchoService_UpdateThing_2");
  EXPECT_TRUE(
      Document()["paths"]["/v1/things/{thing}:download"]["get"]["responses"]["200"]["content"]
          .contains("*/*"));
  EXPECT_TRUE(
      Document()["paths"]["/v1/things:watch"]["get"]["responses"]["200"]["content"].contains(
          "application/x-ndjson"));
}

TEST(OpenApiTest, DescribesMessages) {
  const json thing = SchemaOf("ladder.gatewaytest.v1.Thing");
  EXPECT_EQ(thing["description"], "One thing.");
  EXPECT_EQ(thing["required"], json({"displayName"}));
  EXPECT_EQ(thing["properties"]["displayName"]["maxLength"], 64);
  EXPECT_EQ(thing["properties"]["displayName"]["pattern"], "[^<>]*");
  EXPECT_EQ(thing["properties"]["count"]["minimum"], 1);
  EXPECT_EQ(thing["properties"]["labels"]["maxProperties"], 16);
  EXPECT_EQ(thing["properties"]["state"]["readOnly"], true);
  EXPECT_EQ(thing["properties"]["parent"]["$ref"],
            "#/components/schemas/ladder.gatewaytest.v1.Thing");
  const json shapes = SchemaOf("ladder.gatewaytest.v1.Shapes")["properties"];
  EXPECT_EQ(shapes["int64Value"],
            json({{"type", "string"}, {"format", "int64"}, {"description", "An int64."}}));
  EXPECT_EQ(shapes["wrappedBool"]["type"], json({"boolean", "null"}));
  EXPECT_EQ(shapes["byText"]["additionalProperties"]["format"], "int64");
  EXPECT_TRUE(shapes.contains("otherName"));
  const json color = SchemaOf("ladder.gatewaytest.v1.Color");
  EXPECT_EQ(color["enum"], json({"COLOR_UNSPECIFIED", "COLOR_RED", "COLOR_BLUE"}));
  EXPECT_NE(color["description"].get<std::string>().find("- `COLOR_RED`: Red."), std::string::npos);
}

// Every reference leads somewhere.
void ExpectRefs(const json& node) {
  if (node.is_object() && node.contains("$ref")) {
    const std::string ref = node["$ref"];
    EXPECT_TRUE(Document().contains(json::json_pointer(ref.substr(1)))) << ref;
  }
  for (const json& child : node) {
    if (child.is_structured()) ExpectRefs(child);
  }
}

TEST(OpenApiTest, ReferencesLeadSomewhere) { ExpectRefs(Document()); }

}  // namespace
}  // namespace ladder::gateway
