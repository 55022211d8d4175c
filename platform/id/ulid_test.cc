#include "platform/id/ulid.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(UlidTest, PrintsAndParsesAllBits) {
  std::array<uint8_t, 10> random;
  random.fill(0xFF);
  const Ulid greatest = Ulid::FromParts((int64_t{1} << 48) - 1, random);
  EXPECT_EQ(greatest.ToString(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  EXPECT_EQ(Ulid().ToString(), "00000000000000000000000000");
  // The sample of the ULID specification: its time part is 1469918176385 ms.
  LADDER_ASSERT_OK_AND_ASSIGN(const Ulid sample, Ulid::Parse("01ARYZ6S41TSV4RRFFQ69G5FAV"));
  EXPECT_EQ(sample.time_ms(), 1469918176385);
  EXPECT_EQ(sample.ToString(), "01ARYZ6S41TSV4RRFFQ69G5FAV");
  EXPECT_EQ(Ulid::FromBytes(sample.ToBytes()), sample);
  EXPECT_EQ(*Ulid::Parse("01aryz6s41tsv4rrffq69g5fav"), sample);
}

TEST(UlidTest, RefusesWhatIsNoUlid) {
  for (const char* text :
       {"", "01ARYZ6S41TSV4RRFFQ69G5FA", "01ARYZ6S41TSV4RRFFQ69G5FAVX",
        "81ARYZ6S41TSV4RRFFQ69G5FAV", "01ARYZ6S41TSV4RRFFQ69G5FAI", "01ARYZ6S41TSV4RRFFQ69G5FA-"}) {
    EXPECT_THAT(Ulid::Parse(text), Refused("NAME_INVALID")) << text;
  }
}

TEST(UlidTest, AfterGrowsThoughTheClockStandsStillOrGoesBack) {
  const absl::Time now = absl::FromUnixMillis(1'600'000'000'000);
  Ulid last = Ulid::New(now);
  for (int i = 0; i < 100; ++i) {
    const Ulid next = Ulid::After(last, now - absl::Seconds(i));
    EXPECT_GT(next, last);
    last = next;
  }
  EXPECT_EQ(Ulid::After(Ulid(), now).time_ms(), 1'600'000'000'000);
}

}  // namespace
}  // namespace ladder
