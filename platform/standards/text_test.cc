#include "platform/standards/text.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(CodeTextTest, MakesOneTextOfManyForms) {
  struct Case {
    const char* name = "";
    std::string written;
    std::string text;
  };
  const Case kCases[] = {
      {.name = "as it is", .written = "91420625MA0000007M", .text = "91420625MA0000007M"},
      {.name = "empty", .written = "", .text = ""},
      {.name = "case", .written = "42062519030412006x", .text = "42062519030412006X"},
      {.name = "spaces", .written = " \t6200 0000\r\n", .text = "62000000"},
      {.name = "hyphens", .written = "12345678-8", .text = "123456788"},
      {.name = "full width", .written = "１３８ａ－＋８６　", .text = "138A+86"},
      {.name = "no-break space", .written = "62\u00a000", .text = "6200"},
      {.name = "typographic hyphens", .written = "62\u201000\u201100", .text = "620000"},
      {.name = "a wider character",
       .written = "62汉00",
       .text = "62\x1a"
               "00"},
      {.name = "outside the BMP",
       .written = "62\U0002000b00",
       .text = "62\x1a"
               "00"},
      {.name = "expanded by NFKC", .written = "①②⑩", .text = "1210"},
      {.name = "ill-formed",
       .written = "62\xff"
                  "00",
       .text = "62\x1a"
               "00"},
      {.name = "cut short", .written = "62\xe6\xb1", .text = "62\x1a"},
      {.name = "NUL",
       .written = std::string("62\0"
                              "00",
                              5),
       .text = std::string("62\0"
                           "00",
                           5)},
  };
  for (const Case& c : kCases) EXPECT_EQ(std::string(CodeText(c.written).text()), c.text) << c.name;
}

TEST(CodeTextTest, LongTextsKeepTheirSize) {
  EXPECT_EQ(CodeText(std::string(1000, '7')).size(), 1000u);
  EXPECT_EQ(CodeText(std::string(1000, '7') + "汉").size(), 1001u);
}

TEST(ParseTextTest, RefusesInOrder) {
  struct Case {
    const char* name = "";
    std::string written;
    TextRule rule;
    const char* reason = "";
  };
  const Case kCases[] = {
      {.name = "not UTF-8",
       .written = "\xff",
       .rule = {.field = "a", .required = true},
       .reason = "FIELD_TEXT"},
      {.name = "surrogate",
       .written = "\xed\xa0\x80",
       .rule = {.field = "a"},
       .reason = "FIELD_TEXT"},
      {.name = "control", .written = "李\x01明", .rule = {.field = "a"}, .reason = "FIELD_TEXT"},
      {.name = "NUL",
       .written = std::string("a\0b", 3),
       .rule = {.field = "a"},
       .reason = "FIELD_TEXT"},
      {.name = "turned",
       .written = "a\u202e"
                  "b",
       .rule = {.field = "a"},
       .reason = "FIELD_TEXT"},
      {.name = "line", .written = "a\nb", .rule = {.field = "a"}, .reason = "FIELD_TEXT"},
      {.name = "control in lines",
       .written = "a\rb",
       .rule = {.field = "a", .lines = true},
       .reason = "FIELD_TEXT"},
      {.name = "empty",
       .written = "",
       .rule = {.field = "a", .required = true},
       .reason = "FIELD_REQUIRED"},
      {.name = "spaces",
       .written = " \u3000\n",
       .rule = {.field = "a", .required = true},
       .reason = "FIELD_REQUIRED"},
      {.name = "long",
       .written = "一二三四",
       .rule = {.field = "a", .characters_max = 3},
       .reason = "FIELD_TOO_LONG"},
  };
  for (const Case& c : kCases)
    EXPECT_THAT(ParseText(c.written, c.rule), Refused(c.reason)) << c.name;
}

TEST(ParseTextTest, StoresTrimmedNfc) {
  struct Case {
    const char* written = "";
    const char* text = "";
  };
  const Case kCases[] = {
      {.written = "  李明\u3000", .text = "李明"},
      {.written = "", .text = ""},
      {.written = "古丽·阿依 \u3007",
       .text = "古丽·阿依 \u3007"},                     // the middle dot and the round zero stay
      {.written = "\U00020bb7", .text = "\U00020bb7"},  // a rare character outside the BMP
      {.written = "e\u0301", .text = "\u00e9"},
      {.written = "Ａ１", .text = "Ａ１"},  // NFC keeps the width: only codes are folded
  };
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const std::string text, ParseText(c.written, {.field = "name"}));
    EXPECT_EQ(text, c.text);
  }
  EXPECT_THAT(ParseText("第一行\n\t第二行", {.field = "note", .lines = true}), IsOk());
}

TEST(ParseTextTest, CountsCharactersNotBytes) {
  std::string fifty;
  for (int i = 0; i < 50; ++i) fifty += "\U00020bb7";
  EXPECT_EQ(CountCharacters(fifty), 50);
  EXPECT_THAT(ParseText(fifty, {.field = "name"}), IsOk());
  EXPECT_THAT(ParseText(fifty + "一", {.field = "name"}), Refused("FIELD_TOO_LONG"));
}

}  // namespace
}  // namespace ladder
