// The tables that set-up made, on what docs/domain.md 0.1 says about them.
#include "platform/calendar/text_file.h"
#include "platform/standards/data_files.h"
#include "platform/testing/status_matchers.h"
#include "tools/verify/csv.h"

namespace ladder::verify {
namespace {

TEST(DataTest, CountiesOfTodayAndOfThePast) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CountyTable counties, LoadCountyTable(kCountiesFile));
  EXPECT_TRUE(counties.Has(420625));
  EXPECT_TRUE(counties.Has(420607));   // Xiangzhou, which came after the historic table
  EXPECT_TRUE(counties.Has(420621));   // Xiangyang County, which it was
  EXPECT_TRUE(counties.Has(441900));   // Dongguan, a city without counties
  EXPECT_FALSE(counties.Has(420600));  // a prefecture
  EXPECT_FALSE(counties.Has(420000));
  EXPECT_FALSE(counties.Has(429999));
}

TEST(DataTest, DivisionsOfTheWholeCountry) {
  LADDER_ASSERT_OK_AND_ASSIGN(const DivisionTable table, LoadDivisionTable(kDivisionsFile));
  EXPECT_GT(table.size(), 660'000u);
  const DivisionCode gucheng = DivisionCode::FromNumber(420625000000);
  EXPECT_EQ(table.FullNameOf(gucheng), "湖北省襄阳市谷城县");
  const std::vector<DivisionCode> towns = table.ChildrenOf(gucheng);
  EXPECT_EQ(towns.size(), 11u);
  size_t villages = 0;
  for (const DivisionCode town : towns) villages += table.ChildrenOf(town).size();
  EXPECT_EQ(villages, 290u);
}

TEST(DataTest, EveryVillageOfTheCountysListIsInIt) {
  LADDER_ASSERT_OK_AND_ASSIGN(const DivisionTable table, LoadDivisionTable(kDivisionsFile));
  LADDER_ASSERT_OK_AND_ASSIGN(const std::string text,
                              ReadTextFile("tests/data/gucheng_villages.csv"));
  LADDER_ASSERT_OK_AND_ASSIGN(const CsvTable villages, CsvTable::Parse(text, {"code", "name"}));
  EXPECT_EQ(villages.rows().size(), 290u);
  for (const CsvRow& row : villages.rows()) {
    LADDER_ASSERT_OK_AND_ASSIGN(const DivisionCode code,
                                ParseDivision(villages.Cell(row, 0), table));
    EXPECT_EQ(table.NameOf(code), villages.Cell(row, 1));
  }
}

}  // namespace
}  // namespace ladder::verify
