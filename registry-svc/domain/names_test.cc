#include "registry-svc/domain/names.h"

#include "absl/strings/str_cat.h"
#include "platform/testing/status_matchers.h"

namespace ladder::registry {
namespace {

std::string Repeat(const char* text, int n) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

TEST(PersonNameTest, TakesNamesAsPeopleWriteThem) {
  const struct {
    std::string written;
    std::string name;
  } kCases[] = {
      {"李明", "李明"},
      {"  李明 ", "李明"},
      {"阿卜杜拉·买买提", "阿卜杜拉·买买提"},
      {"阿卜杜拉•买买提", "阿卜杜拉·买买提"},
      {"阿卜杜拉・买买提", "阿卜杜拉·买买提"},
      {"〇一", "〇一"},
      {"𠮷野", "𠮷野"},  // outside the BMP
      {"Mary O'Neil-Smith", "Mary O'Neil-Smith"},
      {"Rene\xCC\x81", "Ren\xC3\xA9"},  // NFC
      {Repeat("𠮷", 50), Repeat("𠮷", 50)},
  };
  for (const auto& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const PersonName name, ParsePersonName(c.written));
    EXPECT_EQ(name.value(), c.name) << c.written;
    EXPECT_EQ(ParsePersonName(name.value())->value(), c.name) << "parsing is idempotent";
  }
}

TEST(PersonNameTest, Refusals) {
  const struct {
    std::string written;
    const char* reason;
  } kCases[] = {
      {"李\xFF", "FIELD_TEXT"},
      {"李\n明", "FIELD_TEXT"},
      {"", "FIELD_REQUIRED"},
      {"   ", "FIELD_REQUIRED"},
      {Repeat("李", 51), "FIELD_TOO_LONG"},
      {"李明2", "PERSON_NAME_INVALID"},
      {"李@明", "PERSON_NAME_INVALID"},
      {"Li  Ming", "PERSON_NAME_INVALID"},
      {"阿··买", "PERSON_NAME_INVALID"},
  };
  for (const auto& c : kCases)
    EXPECT_THAT(ParsePersonName(c.written), Refused(c.reason)) << c.written;
}

TEST(HouseholdNoTest, NormalisesAndRefuses) {
  EXPECT_EQ(ParseHouseholdNo(" 4206 25a001 ")->value(), "420625A001");
  EXPECT_EQ(ParseHouseholdNo("４２０６")->value(), "4206");
  for (const char* written : {"", "123", "123456789012345678901", "42062_", "户0001"}) {
    EXPECT_THAT(ParseHouseholdNo(written), Refused("HOUSEHOLD_NO_INVALID")) << written;
  }
}

}  // namespace
}  // namespace ladder::registry
