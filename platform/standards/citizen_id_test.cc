#include "platform/standards/citizen_id.h"

#include "absl/strings/str_cat.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

constexpr absl::string_view kCounties =
    "420606\ttoday\t樊城区\n420625\ttoday\t谷城县\n441900\ttoday\t东莞市\n420601\thistoric\t市辖区"
    "\n";

class CitizenIdTest : public testing::Test {
 protected:
  void SetUp() override { LADDER_ASSERT_OK_AND_ASSIGN(counties_, CountyTable::Parse(kCounties)); }
  CitizenIdRules Rules(bool known_county_only = true) const {
    return {.today = CivilDay(2020, 6, 1),
            .counties = counties_,
            .known_county_only = known_county_only};
  }

  CountyTable counties_;
};

std::string WithCheck(absl::string_view body) {
  return absl::StrCat(body, std::string(1, CitizenIdCheckCharacter(body)));
}

TEST_F(CitizenIdTest, RefusesInOrder) {
  struct Case {
    const char* name = "";
    std::string written;
    const char* reason = "";
  };
  const Case kCases[] = {
      {.name = "empty", .written = "", .reason = "ID_LENGTH"},
      {.name = "17", .written = "42062519010305901", .reason = "ID_LENGTH"},
      {.name = "19", .written = "4206251901030590120", .reason = "ID_LENGTH"},
      {.name = "15, the old form", .written = "420625010305901", .reason = "ID_LENGTH"},
      {.name = "19 with a letter: length first",
       .written = "A206251901030590120",
       .reason = "ID_LENGTH"},
      {.name = "X inside", .written = "4206251901X3059012", .reason = "ID_CHARSET"},
      {.name = "another letter at the end",
       .written = "42062519010305901A",
       .reason = "ID_CHARSET"},
      {.name = "18 characters, one wide", .written = "42062519010305901汉", .reason = "ID_CHARSET"},
      {.name = "dots", .written = "420625.90103059012", .reason = "ID_CHARSET"},
      {.name = "last digit", .written = "420625190103059013", .reason = "ID_CHECKSUM"},
      {.name = "neighbours swapped", .written = "420625190103050912", .reason = "ID_CHECKSUM"},
      {.name = "eighteen ones: checksum before birth",
       .written = "111111111111111111",
       .reason = "ID_CHECKSUM"},
      {.name = "29 Feb 1900", .written = "420625190002299017", .reason = "ID_BIRTHDATE"},
      {.name = "month 13", .written = "420625190113019014", .reason = "ID_BIRTHDATE"},
      {.name = "day 0", .written = "420625190103009015", .reason = "ID_BIRTHDATE"},
      {.name = "31 April", .written = WithCheck("42062519010431901"), .reason = "ID_BIRTHDATE"},
      {.name = "year 0", .written = WithCheck("42062500000101901"), .reason = "ID_BIRTHDATE"},
      {.name = "no such day in no province: birth first",
       .written = WithCheck("99062519010431901"),
       .reason = "ID_BIRTHDATE"},
      {.name = "born 2099", .written = "420625209901019012", .reason = "ID_BIRTH_FUTURE"},
      {.name = "born tomorrow",
       .written = WithCheck("42062520200602001"),
       .reason = "ID_BIRTH_FUTURE"},
      {.name = "born 150 years and a day ago",
       .written = WithCheck("42062518700531901"),
       .reason = "ID_BIRTH_TOO_OLD"},
      {.name = "too old in no province: age first",
       .written = WithCheck("99062518000531901"),
       .reason = "ID_BIRTH_TOO_OLD"},
      {.name = "99", .written = "990625190103059013", .reason = "ID_DIVISION"},
      {.name = "16", .written = WithCheck("16062519010305901"), .reason = "ID_DIVISION"},
      {.name = "91, a foreigner's card",
       .written = WithCheck("91062519010305901"),
       .reason = "ID_DIVISION"},
      {.name = "429999", .written = "429999190103059011", .reason = "ID_DIVISION_UNKNOWN"},
      {.name = "a prefecture",
       .written = WithCheck("42060019010305901"),
       .reason = "ID_DIVISION_UNKNOWN"},
      {.name = "Taiwan has no counties in the table",
       .written = WithCheck("71000019010305901"),
       .reason = "ID_DIVISION_UNKNOWN"},
      {.name = "810001",
       .written = WithCheck("81000119010305901"),
       .reason = "ID_DIVISION_UNKNOWN"},
  };
  for (const Case& c : kCases)
    EXPECT_THAT(ParseCitizenId(c.written, Rules()), Refused(c.reason)) << c.name;
}

TEST_F(CitizenIdTest, AcceptsAndSaysWhetherItWasWrittenSo) {
  struct Case {
    std::string written;
    const char* value = "";
    bool as_written = false;
  };
  const Case kCases[] = {
      {.written = "420625190103059012", .value = "420625190103059012", .as_written = true},
      {.written = "42062519030412006X", .value = "42062519030412006X", .as_written = true},
      {.written = "420625200002299056", .value = "420625200002299056", .as_written = true},
      {.written = WithCheck("81000019010305901"), .value = nullptr, .as_written = true},
      {.written = "820000191001019107", .value = "820000191001019107", .as_written = true},
      {.written = "830000191001019117", .value = "830000191001019117", .as_written = true},
      {.written = "42062519030412006x", .value = "42062519030412006X", .as_written = false},
      {.written = " 420625190304120027 ", .value = "420625190304120027", .as_written = false},
      {.written = "420625 19030412 0027", .value = "420625190304120027", .as_written = false},
      {.written = "420625-19030412-0027", .value = "420625190304120027", .as_written = false},
      {.written = "４２０６２５１９０３０４１２００６ｘ",
       .value = "42062519030412006X",
       .as_written = false},
      {.written = WithCheck("42062518700601901"),
       .value = nullptr,
       .as_written = true},  // 150 years old today
      {.written = WithCheck("42062520200601001"),
       .value = nullptr,
       .as_written = true},  // born today
      {.written = WithCheck("44190019010305901"),
       .value = nullptr,
       .as_written = true},  // a city without counties
      {.written = WithCheck("42060119010305901"),
       .value = nullptr,
       .as_written = true},  // a retired county
  };
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const CitizenId id, ParseCitizenId(c.written, Rules()));
    EXPECT_EQ(id.value(), absl::string_view(c.value == nullptr ? c.written.c_str() : c.value));
    EXPECT_EQ(id.WrittenAs(c.written), c.as_written) << c.written;
  }
}

TEST_F(CitizenIdTest, UnknownCountiesPassWhereOnlyAWarningIsWanted) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CitizenId id,
                              ParseCitizenId("429999190103059011", Rules(false)));
  EXPECT_FALSE(counties_.Has(id.division()));
  EXPECT_THAT(ParseCitizenId("990625190103059013", Rules(false)), Refused("ID_DIVISION"));
}

TEST_F(CitizenIdTest, TellsBirthSexAndDivision) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CitizenId man, ParseCitizenId("420625190103059012", Rules()));
  EXPECT_EQ(man.birth(), CivilDay(1901, 3, 5));
  EXPECT_EQ(man.sex(), Sex::kMale);
  EXPECT_EQ(man.division(), 420625);
  LADDER_ASSERT_OK_AND_ASSIGN(const CitizenId woman, ParseCitizenId("420625190807219029", Rules()));
  EXPECT_EQ(woman.sex(), Sex::kFemale);
  EXPECT_EQ(CitizenId::FromStored("420625190807219029"), woman);
  EXPECT_NE(man, woman);
}

TEST_F(CitizenIdTest, RefusalsNameTheField) {
  const std::optional<Refusal> refusal =
      RefusalOf(ParseCitizenId("1", Rules(), "spouse_id").status());
  ASSERT_TRUE(refusal.has_value());
  ASSERT_EQ(refusal->fields.size(), 1u);
  EXPECT_EQ(refusal->fields[0].field, "spouse_id");
}

TEST_F(CitizenIdTest, EveryProvinceAndNoOther) {
  const std::vector<std::pair<int, int>> kSpans = {{11, 15}, {21, 23}, {31, 37}, {41, 46},
                                                   {50, 54}, {61, 65}, {71, 71}, {81, 83}};
  for (int province = 0; province < 100; ++province) {
    bool known = false;
    for (const auto& [first, last] : kSpans)
      known = known || (province >= first && province <= last);
    const std::string id =
        WithCheck(absl::StrCat(absl::Dec(province, absl::kZeroPad2), "062519010305901"));
    EXPECT_EQ(ParseCitizenId(id, Rules(false)).ok(), known) << province;
  }
}

TEST_F(CitizenIdTest, EverySingleErrorIsSeen) {
  const std::string right = "420625190103059012";
  for (size_t i = 0; i < 17; ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = right;
      wrong[i] = digit;
      if (wrong == right) continue;
      EXPECT_THAT(ParseCitizenId(wrong, Rules()), Refused("ID_CHECKSUM")) << i;
    }
  }
}

TEST_F(CitizenIdTest, UpgradesFifteenDigitsInOrder) {
  struct Case {
    const char* written = "";
    const char* upgraded = "";
    const char* reason = "";
  };
  const Case kCases[] = {
      {.written = "42062501030590", .upgraded = "", .reason = "ID_LENGTH"},
      {.written = "420625190103059012", .upgraded = "", .reason = "ID_LENGTH"},
      {.written = "42062501030590X", .upgraded = "", .reason = "ID_CHARSET"},
      {.written = "420625010305996", .upgraded = "", .reason = "ID15_CENTENARIAN_REVIEW"},
      {.written = "420625010305999", .upgraded = "", .reason = "ID15_CENTENARIAN_REVIEW"},
      {.written = "420625011305999",
       .upgraded = "",
       .reason = "ID15_CENTENARIAN_REVIEW"},  // before the birth date
      {.written = "420625000229901", .upgraded = "", .reason = "ID_BIRTHDATE"},
      {.written = "420625010305995", .upgraded = "420625190103059952", .reason = ""},
      {.written = "420625010305901", .upgraded = "420625190103059012", .reason = ""},
      {.written = " 420606 050614 907", .upgraded = "420606190506149072", .reason = ""},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<std::string> upgraded = UpgradeCitizenId15(c.written);
    EXPECT_THAT(upgraded, Refused(c.reason)) << c.written;
    if (upgraded.ok()) {
      EXPECT_EQ(*upgraded, c.upgraded);
    }
  }
  EXPECT_EQ(*UpgradeCitizenId15("420625120229903"), "420625191202299032");
}

TEST_F(CitizenIdTest, ComparesAnUpgradeWithTheNewNumber) {
  const std::string upgraded = "420625190103059012";
  EXPECT_THAT(MatchUpgrade(upgraded, "420625190103059012"), IsOk());
  EXPECT_THAT(MatchUpgrade(upgraded, " 420625190103059012"), IsOk());
  EXPECT_THAT(MatchUpgrade(upgraded, "420625190103059010"), Refused("ID_CHECKSUM"));
  EXPECT_THAT(MatchUpgrade(upgraded, "420625190103059112"), Refused("ID15_MISMATCH"));
  EXPECT_THAT(MatchUpgrade(upgraded, "42062519010305901"), Refused("ID15_MISMATCH"));
}

TEST_F(CitizenIdTest, BothLengthsAreOneNumber) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CitizenId old_form,
                              ParseOldOrNewCitizenId("420625010305901", Rules()));
  LADDER_ASSERT_OK_AND_ASSIGN(const CitizenId new_form,
                              ParseOldOrNewCitizenId("420625190103059012", Rules()));
  EXPECT_EQ(old_form, new_form);
  EXPECT_THAT(ParseOldOrNewCitizenId("429999010305901", Rules()), Refused("ID_DIVISION_UNKNOWN"));
  EXPECT_THAT(ParseOldOrNewCitizenId("420625010305998", Rules()),
              Refused("ID15_CENTENARIAN_REVIEW"));
}

TEST(CountyTableTest, ReadsItsLinesAndRefusesOthers) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CountyTable table, CountyTable::Parse(kCounties));
  EXPECT_EQ(table.size(), 4);
  EXPECT_TRUE(table.Has(420625));
  EXPECT_TRUE(table.Has(420601));
  EXPECT_FALSE(table.Has(420626));
  EXPECT_FALSE(table.Has(-1));
  EXPECT_FALSE(table.Has(1'000'000));
  for (const char* line : {"420625", "42062\ttoday\tx", "42062A\ttoday\tx", "420625\tnever\tx",
                           "420625\ttoday\tx\ty"}) {
    EXPECT_THAT(CountyTable::Parse(line), HasCode(absl::StatusCode::kInvalidArgument)) << line;
  }
}

}  // namespace
}  // namespace ladder
