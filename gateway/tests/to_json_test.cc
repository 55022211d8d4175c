#include "gateway/transcode/to_json.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/field_comparator.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "gateway/tests/echo_api.h"
#include "gateway/transcode/wire.h"
#include "ladder/gatewaytest/v1/echo.pb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

namespace echo = ::ladder::gatewaytest::v1;

absl::StatusOr<std::string> ShapesToJson(absl::string_view wire) {
  return ToJson(EchoApi().schema(), *EchoApi().schema().Find("ladder.gatewaytest.v1.Shapes"), wire);
}

echo::Shapes FromText(const std::string& text) {
  echo::Shapes message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

TEST(ToJsonTest, PrintsEveryShape) {
  struct Case {
    const char* message;
    const char* json;
  };
  const Case kCases[] = {
      {"", "{}"},
      {"double_value: 1.5 float_value: 0.1 int32_value: -3",
       R"({"doubleValue":1.5,"floatValue":0.1,"int32Value":-3})"},
      {"double_value: nan float_value: inf", R"({"doubleValue":"NaN","floatValue":"Infinity"})"},
      {"double_value: 1e300 float_value: -0.0", R"({"doubleValue":1e+300,"floatValue":-0.0})"},
      {"double_value: 123456789012345680000 float_value: 3e18",
       R"({"doubleValue":123456789012345683968.0,"floatValue":3e+18})"},
      {"int64_value: -9223372036854775808 uint32_value: 4294967295 uint64_value: "
       "18446744073709551615",
       R"({"int64Value":"-9223372036854775808","uint32Value":4294967295,"uint64Value":"18446744073709551615"})"},
      {"sint32_value: -2147483648 sint64_value: -1 fixed32_value: 1 fixed64_value: 2 "
       "sfixed32_value: -1 sfixed64_value: -2",
       R"({"sint32Value":-2147483648,"sint64Value":"-1","fixed32Value":1,"fixed64Value":"2","sfixed32Value":-1,"sfixed64Value":"-2"})"},
      {R"(bool_value: true string_value: "李\n\"\\\001" bytes_value: "\373\377")",
       "{\"boolValue\":true,\"stringValue\":\"李\\n\\\"\\\\\\u0001\",\"bytesValue\":\"+/8=\"}"},
      {"color: COLOR_BLUE colors: [COLOR_RED, 99]",
       R"({"color":"COLOR_BLUE","colors":["COLOR_RED",99]})"},
      {"nested { nested {} }", R"({"nested":{"nested":{}}})"},
      {"maybe: 0 choice_number: 0", R"({"maybe":0,"choiceNumber":0})"},
      {R"(numbers: [1, -2] loose_numbers: [0, 3] texts: ["", "a"] doubles: [0, 0.5])",
       R"({"numbers":[1,-2],"looseNumbers":[0,3],"texts":["","a"],"doubles":[0,0.5]})"},
      {"filters {} filters { number: 1 }", R"({"filters":[{},{"number":"1"}]})"},
      {R"(by_text { key: "a" value: 0 })", R"({"byText":{"a":"0"}})"},
      {"by_number { key: -1 value { color: COLOR_RED } } by_bool { key: true value: COLOR_RED }",
       R"({"byNumber":{"-1":{"color":"COLOR_RED"}},"byBool":{"true":"COLOR_RED"}})"},
      {R"(time { seconds: 1709222399 nanos: 500000000 } span { nanos: -500000000 } mask { paths: "display_name" paths: "a.b_c" })",
       R"({"time":"2024-02-29T15:59:59.500Z","span":"-0.500s","mask":"displayName,a.bC"})"},
      {R"(object { fields { key: "a" value { null_value: NULL_VALUE } } } value { list_value { values { bool_value: false } } } list {})",
       R"({"object":{"a":null},"value":[false],"list":[]})"},
      {R"(any { [type.googleapis.com/ladder.gatewaytest.v1.Filter] { number: 1 } })",
       R"({"any":{"@type":"type.googleapis.com/ladder.gatewaytest.v1.Filter","number":"1"}})"},
      {R"(any { [type.googleapis.com/google.protobuf.Duration] { seconds: 2 } })",
       R"({"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"2s"}})"},
      {R"(any { type_url: "type.googleapis.com/no.Such" value: "\001" })",
       R"({"any":{"@type":"type.googleapis.com/no.Such","value":"AQ=="}})"},
      {"any {}", R"({"any":{}})"},
      {"wrapped_text {} wrapped_number { value: 7 } wrapped_bool { value: true }",
       R"({"wrappedText":"","wrappedNumber":"7","wrappedBool":true})"},
      {R"(empty {} money { units: 5 } renamed: "x" far: 1)",
       R"({"empty":{},"money":{"units":"5"},"otherName":"x","far":1})"},
  };
  for (const Case& c : kCases) {
    const echo::Shapes message = FromText(c.message);
    const absl::StatusOr<std::string> json = ShapesToJson(message.SerializeAsString());
    ASSERT_TRUE(json.ok()) << c.message << json.status();
    EXPECT_EQ(*json, c.json) << c.message;
    // What is printed reads back as the same, by protobuf's own parser.
    google::protobuf::util::DefaultFieldComparator comparator;
    comparator.set_treat_nan_as_equal(true);
    google::protobuf::util::MessageDifferencer differencer;
    differencer.set_field_comparator(&comparator);
    echo::Shapes back;
    if (absl::string_view(c.message).find("no.Such") != absl::string_view::npos) continue;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(*json, &back).ok()) << *json;
    EXPECT_TRUE(differencer.Compare(back, message)) << *json;
  }
}

// The wire may hold a message in ways that no serializer writes.
TEST(ToJsonTest, ReadsTheWireAsParsersMust) {
  const auto part = [](const std::string& text) { return FromText(text).SerializeAsString(); };
  const std::string unpacked_numbers("\xb0\x01\x05", 3);      // field 22 as a varint
  const std::string packed_loose("\xba\x01\x02\x06\x07", 5);  // field 23 as a packed list
  const std::string wrong_type("\x1a\x01x", 3);               // field 3, an int32, as bytes
  const std::string unknown("\xf8\x3f\x01", 3);               // field 1023
  struct Case {
    std::string wire;
    const char* json;
  };
  const Case kCases[] = {
      {part("int32_value: 1") + part("int32_value: 2"), R"({"int32Value":2})"},
      {part("color: COLOR_RED") + part("int32_value: 2"),
       R"({"int32Value":2,"color":"COLOR_RED"})"},
      {part("nested { int32_value: 1 }") + part("nested { bool_value: true }"),
       R"({"nested":{"int32Value":1,"boolValue":true}})"},
      {part("choice_number: 1") + part(R"(choice_text: "x")"), R"({"choiceText":"x"})"},
      {part(R"(choice_text: "x")") + part("choice_number: 1"), R"({"choiceNumber":1})"},
      {part("numbers: 1") + unpacked_numbers + part("numbers: 2"), R"({"numbers":[1,5,2]})"},
      {packed_loose, R"({"looseNumbers":[6,7]})"},
      {part(R"(by_text { key: "a" value: 1 })") + part(R"(by_text { key: "a" value: 2 })"),
       R"({"byText":{"a":"2"}})"},
      {wrong_type + unknown, "{}"},
      {std::string("\x72\x02\xff"
                   "a",
                   4),
       "{\"stringValue\":\"\xef\xbf\xbd"
       "a\"}"},
      {std::string("\xe2\x01\x00", 3), R"({"byText":{"":"0"}})"},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<std::string> json = ShapesToJson(c.wire);
    ASSERT_TRUE(json.ok()) << c.json << json.status();
    EXPECT_EQ(*json, c.json);
  }
}

TEST(ToJsonTest, MalformedBytesAreTheSendersDefect) {
  std::string deep;
  for (int i = 0; i < 150; ++i) {
    WireWriter out;
    out.Tag(17, WireType::kBytes);
    out.Bytes(deep);
    deep = out.Finish();
  }
  const std::string kCases[] = {
      std::string("\x08", 1),
      std::string("\x1a\x05x", 3),
      std::string("\x03", 1),
      std::string("\x00", 1),
      std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11),
      std::string("\x09\x01", 2),
      std::string("\xb2\x01\x01\xff", 4),
      deep,
      // A timestamp out of the calendar.
      FromText("time { seconds: 999999999999999 }").SerializeAsString(),
  };
  for (const std::string& wire : kCases) {
    EXPECT_THAT(ShapesToJson(wire), HasCode(absl::StatusCode::kInternal)) << wire.size();
  }
}

TEST(ToJsonTest, PrintsOneField) {
  const Schema& schema = EchoApi().schema();
  const MessageSchema& message = *schema.Find("ladder.gatewaytest.v1.ListThingsResponse");
  echo::ListThingsResponse response;
  EXPECT_EQ(*FieldToJson(schema, message, *message.ByName("things"), response.SerializeAsString()),
            "[]");
  EXPECT_EQ(*FieldToJson(schema, message, *message.ByName("next_page_token"),
                         response.SerializeAsString()),
            "\"\"");
  response.add_things()->set_name("things/a");
  response.set_next_page_token("t");
  EXPECT_EQ(*FieldToJson(schema, message, *message.ByName("things"), response.SerializeAsString()),
            R"([{"name":"things/a"}])");
}

TEST(WireTest, NestedLengths) {
  // Lengths of one, two and three bytes around each other.
  std::string inner(200, 'x');
  WireWriter out;
  out.Tag(17, WireType::kBytes);
  const size_t first = out.Open();
  out.Tag(17, WireType::kBytes);
  const size_t second = out.Open();
  out.Tag(14, WireType::kBytes);
  out.Bytes(inner);
  out.Close(second);
  out.Tag(17, WireType::kBytes);
  const size_t third = out.Open();
  out.Close(third);
  out.Tag(15, WireType::kBytes);
  out.Bytes(std::string(20000, 'y'));
  out.Close(first);
  out.Tag(13, WireType::kVarint);
  out.Varint(1);
  echo::Shapes message;
  ASSERT_TRUE(message.ParseFromString(out.Finish()));
  EXPECT_EQ(message.nested().nested().string_value(), inner);
  EXPECT_EQ(message.nested().bytes_value().size(), 20000u);
  EXPECT_TRUE(message.bool_value());
}

}  // namespace
}  // namespace ladder::gateway
