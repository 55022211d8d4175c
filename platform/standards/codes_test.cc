// The code tables: education and certificates.
#include "platform/standards/certificate.h"
#include "platform/standards/education.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(EducationTest, KnowsTheStandardsCodesAndNoOther) {
  struct Case {
    int code = 0;
    EducationLevel level = EducationLevel::kNone;
    bool completed = false;
    EducationLevel attained = EducationLevel::kNone;
  };
  const Case kCases[] = {
      {.code = 10,
       .level = EducationLevel::kMaster,
       .completed = true,
       .attained = EducationLevel::kMaster},
      {.code = 11,
       .level = EducationLevel::kDoctor,
       .completed = true,
       .attained = EducationLevel::kDoctor},
      {.code = 13,
       .level = EducationLevel::kDoctor,
       .completed = false,
       .attained = EducationLevel::kMaster},
      {.code = 14,
       .level = EducationLevel::kMaster,
       .completed = true,
       .attained = EducationLevel::kMaster},
      {.code = 16,
       .level = EducationLevel::kMaster,
       .completed = false,
       .attained = EducationLevel::kBachelor},
      {.code = 21,
       .level = EducationLevel::kBachelor,
       .completed = true,
       .attained = EducationLevel::kBachelor},
      {.code = 32,
       .level = EducationLevel::kCollege,
       .completed = false,
       .attained = EducationLevel::kSeniorSecondary},
      {.code = 41,
       .level = EducationLevel::kSeniorSecondary,
       .completed = true,
       .attained = EducationLevel::kSeniorSecondary},
      {.code = 45,
       .level = EducationLevel::kSeniorSecondary,
       .completed = false,
       .attained = EducationLevel::kJuniorHigh},
      {.code = 47,
       .level = EducationLevel::kSeniorSecondary,
       .completed = true,
       .attained = EducationLevel::kSeniorSecondary},
      {.code = 61,
       .level = EducationLevel::kSeniorSecondary,
       .completed = true,
       .attained = EducationLevel::kSeniorSecondary},
      {.code = 70,
       .level = EducationLevel::kJuniorHigh,
       .completed = true,
       .attained = EducationLevel::kJuniorHigh},
      {.code = 72,
       .level = EducationLevel::kJuniorHigh,
       .completed = false,
       .attained = EducationLevel::kPrimary},
      {.code = 81,
       .level = EducationLevel::kPrimary,
       .completed = true,
       .attained = EducationLevel::kPrimary},
      {.code = 82,
       .level = EducationLevel::kPrimary,
       .completed = false,
       .attained = EducationLevel::kNone},
      {.code = 90,
       .level = EducationLevel::kNone,
       .completed = true,
       .attained = EducationLevel::kNone},
  };
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Education education, ParseEducation(c.code));
    EXPECT_EQ(education.code(), c.code);
    EXPECT_EQ(education.level(), c.level) << c.code;
    EXPECT_EQ(education.completed(), c.completed) << c.code;
    EXPECT_EQ(education.Attained(), c.attained) << c.code;
  }
  for (const int code : {-1, 0, 1, 8, 24, 34, 50, 51, 64, 73, 83, 91, 100}) {
    EXPECT_THAT(ParseEducation(code), Refused("FIELD_ENUM")) << code;
  }
  EXPECT_LT(EducationLevel::kPrimary, EducationLevel::kJuniorHigh);
  EXPECT_EQ(Education().code(), 90);
}

TEST(CertificateTest, OnlyTheFiveLevelsAreRanked) {
  struct Case {
    const char* name = "";
    std::optional<int> rank;
  };
  const Case kCases[] = {{.name = "COMPLETION", .rank = std::nullopt},
                         {.name = "SPECIAL", .rank = std::nullopt},
                         {.name = "SYB", .rank = std::nullopt},
                         {.name = "L5", .rank = 1},
                         {.name = "L4", .rank = 2},
                         {.name = "L3", .rank = 3},
                         {.name = "L2", .rank = 4},
                         {.name = "L1", .rank = 5}};
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Certificate certificate, ParseCertificate(c.name));
    EXPECT_EQ(NameOf(certificate), c.name);
    EXPECT_EQ(RankOf(certificate), c.rank) << c.name;
  }
  EXPECT_THAT(ParseCertificate("L6"), Refused("FIELD_ENUM"));
  EXPECT_THAT(ParseCertificate(""), Refused("FIELD_ENUM"));
}

}  // namespace
}  // namespace ladder
