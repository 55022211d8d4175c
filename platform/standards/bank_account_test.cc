#include "platform/standards/bank_account.h"

#include <string>

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(BankCardTest, RefusesInOrder) {
  struct Case {
    const char* written = "";
    const char* reason = "";
  };
  const Case kCases[] = {
      {.written = "", .reason = "CARD_LENGTH"},
      {.written = "620000000001", .reason = "CARD_LENGTH"},          // 12
      {.written = "62000000000000123440", .reason = "CARD_LENGTH"},  // 20
      {.written = "62A", .reason = "CARD_LENGTH"},                   // length before characters
      {.written = "888888888888888A", .reason = "CARD_CHARSET"},
      {.written = "6200.000.000.0001", .reason = "CARD_CHARSET"},
      {.written = "6200000000000012345", .reason = "CARD_LUHN"},
      {.written = "6200000100000012344", .reason = "CARD_LUHN"},
  };
  for (const Case& c : kCases)
    EXPECT_THAT(ParseBankCard(c.written), Refused(c.reason)) << c.written;
}

TEST(BankCardTest, AcceptsThirteenToNineteenDigits) {
  for (size_t size = 13; size <= 19; ++size) {
    std::string number = "62" + std::string(size - 3, '0');
    number.push_back(LuhnCheckDigit(number));
    LADDER_ASSERT_OK_AND_ASSIGN(const BankCard card, ParseBankCard(number));
    EXPECT_EQ(card.value(), absl::string_view(number));
  }
  EXPECT_THAT(ParseBankCard("62000000000012344"), IsOk());
  EXPECT_THAT(ParseBankCard("620000000000012349"), IsOk());
  EXPECT_THAT(ParseBankCard("6200000000000000901"),
              IsOk());  // 09 and 90 swapped: Luhn does not see it
  EXPECT_EQ(LuhnCheckDigit("7992739871"), '3');
  EXPECT_EQ(LuhnCheckDigit(""), '0');

  LADDER_ASSERT_OK_AND_ASSIGN(const BankCard spaced, ParseBankCard("6200 0000 0000 1234 4"));
  EXPECT_EQ(spaced, BankCard::FromStored("62000000000012344"));
  EXPECT_FALSE(spaced.WrittenAs("6200 0000 0000 1234 4"));
}

TEST(BankAccountBookTest, RefusesInOrder) {
  struct Case {
    std::string written;
    const char* reason = "";
  };
  const Case kCases[] = {
      {.written = "A", .reason = "CARD_CHARSET"},  // characters before length
      {.written = std::string(40, '1') + "A", .reason = "CARD_CHARSET"},
      {.written = "", .reason = "CARD_LENGTH"},
      {.written = "1234", .reason = "CARD_LENGTH"},
      {.written = std::string(33, '1'), .reason = "CARD_LENGTH"},
      {.written = "12345", .reason = ""},
      {.written = std::string(32, '1'), .reason = ""},
      {.written = "12 345", .reason = ""},
  };
  for (const Case& c : kCases)
    EXPECT_THAT(ParseBankAccountBook(c.written), Refused(c.reason)) << c.written;
  EXPECT_EQ(ParseBankAccountBook("12 345")->value(), "12345");
}

}  // namespace
}  // namespace ladder
