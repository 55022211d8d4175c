#include "gateway/transcode/query.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "gateway/tests/echo_api.h"
#include "ladder/gatewaytest/v1/echo.pb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

namespace echo = ::ladder::gatewaytest::v1;

absl::StatusOr<std::string> Read(absl::string_view query) {
  WireWriter out;
  std::vector<Pinned> pinned;
  const absl::Status status =
      ReadQuery(EchoRoute("GET", "/v1/{parent=boxes/*}/things"), query, pinned, out);
  if (!status.ok()) return status;
  return out.Finish();
}

TEST(QueryTest, ReadsFields) {
  struct Case {
    const char* query;
    const char* message;
  };
  const Case kCases[] = {
      {"", ""},
      {"pageSize=5&page_token=a%2Bb", R"(page_size: 5 page_token: "a+b")"},
      {"filter.color=COLOR_RED&filter.number=7", "filter { color: COLOR_RED number: 7 }"},
      {"filter.inner.inner.text=x&filter.inner.color=2",
       R"(filter { inner { color: COLOR_BLUE inner { text: "x" } } })"},
      {"states=OPEN&states=2&words=a&words=&words=b",
       R"(states: [OPEN, CLOSED] words: ["a", "", "b"])"},
      {"since=2024-01-01T00:00:00Z&age=3600s&readMask=name,displayName",
       R"(since { seconds: 1704067200 } age { seconds: 3600 } read_mask { paths: "name" paths: "display_name" })"},
      {"urgent=false", "urgent {}"},
      {"urgent=true&words=%E6%9D%8E+x", R"(urgent { value: true } words: "李 x")"},
      {"page_token=", ""},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<std::string> wire = Read(c.query);
    ASSERT_TRUE(wire.ok()) << c.query << wire.status();
    echo::ListThingsRequest expected;
    echo::ListThingsRequest message;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.message, &expected)) << c.message;
    ASSERT_TRUE(message.ParseFromString(*wire)) << c.query;
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(expected, message))
        << c.query << message.DebugString();
  }
}

TEST(QueryTest, RefusesAndNamesTheField) {
  struct Case {
    const char* query;
    const char* reason;
    const char* field;
  };
  const Case kCases[] = {
      {"bogus=1", "FIELD_UNKNOWN", "bogus"},
      {"=1", "FIELD_UNKNOWN", ""},
      {"filter.bogus=1", "FIELD_UNKNOWN", "filter.bogus"},
      {"filter..color=1", "FIELD_UNKNOWN", "filter..color"},
      {"page_size.x=1", "FIELD_UNKNOWN", "page_size.x"},
      {"since.seconds=1", "FIELD_UNKNOWN", "since.seconds"},
      {"extra.a=1", "FIELD_UNKNOWN", "extra.a"},
      {"more.color=1", "FIELD_UNKNOWN", "more.color"},
      {"extra=1", "FIELD_NOT_IN_QUERY", "extra"},
      {"more=1", "FIELD_NOT_IN_QUERY", "more"},
      {"filter=1", "FIELD_NOT_IN_QUERY", "filter"},
      {"page_size=1&pageSize=1", "FIELD_DUPLICATE", "page_size"},
      {"since=2024-01-01T00:00:00Z&since=2024-01-01T00:00:00Z", "FIELD_DUPLICATE", "since"},
      {"filter.number=1&filter.text=a", "FIELD_ONEOF", "filter.text"},
      {"filter.number=1&filter.inner.number=1&filter.inner.text=a", "FIELD_ONEOF",
       "filter.inner.text"},
      {"page_size=x", "FIELD_TYPE", "page_size"},
      {"page_size=", "FIELD_TYPE", "page_size"},
      {"page_size=99999999999", "FIELD_TYPE", "page_size"},
      {"states=BOGUS", "FIELD_ENUM", "states"},
      {"filter.color=RED", "FIELD_ENUM", "filter.color"},
      {"since=now", "FIELD_TYPE", "since"},
      {"urgent=1", "FIELD_TYPE", "urgent"},
      {"words=%ff", "URL_INVALID", ""},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<std::string> wire = Read(c.query);
    EXPECT_THAT(wire, Refused(c.reason)) << c.query;
    const std::optional<Refusal> refusal = RefusalOf(wire.status());
    ASSERT_TRUE(refusal.has_value()) << c.query;
    EXPECT_EQ(refusal->fields.empty() ? "" : refusal->fields.front().field, c.field) << c.query;
  }
  std::string many;
  for (int i = 0; i < 501; ++i) many += "words=a&";
  EXPECT_THAT(Read(many), Refused("URL_INVALID"));
}

}  // namespace
}  // namespace ladder::gateway
