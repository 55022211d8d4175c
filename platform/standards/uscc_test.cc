#include "platform/standards/uscc.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

// A USCC with the right outer check character behind 17 characters.
std::string WithCheck(absl::string_view body) {
  return absl::StrCat(body, std::string(1, UsccCheckCharacter(body)));
}

TEST(OrganisationCodeTest, RefusesInOrder) {
  struct Case {
    const char* written = "";
    const char* reason = "";
  };
  const Case kCases[] = {
      {.written = "", .reason = "ORG_LENGTH"},
      {.written = "1234567-8", .reason = "ORG_LENGTH"},
      {.written = "123456789-8", .reason = "ORG_LENGTH"},
      {.written = "1234_678-8", .reason = "ORG_CHARSET"},
      {.written = "1234567汉-8", .reason = "ORG_CHARSET"},
      {.written = "12345678-A", .reason = "ORG_CHARSET"},  // the check is a digit or X
      {.written = "12345678-9", .reason = "ORG_CHECKSUM"},
      {.written = "12345678-X", .reason = "ORG_CHECKSUM"},
  };
  for (const Case& c : kCases)
    EXPECT_THAT(ParseOrganisationCode(c.written), Refused(c.reason)) << c.written;
}

TEST(OrganisationCodeTest, TheHyphenIsPartOfItsForm) {
  struct Case {
    const char* written = "";
    const char* value = "";
    bool as_written = false;
  };
  const Case kCases[] = {
      {.written = "12345678-8", .value = "123456788", .as_written = true},
      {.written = "123456788", .value = "123456788", .as_written = true},
      {.written = "ZZ000001-0", .value = "ZZ0000010", .as_written = true},
      {.written = "00000019-0",
       .value = "000000190",
       .as_written = true},  // remainder 0, so 11, so 0
      {.written = "a1b2c3d4-8", .value = "A1B2C3D48", .as_written = false},
      {.written = "1234-56788", .value = "123456788", .as_written = false},
      {.written = " 12345678-8", .value = "123456788", .as_written = false},
  };
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const OrganisationCode code, ParseOrganisationCode(c.written));
    EXPECT_EQ(code.value(), c.value);
    EXPECT_EQ(code.WrittenAs(c.written), c.as_written) << c.written;
  }
  EXPECT_EQ(ParseOrganisationCode("123456788")->Printed(), "12345678-8");
  EXPECT_EQ(OrganisationCheckCharacter("00000010"), '7');
  EXPECT_EQ(OrganisationCheckCharacter("0000000F"), '3');
}

TEST(UsccTest, RefusesInOrder) {
  struct Case {
    const char* name = "";
    std::string written;
    const char* reason = "";
  };
  const Case kCases[] = {
      {.name = "empty", .written = "", .reason = "USCC_LENGTH"},
      {.name = "17 with an I: length first",
       .written = "91420625MI0000007",
       .reason = "USCC_LENGTH"},
      {.name = "19", .written = "91420625MA0000007MM", .reason = "USCC_LENGTH"},
      {.name = "I", .written = "91420625MI0000007M", .reason = "USCC_CHARSET"},
      {.name = "O", .written = "91420625MO0000007M", .reason = "USCC_CHARSET"},
      {.name = "S", .written = "91420625MS0000007M", .reason = "USCC_CHARSET"},
      {.name = "V", .written = "91420625MV0000007M", .reason = "USCC_CHARSET"},
      {.name = "Z", .written = "91420625MZ0000007M", .reason = "USCC_CHARSET"},
      {.name = "an I as check", .written = "91420625MA0000007I", .reason = "USCC_CHARSET"},
      {.name = "wide", .written = "91420625MA0000007汉", .reason = "USCC_CHARSET"},
      {.name = "check", .written = "91420625MA00000070", .reason = "USCC_CHECKSUM"},
      {.name = "check before department",
       .written = "X1420625MA00000072",
       .reason = "USCC_CHECKSUM"},
      {.name = "department X", .written = "X1420625MA00000071", .reason = "USCC_DEPARTMENT"},
      {.name = "department 0 before the inner check",
       .written = WithCheck("01420625MA0000000"),
       .reason = "USCC_DEPARTMENT"},
      {.name = "inner check", .written = "91420625MA00000000", .reason = "USCC_ORG_CHECKSUM"},
  };
  for (const Case& c : kCases) EXPECT_THAT(ParseUscc(c.written), Refused(c.reason)) << c.name;
}

TEST(UsccTest, EveryAssignedDepartmentAndNoOther) {
  for (const char department : absl::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    const std::string code =
        WithCheck(absl::StrCat(std::string(1, department), "1420625MA0000007"));
    EXPECT_EQ(ParseUscc(code).ok(), absl::StrContains("123456789ANY", department)) << department;
  }
}

TEST(UsccTest, TellsItsParts) {
  for (const char* code :
       {"91420625MA0000007M", "52420625MJ0000018B", "N2420625MF000003XN", "92420625MA0000A19J",
        "93420625MA00FG2212", "114206250000000192", "12420625000000027R"}) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Uscc uscc, ParseUscc(code));
    EXPECT_TRUE(uscc.WrittenAs(code));
    EXPECT_EQ(Uscc::FromStored(code), uscc);
  }
  LADDER_ASSERT_OK_AND_ASSIGN(const Uscc uscc, ParseUscc("91420625ma0000007m"));
  EXPECT_EQ(uscc.value(), "91420625MA0000007M");
  EXPECT_FALSE(uscc.WrittenAs("91420625ma0000007m"));
  EXPECT_EQ(uscc.department(), '9');
  EXPECT_EQ(uscc.division(), "420625");
  EXPECT_EQ(uscc.organisation_code(), "MA0000007");
}

TEST(UsccTest, PilotCodesSkipBothChecksAndNothingElse) {
  EXPECT_THAT(ParsePilotUscc("91420625MA00000070"), IsOk());
  EXPECT_THAT(ParsePilotUscc("91420625MA00000000"), IsOk());
  EXPECT_THAT(ParsePilotUscc("91420625MA000000"), Refused("USCC_LENGTH"));
  EXPECT_THAT(ParsePilotUscc("91420625MI0000007M"), Refused("USCC_CHARSET"));
  EXPECT_THAT(ParsePilotUscc("X1420625MA00000071"), Refused("USCC_DEPARTMENT"));
}

}  // namespace
}  // namespace ladder
