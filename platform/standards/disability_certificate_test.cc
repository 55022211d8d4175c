#include "platform/standards/disability_certificate.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

class DisabilityCertificateTest : public testing::Test {
 protected:
  void SetUp() override {
    LADDER_ASSERT_OK_AND_ASSIGN(counties_, CountyTable::Parse("420625\ttoday\t谷城县"));
  }
  CitizenIdRules Rules() const { return {.today = CivilDay(2020, 6, 1), .counties = counties_}; }

  CountyTable counties_;
};

TEST_F(DisabilityCertificateTest, RefusesInOrder) {
  struct Case {
    const char* written = "";
    const char* reason = "";
  };
  const Case kCases[] = {
      {.written = "", .reason = "DIS_LENGTH"},
      {.written = "420625190304120043", .reason = "DIS_LENGTH"},       // the citizen id alone
      {.written = "4206251903041200434", .reason = "DIS_LENGTH"},      // 19
      {.written = "42062519030412004341B", .reason = "DIS_LENGTH"},    // 21
      {.written = "42062519030412004341B12", .reason = "DIS_LENGTH"},  // 23
      {.written = "4206251903041X004381", .reason = "ID_CHARSET"},
      {.written = "42062519030412004481", .reason = "ID_CHECKSUM"},  // before the category
      {.written = "42062519000229901785", .reason = "ID_BIRTHDATE"},
      {.written = "42062520990101901285", .reason = "ID_BIRTH_FUTURE"},
      {.written = "99062519010305901385", .reason = "ID_DIVISION"},
      {.written = "42999919010305901185", .reason = "ID_DIVISION_UNKNOWN"},
      {.written = "42062519030412004385", .reason = "DIS_CATEGORY"},  // category before grade
      {.written = "42062519030412004301", .reason = "DIS_CATEGORY"},
      {.written = "420625190304120043X1", .reason = "DIS_CATEGORY"},
      {.written = "42062519030412004345", .reason = "DIS_GRADE"},
      {.written = "42062519030412004340C1", .reason = "DIS_GRADE"},  // grade before suffix
      {.written = "42062519030412004341B0", .reason = "DIS_SUFFIX"},
      {.written = "42062519030412004341C1", .reason = "DIS_SUFFIX"},
      {.written = "42062519030412004341BX", .reason = "DIS_SUFFIX"},
  };
  for (const Case& c : kCases)
    EXPECT_THAT(ParseDisabilityCertificate(c.written, Rules()), Refused(c.reason)) << c.written;
}

TEST_F(DisabilityCertificateTest, TellsItsParts) {
  LADDER_ASSERT_OK_AND_ASSIGN(const DisabilityCertificate first,
                              ParseDisabilityCertificate("42062519030412004341", Rules()));
  EXPECT_EQ(first.citizen_id().value(), "420625190304120043");
  EXPECT_EQ(first.category(), DisabilityCategory::kPhysical);
  EXPECT_EQ(first.grade(), 1);
  EXPECT_EQ(first.reissue(), 0);
  EXPECT_TRUE(first.WrittenAs("42062519030412004341"));

  LADDER_ASSERT_OK_AND_ASSIGN(const DisabilityCertificate reissued,
                              ParseDisabilityCertificate("42062519030412007824b1", Rules()));
  EXPECT_EQ(reissued.value(), "42062519030412007824B1");
  EXPECT_EQ(reissued.category(), DisabilityCategory::kHearing);
  EXPECT_EQ(reissued.grade(), 4);
  EXPECT_EQ(reissued.reissue(), 1);
  EXPECT_FALSE(reissued.WrittenAs("42062519030412007824b1"));
  EXPECT_EQ(DisabilityCertificate::FromStored("42062519030412007824B1"), reissued);
}

}  // namespace
}  // namespace ladder
