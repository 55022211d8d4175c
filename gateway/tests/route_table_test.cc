#include "gateway/transcode/route_table.h"

#include <gmock/gmock.h>

#include "absl/strings/str_join.h"
#include "gateway/tests/echo_api.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

const RouteTable& EchoTable() {
  static const RouteTable* const table = RouteTable::Build(EchoApi().routes())->release();
  return *table;
}

TEST(RouteTableTest, FindsTheMethodAndItsVariables) {
  struct Case {
    const char* http_method;
    const char* path;
    const char* method;
    const char* variables;
  };
  const Case kCases[] = {
      {"GET", "/v1/things/a", "GetThing", "things/a"},
      {"HEAD", "/v1/things/a", "GetThing", "things/a"},
      {"GET", "/v1/things/own", "GetOwnThing", ""},
      {"DELETE", "/v1/things/own", "DeleteThing", "things/own"},
      {"LOCK", "/v1/things/a", "LockThing", "things/a"},
      {"GET", "/v1/boxes/b/things", "ListThings", "boxes/b"},
      {"POST", "/v1/things", "CreateThing", ""},
      {"PATCH", "/v1/things/a", "UpdateThing", "things/a"},
      {"PATCH", "/v2/things/a", "UpdateThing", "things/a"},
      {"POST", "/v1/things/a:complete", "CompleteThing", "things/a"},
      {"GET", "/v1/things:watch", "WatchThings", ""},
      {"GET", "/v1/things/a/spells/s", "GetSpell", "things/a/spells/s"},
      {"GET", "/v1/files", "FindFile", "files"},
      {"GET", "/v1/files/a", "FindFile", "files/a"},
      {"GET", "/v1/files/a/b/c", "FindFile", "files/a/b/c"},
      {"GET", "/v1/numbers/7/COLOR_RED/true", "FindByNumber", "7|COLOR_RED|true"},
      // An unknown verb is part of the value.
      {"GET", "/v1/things/a:b", "GetThing", "things/a:b"},
      // A value of several segments keeps its encoded slashes, so that nobody takes them for
      // borders.
      {"GET", "/v1/things/a%2Fb%20c", "GetThing", "things/a%2Fb c"},
      {"GET", "/v1/%74hings/a", "GetThing", "%74hings/a"},
      {"GET", "/v1/things/%E6%9D%8E", "GetThing", "things/\xe6\x9d\x8e"},
  };
  for (const Case& c : kCases) {
    const RouteMatch match = EchoTable().Find(c.http_method, c.path);
    ASSERT_NE(match.route, nullptr) << c.http_method << " " << c.path;
    EXPECT_EQ(match.route->method->descriptor->name(), c.method) << c.path;
    const absl::StatusOr<std::vector<std::string>> variables = CaptureVariables(match);
    ASSERT_TRUE(variables.ok()) << c.path;
    const bool literal_was_encoded = absl::string_view(c.variables).substr(0, 1) == "%";
    EXPECT_EQ(absl::StrJoin(*variables, "|"), literal_was_encoded ? "things/a" : c.variables)
        << c.path;
  }
}

TEST(RouteTableTest, KnowsNoOtherPaths) {
  const char* const kCases[] = {
      "",
      "/",
      "/v1",
      "/v1/",
      "/v1/things/",
      "/v1//things/a",
      "/v1/things/a/b",
      "/v1/./files",
      "/v1/things/..",
      "/v3/things/a",
      "/v1/things:bogus/x",
      "/v1/numbers/7",
      "v1/things/a",
      "/v1/files/../x",
  };
  for (const char* path : kCases) {
    const RouteMatch match = EchoTable().Find("GET", path);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_TRUE(match.allowed.empty()) << path;
  }
  std::string deep = "/v1/files";
  for (size_t i = 0; i < kPathSegmentsMax; ++i) deep += "/a";
  EXPECT_EQ(EchoTable().Find("GET", deep).route, nullptr);
}

TEST(RouteTableTest, NamesTheMethodsThatAPathHas) {
  struct Case {
    const char* http_method;
    const char* path;
    std::vector<std::string> allowed;
  };
  const Case kCases[] = {
      {"PUT", "/v1/things/a", {"DELETE", "GET", "LOCK", "PATCH"}},
      {"GET", "/v1/things/a:complete", {"POST"}},
      {"GET", "/v1/things", {"POST"}},
      {"get", "/v1/things/own", {"DELETE", "GET", "LOCK", "PATCH"}},
  };
  for (const Case& c : kCases) {
    const RouteMatch match = EchoTable().Find(c.http_method, c.path);
    EXPECT_EQ(match.route, nullptr) << c.path;
    EXPECT_EQ(match.allowed, c.allowed) << c.path;
  }
}

TEST(RouteTableTest, RefusesBadEscapesInVariables) {
  for (const char* path :
       {"/v1/things/%", "/v1/things/%2", "/v1/things/%zz", "/v1/things/%ff", "/v1/things/%00"}) {
    const RouteMatch match = EchoTable().Find("GET", path);
    ASSERT_NE(match.route, nullptr) << path;
    EXPECT_THAT(CaptureVariables(match), Refused("URL_INVALID")) << path;
  }
}

// Routes of one method with these templates.
absl::Status BuildOf(std::initializer_list<std::pair<const char*, const char*>> templates) {
  std::vector<std::unique_ptr<Route>> routes;
  for (const auto& [http_method, pattern] : templates) {
    routes.push_back(std::make_unique<Route>());
    routes.back()->method = EchoApi().methods().front().get();
    routes.back()->http_method = http_method;
    routes.back()->pattern = pattern;
    routes.back()->path_template = *HttpTemplate::Parse(pattern);
  }
  return RouteTable::Build(routes).status();
}

TEST(RouteTableTest, AmbiguousRoutesRefuseTheStart) {
  struct Case {
    const char* first;
    const char* second;
    bool ok;
  };
  const Case kCases[] = {
      {"/v1/things/*", "/v1/things/{id}", false},
      {"/v1/{a=things/*}", "/v1/things/{b}", false},
      {"/v1/*/b", "/v1/a/*", false},
      {"/v1/*/b/**", "/v1/a/*/**", false},
      {"/v1/**", "/v1/{rest=**}", false},
      {"/v1/*/x", "/v1/a/**", false},
      {"/v1/a:go", "/v1/a:go", false},
      {"/v1/a", "/v1/*", true},
      {"/v1/a/*", "/v1/*/*", true},
      {"/v1/a/**", "/v1/a/*", true},
      {"/v1/a/**", "/v1/**", true},
      {"/v1/a:go", "/v1/a:run", true},
      {"/v1/a:go", "/v1/a", true},
      {"/v1/a/b", "/v1/a", true},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(BuildOf({{"GET", c.first}, {"GET", c.second}}).ok(), c.ok)
        << c.first << " " << c.second;
    EXPECT_EQ(BuildOf({{"GET", c.second}, {"GET", c.first}}).ok(), c.ok)
        << c.second << " " << c.first;
    EXPECT_TRUE(BuildOf({{"GET", c.first}, {"POST", c.second}}).ok()) << c.first << " " << c.second;
  }
}

}  // namespace
}  // namespace ladder::gateway
