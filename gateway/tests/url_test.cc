#include "gateway/transcode/url.h"

#include <gmock/gmock.h>

#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(UrlTest, SplitsTargets) {
  struct Case {
    const char* target;
    const char* path;
    const char* query;
  };
  const Case kCases[] = {
      {"/", "/", ""},
      {"/v1/things?a=1&b=2", "/v1/things", "a=1&b=2"},
      {"/v1?", "/v1", ""},
      {"/v1?a=b?c", "/v1", "a=b?c"},
      {"http://county.example/v1/x?y=1", "/v1/x", "y=1"},
      {"HTTPS://county.example", "/", ""},
  };
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Target target, SplitTarget(c.target));
    EXPECT_EQ(target.path, c.path) << c.target;
    EXPECT_EQ(target.query, c.query) << c.target;
  }
  for (const char* target : {"", "*", "v1/x", "/v1/a b", "/v1/\x7f", "/v1/\xe6", "/v1#x",
                             "county.example:443", "ftp://x/y", "http://x?y"}) {
    EXPECT_THAT(SplitTarget(target), Refused("URL_INVALID")) << target;
  }
}

TEST(UrlTest, ParsesQueries) {
  EXPECT_THAT(*ParseQuery(""), IsEmpty());
  EXPECT_THAT(*ParseQuery("&&"), IsEmpty());
  EXPECT_THAT(*ParseQuery("a=1&b=%E6%9D%8E+x&a=2"),
              ElementsAre(Pair("a", "1"), Pair("b", "\xe6\x9d\x8e x"), Pair("a", "2")));
  EXPECT_THAT(*ParseQuery("flag&x=1=2"), ElementsAre(Pair("flag", ""), Pair("x", "1=2")));
  for (const char* query : {"a=%", "a=%g0", "%ff=1", "a=%c0%80", "a=%00"}) {
    EXPECT_THAT(ParseQuery(query), Refused("URL_INVALID")) << query;
  }
}

}  // namespace
}  // namespace ladder::gateway
