#include "gateway/transcode/build_request.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/field_comparator.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "gateway/tests/echo_api.h"
#include "ladder/gatewaytest/v1/echo.pb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

namespace echo = ::ladder::gatewaytest::v1;

constexpr size_t kBytesMax = 4 * 1024 * 1024;

template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// The first field that the refusal names; "" when it names none.
std::string FieldOf(const absl::Status& status) {
  const std::optional<Refusal> refusal = RefusalOf(status);
  return refusal && !refusal->fields.empty() ? refusal->fields.front().field : "";
}

absl::StatusOr<std::string> BuildShapes(absl::string_view json) {
  RequestParts parts;
  parts.body = json;
  return BuildRequest(EchoApi().schema(), EchoRoute("POST", "/v1/shapes"), parts, kBytesMax);
}

template <typename Message>
void ExpectMessage(const absl::StatusOr<std::string>& wire, const std::string& text,
                   absl::string_view about) {
  ASSERT_TRUE(wire.ok()) << about << ": " << wire.status();
  Message message;
  ASSERT_TRUE(message.ParseFromString(*wire)) << about;
  google::protobuf::util::DefaultFieldComparator comparator;
  comparator.set_treat_nan_as_equal(true);
  google::protobuf::util::MessageDifferencer differencer;
  differencer.set_field_comparator(&comparator);
  std::string differences;
  differencer.ReportDifferencesToString(&differences);
  EXPECT_TRUE(differencer.Compare(FromText<Message>(text), message))
      << about << ": " << differences;
}

TEST(BuildRequestTest, ReadsEveryShape) {
  struct Case {
    const char* json;
    const char* message;
  };
  const Case kCases[] = {
      {"", ""},
      {"{}", ""},
      {" {\n} ", ""},
      {R"({"doubleValue": 1.5, "float_value": -2, "int32Value": 3})",
       "double_value: 1.5 float_value: -2 int32_value: 3"},
      {R"({"doubleValue": "NaN", "floatValue": "-Infinity"})",
       "double_value: nan float_value: -inf"},
      {R"({"doubleValue": "1e3", "floatValue": 1e-3})", "double_value: 1000 float_value: 0.001"},
      {R"({"int32Value": "-2147483648", "int64Value": "9223372036854775807"})",
       "int32_value: -2147483648 int64_value: 9223372036854775807"},
      {R"({"int32Value": 1e3, "int64Value": -1.0, "uint64Value": 18446744073709551615})",
       "int32_value: 1000 int64_value: -1 uint64_value: 18446744073709551615"},
      {R"({"uint32Value": 4294967295, "sint32Value": -5, "sint64Value": "-6"})",
       "uint32_value: 4294967295 sint32_value: -5 sint64_value: -6"},
      {R"({"fixed32Value": 1, "fixed64Value": "2", "sfixed32Value": -3, "sfixed64Value": -4})",
       "fixed32_value: 1 fixed64_value: 2 sfixed32_value: -3 sfixed64_value: -4"},
      {R"({"boolValue": true, "stringValue": "\u674e\n\"", "bytesValue": "+/8="})",
       R"(bool_value: true string_value: "李\n\"" bytes_value: "\373\377")"},
      {R"({"bytesValue": "-_8"})", R"(bytes_value: "\373\377")"},
      {R"({"color": "COLOR_RED", "colors": ["COLOR_BLUE", 1, 77]})",
       "color: COLOR_RED colors: [COLOR_BLUE, COLOR_RED, 77]"},
      {R"({"nested": {"nested": {"maybe": 0}}})", "nested { nested { maybe: 0 } }"},
      {R"({"choiceFilter": {"text": "x"}})", R"(choice_filter { text: "x" })"},
      {R"({"choiceNumber": null, "choiceText": "t"})", R"(choice_text: "t")"},
      {R"({"numbers": [1, "2", -3], "looseNumbers": [4, 5], "texts": ["", "a"]})",
       R"(numbers: [1, 2, -3] loose_numbers: [4, 5] texts: ["", "a"])"},
      {R"({"numbers": [], "filters": [{}, {"color": 2}], "doubles": [0.5]})",
       "filters {} filters { color: COLOR_BLUE } doubles: 0.5"},
      {R"({"byText": {"a": 1, "": "2"}, "byNumber": {"-1": {"number": 5}}, "byBool": {"true": "COLOR_RED"}})",
       R"(by_text { key: "a" value: 1 } by_text { key: "" value: 2 } by_number { key: -1 value { number: 5 } }
          by_bool { key: true value: COLOR_RED })"},
      {R"({"time": "2024-02-29T23:59:59.5+08:00", "span": "-1.5s", "mask": "displayName,parent.etag,display_name"})",
       R"(time { seconds: 1709222399 nanos: 500000000 } span { seconds: -1 nanos: -500000000 }
          mask { paths: "display_name" paths: "parent.etag" paths: "display_name" })"},
      {R"({"times": ["1970-01-01T00:00:00Z"], "mask": "*"})", R"(times {} mask { paths: "*" })"},
      {R"({"object": {"a": null, "b": [1, "x", true, {}], "c": {"d": -0.5}}})",
       R"(object { fields { key: "a" value { null_value: NULL_VALUE } }
                   fields { key: "b" value { list_value { values { number_value: 1 } values { string_value: "x" }
                                             values { bool_value: true } values { struct_value {} } } } }
                   fields { key: "c" value { struct_value { fields { key: "d" value { number_value: -0.5 } } } } } })"},
      {R"({"value": null, "values": [null, 1], "list": ["a"]})",
       R"(value { null_value: NULL_VALUE } values { null_value: NULL_VALUE } values { number_value: 1 }
          list { values { string_value: "a" } })"},
      {R"({"any": {"@type": "type.googleapis.com/ladder.gatewaytest.v1.Filter", "color": "COLOR_RED"}})",
       R"(any { [type.googleapis.com/ladder.gatewaytest.v1.Filter] { color: COLOR_RED } })"},
      {R"({"any": {"value": "2s", "@type": "type.googleapis.com/google.protobuf.Duration"}})",
       R"(any { [type.googleapis.com/google.protobuf.Duration] { seconds: 2 } })"},
      {R"({"wrappedText": "", "wrappedNumber": "7", "wrappedBool": false})",
       R"(wrapped_text {} wrapped_number { value: 7 } wrapped_bool {})"},
      {R"({"nothing": null, "empty": {}, "money": {"currencyCode": "CNY", "units": "5", "nanos": 10000000}})",
       R"(empty {} money { currency_code: "CNY" units: 5 nanos: 10000000 })"},
      {R"({"otherName": "x", "far": 9, "int32Value": null, "numbers": null, "nested": null})",
       R"(renamed: "x" far: 9)"},
      {R"({"renamed": "x"})", R"(renamed: "x")"},
      {R"({"stringValue": "\u0000"})", R"(string_value: "\000")"},
  };
  for (const Case& c : kCases) ExpectMessage<echo::Shapes>(BuildShapes(c.json), c.message, c.json);
}

// Protobuf's own parser is the judge of what this one accepts.
TEST(BuildRequestTest, AgreesWithProtobufsParser) {
  const char* const kCases[] = {
      R"({"doubleValue": 0.1, "floatValue": 3.4e38, "int64Value": "-9223372036854775808"})",
      R"({"span": "315576000000s", "time": "9999-12-31T23:59:59.999999999Z"})",
      R"({"span": "0.000000001s", "time": "0001-01-01T00:00:00Z"})",
      R"({"object": {"x": {"y": [[], [[]]]}}, "list": [[1], {"a": "b"}]})",
      R"({"any": {"@type": "type.googleapis.com/ladder.gatewaytest.v1.Shapes", "any": {"@type":
          "type.googleapis.com/google.protobuf.Struct", "value": {"k": 1}}}})",
  };
  for (const char* json : kCases) {
    echo::Shapes expected;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &expected).ok()) << json;
    ExpectMessage<echo::Shapes>(BuildShapes(json), expected.DebugString(), json);
  }
}

TEST(BuildRequestTest, RefusesWhatIsWrongAndNamesTheField) {
  struct Case {
    const char* json;
    const char* reason;
    const char* field;
  };
  const Case kCases[] = {
      {"[]", "FIELD_TYPE", ""},
      {"null", "FIELD_TYPE", ""},
      {"7", "FIELD_TYPE", ""},
      {R"({"bogus": 1})", "FIELD_UNKNOWN", "bogus"},
      {R"({"nested": {"bogus": 1}})", "FIELD_UNKNOWN", "nested.bogus"},
      {R"({"filters": [{}, {"inner": {"x": 1}}]})", "FIELD_UNKNOWN", "filters[1].inner.x"},
      {R"({"byNumber": {"1": {"x": 1}}})", "FIELD_UNKNOWN", "by_number[0].x"},
      {R"({"money": {"@type": "x"}})", "FIELD_UNKNOWN", "money.@type"},
      {R"({"int32Value": 1, "int32Value": 1})", "FIELD_DUPLICATE", "int32_value"},
      {R"({"int32Value": 1, "int32_value": 2})", "FIELD_DUPLICATE", "int32_value"},
      {R"({"int32Value": null, "int32Value": 2})", "FIELD_DUPLICATE", "int32_value"},
      {R"({"numbers": [1], "numbers": [2]})", "FIELD_DUPLICATE", "numbers"},
      {R"({"byText": {"a": 1, "a": 2}})", "FIELD_DUPLICATE", "by_text[1]"},
      {R"({"byNumber": {"1": {}, "01": {}}})", "FIELD_DUPLICATE", "by_number[1]"},
      {R"({"object": {"a": 1, "a": 2}})", "FIELD_DUPLICATE", "object.a"},
      {R"({"any": {"@type": "type.googleapis.com/google.type.Money", "@type": "x"}})",
       "FIELD_UNKNOWN", "any.@type"},
      {R"({"choiceNumber": 1, "choiceText": "x"})", "FIELD_ONEOF", "choice_text"},
      {R"({"choiceFilter": {"number": 1, "text": ""}})", "FIELD_ONEOF", "choice_filter.text"},
      {R"({"color": "COLOR_GREEN"})", "FIELD_ENUM", "color"},
      {R"({"color": "red"})", "FIELD_ENUM", "color"},
      {R"({"color": true})", "FIELD_TYPE", "color"},
      {R"({"color": 1.5})", "FIELD_TYPE", "color"},
      {R"({"colors": [null]})", "FIELD_TYPE", "colors[0]"},
      {R"({"int32Value": 2147483648})", "FIELD_TYPE", "int32_value"},
      {R"({"int32Value": 1.5})", "FIELD_TYPE", "int32_value"},
      {R"({"int32Value": "1.5"})", "FIELD_TYPE", "int32_value"},
      {R"({"int32Value": " 1"})", "FIELD_TYPE", "int32_value"},
      {R"({"int32Value": "+1"})", "FIELD_TYPE", "int32_value"},
      {R"({"int32Value": ""})", "FIELD_TYPE", "int32_value"},
      {R"({"int32Value": true})", "FIELD_TYPE", "int32_value"},
      {R"({"int32Value": {}})", "FIELD_TYPE", "int32_value"},
      {R"({"int64Value": 9223372036854775808})", "FIELD_TYPE", "int64_value"},
      {R"({"int64Value": 1e19})", "FIELD_TYPE", "int64_value"},
      {R"({"uint32Value": -1})", "FIELD_TYPE", "uint32_value"},
      {R"({"uint64Value": "-1"})", "FIELD_TYPE", "uint64_value"},
      {R"({"uint64Value": "18446744073709551616"})", "FIELD_TYPE", "uint64_value"},
      {R"({"floatValue": 1e39})", "FIELD_TYPE", "float_value"},
      {R"({"doubleValue": "inf"})", "FIELD_TYPE", "double_value"},
      {R"({"doubleValue": "nan"})", "FIELD_TYPE", "double_value"},
      {R"({"doubleValue": "0x10"})", "FIELD_TYPE", "double_value"},
      {R"({"boolValue": "true"})", "FIELD_TYPE", "bool_value"},
      {R"({"boolValue": 1})", "FIELD_TYPE", "bool_value"},
      {R"({"stringValue": 1})", "FIELD_TYPE", "string_value"},
      {R"({"bytesValue": "a b="})", "FIELD_TYPE", "bytes_value"},
      {R"({"bytesValue": "*"})", "FIELD_TYPE", "bytes_value"},
      {R"({"numbers": 1})", "FIELD_TYPE", "numbers"},
      {R"({"numbers": {}})", "FIELD_TYPE", "numbers"},
      {R"({"numbers": [1, [2]]})", "FIELD_TYPE", "numbers[1]"},
      {R"({"texts": ["a", null]})", "FIELD_TYPE", "texts[1]"},
      {R"({"nested": []})", "FIELD_TYPE", "nested"},
      {R"({"filters": [null]})", "FIELD_TYPE", "filters[0]"},
      {R"({"byText": []})", "FIELD_TYPE", "by_text"},
      {R"({"byNumber": {"x": {}}})", "FIELD_TYPE", "by_number[0].key"},
      {R"({"byBool": {"1": 1}})", "FIELD_TYPE", "by_bool[0].key"},
      {R"({"time": "yesterday"})", "FIELD_TYPE", "time"},
      {R"({"time": "2024-02-30T00:00:00Z"})", "FIELD_TYPE", "time"},
      {R"({"time": "2024-01-01T00:00:00"})", "FIELD_TYPE", "time"},
      {R"({"time": "0000-01-01T00:00:00Z"})", "FIELD_TYPE", "time"},
      {R"({"time": 5})", "FIELD_TYPE", "time"},
      {R"({"span": "5"})", "FIELD_TYPE", "span"},
      {R"({"span": "5m"})", "FIELD_TYPE", "span"},
      {R"({"span": "s"})", "FIELD_TYPE", "span"},
      {R"({"span": "--5s"})", "FIELD_TYPE", "span"},
      {R"({"span": "1.0000000001s"})", "FIELD_TYPE", "span"},
      {R"({"span": "315576000001s"})", "FIELD_TYPE", "span"},
      {R"({"mask": "a b"})", "FIELD_TYPE", "mask"},
      {R"({"mask": "a,,b"})", "FIELD_TYPE", "mask"},
      {R"({"mask": ["a"]})", "FIELD_TYPE", "mask"},
      {R"({"object": [1]})", "FIELD_TYPE", "object"},
      {R"({"list": {}})", "FIELD_TYPE", "list"},
      {R"({"any": {"x": 1}})", "FIELD_TYPE", "any"},
      {R"({"any": {"@type": "type.googleapis.com/no.Such"}})", "FIELD_TYPE", "any"},
      {R"({"any": {"@type": "type.googleapis.com/google.protobuf.Duration", "seconds": 1}})",
       "FIELD_TYPE", "any"},
      {R"({"wrappedNumber": "x"})", "FIELD_TYPE", "wrapped_number"},
      {R"({"wrappedText": {"value": "x"}})", "FIELD_TYPE", "wrapped_text"},
      {R"({"int32Value": 1)", "JSON_MALFORMED", ""},
      {R"({"int32Value": 123456789012345678901234567890})", "JSON_MALFORMED", ""},
      {"{\"stringValue\": \"\xff\"}", "JSON_MALFORMED", ""},
      {"{\"stringValue\": \"\\ud800\"}", "JSON_MALFORMED", ""},
      {"\xef\xbb\xbf{}", "JSON_MALFORMED", ""},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<std::string> wire = BuildShapes(c.json);
    EXPECT_THAT(wire, Refused(c.reason)) << c.json;
    EXPECT_EQ(wire.status().code(), absl::StatusCode::kInvalidArgument) << c.json;
    EXPECT_EQ(FieldOf(wire.status()), c.field) << c.json;
  }
}

TEST(BuildRequestTest, MalformedJsonHasAPosition) {
  const std::optional<Refusal> refusal =
      RefusalOf(BuildShapes("{\n  \"int32Value\": oops\n}").status());
  ASSERT_TRUE(refusal.has_value());
  const Metadata expected = {{"line", "2"}, {"column", "17"}, {"problem", "expected a value"}};
  EXPECT_EQ(refusal->metadata, expected);
}

TEST(BuildRequestTest, RefusesDeepNesting) {
  const auto nested = [](int levels) {
    std::string json = "{}";
    for (int i = 0; i < levels; ++i) json = absl::StrCat("{\"nested\":", json, "}");
    return json;
  };
  EXPECT_THAT(BuildShapes(nested(90)), IsOk());
  EXPECT_THAT(BuildShapes(nested(100)), Refused("JSON_TOO_DEEP"));
  EXPECT_THAT(BuildShapes(nested(20000)), Refused("JSON_TOO_DEEP"));
  // A level of a Struct is three levels of its message, and every parser behind the gateway counts
  // those.
  const auto object = [](int levels) {
    std::string json = "1";
    for (int i = 0; i < levels; ++i) json = absl::StrCat("{\"a\":", json, "}");
    return absl::StrCat("{\"object\":", json, "}");
  };
  for (const int levels : {10, 30, 31, 32, 33, 34, 40, 60}) {
    const absl::StatusOr<std::string> wire = BuildShapes(object(levels));
    if (levels <= 30) {
      EXPECT_THAT(wire, IsOk()) << levels;
    }
    if (!wire.ok()) {
      EXPECT_THAT(wire, Refused("JSON_TOO_DEEP"));
      continue;
    }
    echo::Shapes message;
    EXPECT_TRUE(message.ParseFromString(*wire)) << levels;
  }
}

TEST(BuildRequestTest, RefusesMessagesThatGrowTooLarge) {
  std::string json = "{\"numbers\":[-1";
  for (int i = 0; i < 1000; ++i) json += ",-1";
  json += "]}";
  RequestParts parts;
  parts.body = json;
  const Route& route = EchoRoute("POST", "/v1/shapes");
  EXPECT_THAT(BuildRequest(EchoApi().schema(), route, parts, 20000), IsOk());
  EXPECT_THAT(BuildRequest(EchoApi().schema(), route, parts, 9000), Refused("REQUEST_TOO_LARGE"));
}

// Path, query, body and headers of one request; `message` is the result or `reason` and `field` the
// refusal.
struct MergeCase {
  const char* http_method = "";
  const char* pattern = "";
  std::vector<std::string> variables = {};
  const char* query = "";
  const char* body = "";
  absl::optional<std::string> request_id = absl::nullopt;
  absl::optional<std::string> etag = absl::nullopt;
  const char* message = "";
  const char* reason = "";
  const char* field = "";
};

absl::StatusOr<std::string> Build(const MergeCase& c) {
  RequestParts parts;
  parts.variables = c.variables;
  parts.query = c.query;
  parts.body = c.body;
  parts.request_id = c.request_id;
  parts.etag = c.etag;
  return BuildRequest(EchoApi().schema(), EchoRoute(c.http_method, c.pattern), parts, kBytesMax);
}

template <typename Message>
void ExpectMerged(const std::vector<MergeCase>& cases) {
  for (const MergeCase& c : cases) {
    const std::string about =
        absl::StrCat(c.http_method, " ", c.pattern, "?", c.query, " ", c.body);
    if (c.reason[0] == '\0') {
      ExpectMessage<Message>(Build(c), c.message, about);
      continue;
    }
    const absl::StatusOr<std::string> wire = Build(c);
    EXPECT_THAT(wire, Refused(c.reason)) << about;
    EXPECT_EQ(FieldOf(wire.status()), c.field) << about;
  }
}

TEST(BuildRequestTest, MergesPathQueryAndBodyOfAnUpdate) {
  const auto update = [](MergeCase c) {
    c.http_method = "PATCH";
    c.pattern = "/v1/{thing.name=things/*}";
    c.variables = {"things/a"};
    return c;
  };
  ExpectMerged<echo::UpdateThingRequest>({
      update({.message = R"(thing { name: "things/a" })"}),
      update({.body = R"({"displayName": "x"})",
              .message = R"(thing { name: "things/a" display_name: "x" })"}),
      update({.body = R"({"name": "things/a"})", .message = R"(thing { name: "things/a" })"}),
      update({.body = R"({"name": ""})", .message = R"(thing { name: "things/a" })"}),
      update({.body = R"({"name": null})", .message = R"(thing { name: "things/a" })"}),
      update(
          {.body = R"({"name": "things/b"})", .reason = "FIELD_CONFLICT", .field = "thing.name"}),
      // The name of a thing inside the thing is another name.
      update({.body = R"({"parent": {"name": "things/b"}})",
              .message = R"(thing { name: "things/a" parent { name: "things/b" } })"}),
      update(
          {.query = "updateMask=displayName,count&requestId=r1",
           .body = "{}",
           .message =
               R"(thing { name: "things/a" } update_mask { paths: "display_name" paths: "count" } request_id: "r1")"}),
      update({.query = "thing.count=1", .reason = "FIELD_NOT_IN_QUERY", .field = "thing.count"}),
      update({.body = R"({"etag": "e1"})",
              .etag = "e1",
              .message = R"(thing { name: "things/a" etag: "e1" })"}),
      update({.body = R"({"etag": ""})",
              .etag = "e1",
              .message = R"(thing { name: "things/a" etag: "e1" })"}),
      update({.etag = "e1", .message = R"(thing { name: "things/a" etag: "e1" })"}),
      update({.body = R"({"etag": "e2"})",
              .etag = "e1",
              .reason = "FIELD_CONFLICT",
              .field = "thing.etag"}),
      update({.request_id = "h1", .message = R"(thing { name: "things/a" } request_id: "h1")"}),
      update({.query = "request_id=q1",
              .request_id = "h1",
              .message = R"(thing { name: "things/a" } request_id: "q1")"}),
      update({.body = R"({"requestId": "b1"})",
              .reason = "FIELD_UNKNOWN",
              .field = "thing.requestId"}),
  });
}

TEST(BuildRequestTest, MergesPathAndWholeBody) {
  const auto complete = [](MergeCase c) {
    c.http_method = "POST";
    c.pattern = "/v1/{name=things/*}:complete";
    c.variables = {"things/a"};
    return c;
  };
  ExpectMerged<echo::CompleteThingRequest>({
      complete({.message = R"(name: "things/a")"}),
      complete({.body = R"({"reason": "done", "name": "things/a"})",
                .message = R"(name: "things/a" reason: "done")"}),
      complete({.body = R"({"name": "things/b"})", .reason = "FIELD_CONFLICT", .field = "name"}),
      complete({.query = "reason=x", .reason = "FIELD_NOT_IN_QUERY", .field = "reason"}),
      complete({.query = "bogus=x", .reason = "FIELD_UNKNOWN", .field = "bogus"}),
      complete({.body = R"({"requestId": "b"})",
                .request_id = "h",
                .message = R"(name: "things/a" request_id: "b")"}),
      complete({.body = R"({"requestId": ""})",
                .request_id = "h",
                .message = R"(name: "things/a" request_id: "h")"}),
      complete({.etag = "e", .message = R"(name: "things/a" etag: "e")"}),
  });
}

TEST(BuildRequestTest, TakesNoBodyWhereThereIsNone) {
  ExpectMerged<echo::GetThingRequest>({
      {.http_method = "GET",
       .pattern = "/v1/{name=things/*}",
       .variables = {"things/a"},
       .message = R"(name: "things/a")"},
      {.http_method = "GET",
       .pattern = "/v1/{name=things/*}",
       .variables = {"things/a"},
       .body = "{}",
       .reason = "BODY_UNEXPECTED"},
      {.http_method = "GET",
       .pattern = "/v1/{name=things/*}",
       .variables = {"things/a"},
       .etag = "e",
       .reason = "ETAG_UNEXPECTED"},
      // A request id where the message has none is nobody's business.
      {.http_method = "GET",
       .pattern = "/v1/{name=things/*}",
       .variables = {"things/a"},
       .request_id = "r",
       .message = R"(name: "things/a")"},
      {.http_method = "GET",
       .pattern = "/v1/{name=things/*}",
       .variables = {"things/a"},
       .query = "name=things/a",
       .message = R"(name: "things/a")"},
      {.http_method = "GET",
       .pattern = "/v1/{name=things/*}",
       .variables = {"things/a"},
       .query = "name=things/b",
       .reason = "FIELD_CONFLICT",
       .field = "name"},
  });
}

TEST(BuildRequestTest, BodiesThatAreNoObjects) {
  ExpectMerged<echo::SetLabelsRequest>({
      {.http_method = "PUT",
       .pattern = "/v1/{name=things/*}/labels",
       .variables = {"things/a"},
       .body = R"(["x", "y"])",
       .message = R"(name: "things/a" labels: ["x", "y"])"},
      {.http_method = "PUT",
       .pattern = "/v1/{name=things/*}/labels",
       .variables = {"things/a"},
       .body = "null",
       .message = R"(name: "things/a")"},
      {.http_method = "PUT",
       .pattern = "/v1/{name=things/*}/labels",
       .variables = {"things/a"},
       .body = R"(["x"] ["y"])",
       .reason = "JSON_MALFORMED"},
  });
  ExpectMerged<echo::SetTimeRequest>({
      {.http_method = "PUT",
       .pattern = "/v1/{name=things/*}/time",
       .variables = {"things/a"},
       .body = R"("1970-01-01T00:00:01Z")",
       .message = R"(name: "things/a" time { seconds: 1 })"},
      {.http_method = "PUT",
       .pattern = "/v1/{name=things/*}/time",
       .variables = {"things/a"},
       .body = "1",
       .reason = "FIELD_TYPE",
       .field = "time"},
  });
}

TEST(BuildRequestTest, PathVariablesOfOtherTypes) {
  const auto find = [](std::vector<std::string> variables, MergeCase c) {
    c.http_method = "GET";
    c.pattern = "/v1/numbers/{number}/{color}/{flag}";
    c.variables = std::move(variables);
    return c;
  };
  ExpectMerged<echo::FindByNumberRequest>({
      find({"-7", "COLOR_BLUE", "true"}, {.message = "number: -7 color: COLOR_BLUE flag: true"}),
      find({"0", "0", "false"}, {.message = ""}),
      find({"x", "COLOR_BLUE", "true"}, {.reason = "FIELD_TYPE", .field = "number"}),
      find({"1", "COLOR_X", "true"}, {.reason = "FIELD_ENUM", .field = "color"}),
      find({"1", "1", "yes"}, {.reason = "FIELD_TYPE", .field = "flag"}),
  });
}

TEST(BuildRequestTest, HttpBodyIsRaw) {
  RequestParts parts;
  parts.variables = {"things/a"};
  parts.content_type = "image/png";
  parts.body = absl::string_view("\x89PNG\0", 5);
  parts.request_id = "r";
  const Route& route = EchoRoute("PUT", "/v1/{name=things/*}/photo");
  ExpectMessage<echo::FileRequest>(
      BuildRequest(EchoApi().schema(), route, parts, kBytesMax),
      R"(name: "things/a" file { content_type: "image/png" data: "\211PNG\000" } request_id: "r")",
      "photo");
  ExpectMessage<echo::FileRequest>(BuildUploadPiece(route, "more"), R"(file { data: "more" })",
                                   "piece");
}

}  // namespace
}  // namespace ladder::gateway
