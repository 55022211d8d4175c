#include "platform/standards/mobile.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(MobileTest, AcceptsElevenDigitsAndOneCountryCode) {
  struct Case {
    const char* written = "";
    const char* value = "";
    bool as_written = false;
  };
  const Case kCases[] = {
      {.written = "13800000000", .value = "13800000000", .as_written = true},
      {.written = "19999999999", .value = "19999999999", .as_written = true},
      {.written = "+8613800000000", .value = "13800000000", .as_written = false},
      {.written = "+86 138-0000-0000", .value = "13800000000", .as_written = false},
      {.written = "＋８６１３８００００００００", .value = "13800000000", .as_written = false},
  };
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Mobile mobile, ParseMobile(c.written));
    EXPECT_EQ(mobile.value(), c.value);
    EXPECT_EQ(mobile.WrittenAs(c.written), c.as_written) << c.written;
  }
}

TEST(MobileTest, RefusesEveryOtherForm) {
  for (const char* written :
       {"", "1380000000", "138000000000", "12800000000", "10800000000", "23800000000",
        "1380000000A", "1380000000汉", "8613800000000", "008613800000000", "+86+8613800000000",
        "+85213800000000", "0719-7220000", "+861380000000"}) {
    EXPECT_THAT(ParseMobile(written), Refused("MOBILE_FORMAT")) << written;
  }
}

}  // namespace
}  // namespace ladder
