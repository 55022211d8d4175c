#include "gateway/transcode/http_template.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

// "a/*/** :verb [name.part=0-2]": the template as a line of text.
std::string Show(const HttpTemplate& parsed) {
  std::string out;
  for (const HttpTemplate::Segment& segment : parsed.segments) {
    const char* const wild = segment.kind == HttpTemplate::SegmentKind::kOne ? "*" : "**";
    absl::StrAppend(&out, "/",
                    segment.kind == HttpTemplate::SegmentKind::kLiteral ? segment.literal : wild);
  }
  if (!parsed.verb.empty()) absl::StrAppend(&out, " :", parsed.verb);
  for (const HttpTemplate::Variable& variable : parsed.variables) {
    absl::StrAppend(&out, " [", absl::StrJoin(variable.field_path, "."), "=", variable.first, "-",
                    variable.last, variable.multi ? "+" : "", "]");
  }
  return out;
}

TEST(HttpTemplateTest, Parses) {
  struct Case {
    const char* text;
    const char* parsed;
  };
  const Case kCases[] = {
      {"/v1/things", "/v1/things"},
      {"/v1/*/things", "/v1/*/things"},
      {"/**", "/**"},
      {"/v1/**:find", "/v1/** :find"},
      {"/v1/{id}", "/v1/* [id=1-2]"},
      {"/v1/{id=*}", "/v1/* [id=1-2]"},
      {"/v1/{name=things/*}", "/v1/things/* [name=1-3+]"},
      {"/v1/{name=persons/*/spells/*}:end", "/v1/persons/*/spells/* :end [name=1-5+]"},
      {"/v1/{name=files/**}", "/v1/files/** [name=1-3+]"},
      {"/v1/{path=**}", "/v1/** [path=1-2+]"},
      {"/v1/{thing.name=things/*}/x/{other_id}",
       "/v1/things/*/x/* [thing.name=1-3+] [other_id=4-5]"},
      {"/v1/{fixed=literal}", "/v1/literal [fixed=1-2]"},
      {"/v1/a-b_c.d~e", "/v1/a-b_c.d~e"},
      {"/v1/things:batchGet", "/v1/things :batchGet"},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<HttpTemplate> parsed = HttpTemplate::Parse(c.text);
    ASSERT_TRUE(parsed.ok()) << c.text << ": " << parsed.status();
    EXPECT_EQ(Show(*parsed), c.parsed) << c.text;
  }
}

TEST(HttpTemplateTest, RefusesWhatIsOffTheGrammar) {
  const char* const kCases[] = {
      "",         "v1",          "/",           "//",         "/v1/",
      "/v1//x",   "/v1/{",       "/v1/{}",      "/v1/{a",     "/v1/{a=",
      "/v1/{a=}", "/v1/{a=*",    "/v1/{a={b}}", "/v1/**/x",   "/v1/{a=**}/x",
      "/v1/x:",   "/v1/x:y:z",   "/v1/x:y/z",   "/v1/***",    "/v1/{a..b}",
      "/v1/{.a}", "/v1/{a.}",    "/v1/x}",      "/v1/{a}{b}", "/v1/a b",
      "/v1/%41",  "/v1/{a}/{a}", "/v1/{a-b}",   "/v1/x?y",    "/v1/{a=b/}",
      "/v1/x*",   "/v1/*x",      ":verb",       "/:verb",
  };
  for (const char* text : kCases) EXPECT_FALSE(HttpTemplate::Parse(text).ok()) << text;
  EXPECT_FALSE(HttpTemplate::Parse(absl::StrCat("/", std::string(2000, 'a'))).ok());
}

}  // namespace
}  // namespace ladder::gateway
