#include "platform/standards/division.h"

#include "platform/standards/division_table.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

constexpr absl::string_view kTable =
    "420000000000\t湖北省\n420600000000\t襄阳市\n420625000000\t谷城县\n420625100000\t城关镇\n"
    "420625100015\t锅底湖社区居委会\n420625100017\t莫家河社区居委会\n420625200000\t赵湾乡\n"
    "440000000000\t广东省\n441900000000\t东莞市\n441900003000\t东城街道\n";

DivisionCode Code(int64_t number) { return DivisionCode::FromNumber(number); }

TEST(DivisionCodeTest, KnowsItsLevelAndSubtree) {
  struct Case {
    int64_t number = 0;
    DivisionLevel level = DivisionLevel::kProvince;
    int64_t last = 0;
    int64_t parent = 0;
  };
  const Case kCases[] = {
      {.number = 420000000000,
       .level = DivisionLevel::kProvince,
       .last = 429999999999,
       .parent = 0},
      {.number = 420600000000,
       .level = DivisionLevel::kPrefecture,
       .last = 420699999999,
       .parent = 420000000000},
      {.number = 420625000000,
       .level = DivisionLevel::kCounty,
       .last = 420625999999,
       .parent = 420600000000},
      {.number = 420625100000,
       .level = DivisionLevel::kTownship,
       .last = 420625100999,
       .parent = 420625000000},
      {.number = 420625100015,
       .level = DivisionLevel::kVillage,
       .last = 420625100015,
       .parent = 420625100000},
      {.number = 441900003000,
       .level = DivisionLevel::kTownship,
       .last = 441900003999,
       .parent = 441900000000},
      {.number = 429004000000,
       .level = DivisionLevel::kCounty,
       .last = 429004999999,
       .parent = 429000000000},
  };
  for (const Case& c : kCases) {
    const DivisionCode code = Code(c.number);
    EXPECT_EQ(code.level(), c.level) << c.number;
    EXPECT_EQ(code.last_number(), c.last) << c.number;
    EXPECT_EQ(code.Parent().number(), c.parent) << c.number;
    EXPECT_TRUE(code.Contains(code));
  }
  EXPECT_TRUE(Code(420625000000).Contains(Code(420625100015)));
  EXPECT_FALSE(Code(420625100000).Contains(Code(420625000000)));
  EXPECT_FALSE(Code(420625100000).Contains(Code(420625200000)));
  EXPECT_EQ(Code(420625100015).county(), 420625);
  EXPECT_EQ(Code(420625100015).Above(DivisionLevel::kTownship), Code(420625100000));
  EXPECT_EQ(Code(420625100015).Above(DivisionLevel::kProvince), Code(420000000000));
  EXPECT_EQ(Code(420600000000).Above(DivisionLevel::kVillage), Code(420600000000));
}

TEST(DivisionTableTest, RefusesInOrder) {
  LADDER_ASSERT_OK_AND_ASSIGN(const DivisionTable table, DivisionTable::Parse(std::string(kTable)));
  struct Case {
    const char* written = "";
    const char* reason = "";
  };
  const Case kCases[] = {
      {.written = "", .reason = "DIV_LENGTH"},
      {.written = "420625", .reason = "DIV_LENGTH"},
      {.written = "42062510001A5", .reason = "DIV_LENGTH"},
      {.written = "42062510001A", .reason = "DIV_CHARSET"},
      {.written = "42062510001汉", .reason = "DIV_CHARSET"},
      {.written = "000000000000", .reason = "DIV_UNKNOWN"},
      {.written = "420625100212", .reason = "DIV_UNKNOWN"},
      {.written = "420625300000", .reason = "DIV_UNKNOWN"},
      {.written = "420625100015", .reason = ""},
      {.written = "４２０６２５ 100015", .reason = ""},
  };
  for (const Case& c : kCases)
    EXPECT_THAT(ParseDivision(c.written, table), Refused(c.reason)) << c.written;
  EXPECT_TRUE(ParseDivision("420625100015", table)->WrittenAs("420625100015"));
  EXPECT_FALSE(ParseDivision("420625 100015", table)->WrittenAs("420625 100015"));
  EXPECT_THAT(ParseDivisionCode("420625100212"), IsOk());
}

TEST(DivisionTableTest, NamesAndWalksItsTree) {
  LADDER_ASSERT_OK_AND_ASSIGN(const DivisionTable table, DivisionTable::Parse(std::string(kTable)));
  EXPECT_EQ(table.size(), 10u);
  EXPECT_EQ(table.code(0), Code(420000000000));
  EXPECT_EQ(table.NameOf(Code(420625100000)), "城关镇");
  EXPECT_EQ(table.NameOf(Code(420625100001)), "");
  EXPECT_EQ(table.FullNameOf(Code(420625100015)), "湖北省襄阳市谷城县城关镇锅底湖社区居委会");
  EXPECT_EQ(table.FullNameOf(Code(420625100016)), "");
  EXPECT_THAT(table.ChildrenOf(Code(420625000000)),
              testing::ElementsAre(Code(420625100000), Code(420625200000)));
  EXPECT_THAT(table.ChildrenOf(Code(420625100000)),
              testing::ElementsAre(Code(420625100015), Code(420625100017)));
  EXPECT_THAT(table.ChildrenOf(Code(441900000000)), testing::ElementsAre(Code(441900003000)));
  EXPECT_THAT(table.ChildrenOf(Code(420625100017)), testing::IsEmpty());
  EXPECT_THAT(table.ChildrenOf(DivisionCode()),
              testing::ElementsAre(Code(420000000000), Code(440000000000)));
  EXPECT_EQ(DivisionTable().size(), 0u);
  EXPECT_FALSE(DivisionTable().Has(Code(420625000000)));
}

TEST(DivisionTableTest, RefusesAMalformedFile) {
  for (const char* text :
       {"42062500000\tx\n", "420625000000 x\n", "420625000000\t\n", "42062500000A\tx\n",
        "020625000000\tx\n", "420625000000\tx\n\n420626000000\ty\n",
        "420626000000\ty\n420625000000\tx\n", "420625000000\tx\n420625000000\tx\n"}) {
    EXPECT_THAT(DivisionTable::Parse(text), HasCode(absl::StatusCode::kInvalidArgument)) << text;
  }
  EXPECT_THAT(DivisionTable::Parse("420625000000\tx"), IsOk());  // the last line may lack its end
  EXPECT_THAT(DivisionTable::Parse(""), IsOk());
}

}  // namespace
}  // namespace ladder
