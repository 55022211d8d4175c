#include "platform/money/fen.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(FenTest, ParsesAndPrintsYuan) {
  struct Case {
    const char* text;
    int64_t fen;
    const char* printed;
  };
  const Case kCases[] = {
      {"1380.00", 138000, "1380.00"}, {"0.05", 5, "0.05"}, {"-600", -60000, "-600.00"},
      {"7.5", 750, "7.50"},           {"0", 0, "0.00"},    {"-0.01", -1, "-0.01"}};
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Fen fen, Fen::ParseYuan(c.text));
    EXPECT_EQ(fen.value(), c.fen) << c.text;
    EXPECT_EQ(fen.ToYuan(), c.printed);
  }
  for (const char* text :
       {"", "-", "1.", ".5", "1.005", "1e3", "１", "1 000", "9999999999999999"}) {
    EXPECT_THAT(Fen::ParseYuan(text), Refused("MONEY_INVALID")) << text;
  }
}

TEST(FenTest, RoundsHalfUpAwayFromZeroExactly) {
  EXPECT_EQ(MulDivHalfUp(Fen(50000), 10, 29), Fen(17241));  // 172.4137...
  EXPECT_EQ(MulDivHalfUp(Fen(1), 1, 2), Fen(1));
  EXPECT_EQ(MulDivHalfUp(Fen(-1), 1, 2), Fen(-1));
  EXPECT_EQ(MulDivHalfUp(Fen(1), 49, 100), Fen(0));
  EXPECT_EQ(MulDivHalfUp(Fen(20'000'000), 635 * 92, 10000 * 360), Fen(324556));  // 3245.555...
  EXPECT_EQ(MulDivHalfUp(Fen(9'000'000'000'000'000), 1000, 1000), Fen(9'000'000'000'000'000));
}

}  // namespace
}  // namespace ladder
