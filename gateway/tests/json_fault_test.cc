#include "gateway/transcode/json_fault.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <string>

namespace ladder::gateway {
namespace {

constexpr int kDepth = 100;

TEST(JsonFaultTest, FindsThePlace) {
  struct Case {
    const char* text;
    size_t offset;
    const char* problem;
  };
  const Case kCases[] = {
      {"", 0, "unexpected end"},
      {"  ", 2, "unexpected end"},
      {"{", 1, "expected a name in quotes"},
      {"{\"a\":1,}", 7, "expected a name in quotes"},
      {"{a:1}", 1, "expected a name in quotes"},
      {"{'a':1}", 1, "expected a name in quotes"},
      {"{\"a\" 1}", 5, "expected \":\""},
      {"{\"a\":1 \"b\":2}", 7, "expected \",\" or \"}\""},
      {"[1,2", 4, "expected \",\" or \"]\""},
      {"[1,]", 3, "expected a value"},
      {"{} {}", 3, "more after the value"},
      {"{\"a\":tru}", 5, "expected a value"},
      {"{\"a\":01}", 5, "a number with a leading zero"},
      {"{\"a\":+1}", 5, "expected a value"},
      {"{\"a\":1.}", 7, "expected a digit"},
      {"{\"a\":1e}", 7, "expected a digit"},
      {"{\"a\":NaN}", 5, "expected a value"},
      {"{\"a\":123456789012345678901234567890}", 5, "a number that is too large"},
      {"{\"a\":1e999}", 5, "a number that is too large"},
      {"{\"a\":\"b\n\"}", 7, "control character in a string"},
      {"{\"a\":\"b", 7, "unclosed string"},
      {"{\"a\":\"\\x\"}", 7, "bad escape"},
      {"{\"a\":\"\\u12\"}", 7, "bad escape"},
      {"{\"a\":\"\\ud800\"}", 11, "half of a surrogate pair"},
      {"{\"a\":\"\\udc00\"}", 11, "half of a surrogate pair"},
      {"{\"a\":\"x\xff\"}", 7, "invalid UTF-8"},
      {"{\"a\":\"\xe6\x9d\x8e\xe6\"}", 9, "invalid UTF-8"},
      {"// no comments\n{}", 0, "expected a value"},
  };
  for (const Case& c : kCases) {
    const JsonFault fault = FindJsonFault(c.text, kDepth);
    ASSERT_NE(fault.problem, nullptr) << c.text;
    EXPECT_STREQ(fault.problem, c.problem) << c.text;
    EXPECT_EQ(fault.offset, c.offset) << c.text;
    simdjson::dom::parser parser;
    EXPECT_NE(parser.parse(std::string(c.text)).error(), simdjson::SUCCESS) << c.text;
  }
}

TEST(JsonFaultTest, AcceptsJson) {
  for (const char* text :
       {"{}", "[]", " null ", "-0", "1e2", "1.5E-10", "1e-999", "\"\\ud83d\\ude00\\u0000\\/\"",
        "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"\":true}", "18446744073709551615",
        "-9223372036854775808", "\t[\r\n1 ]", "\"\xf0\x9f\x98\x80\""}) {
    EXPECT_EQ(FindJsonFault(text, kDepth).problem, nullptr) << text;
    simdjson::dom::parser parser;
    EXPECT_EQ(parser.parse(std::string(text)).error(), simdjson::SUCCESS) << text;
  }
  EXPECT_EQ(FindJsonFault(std::string(100, '[') + std::string(100, ']'), kDepth).problem, nullptr);
  EXPECT_STREQ(FindJsonFault(std::string(102, '[') + std::string(102, ']'), kDepth).problem,
               "nested too deeply");
}

TEST(JsonFaultTest, LocatesLines) {
  const LineAndColumn place = Locate("{\n  \"a\": 1,\n  b\n}", 14);
  EXPECT_EQ(place.line, 3u);
  EXPECT_EQ(place.column, 3u);
}

}  // namespace
}  // namespace ladder::gateway
