#include "subsidy-svc/bank/payment_bytes.h"

#include "platform/testing/status_matchers.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/bank/encoding.h"

namespace ladder::subsidy {
namespace {

constexpr CivilDay kDay(2020, 6, 15);

// U+3007, U+00B7, a character outside the BMP (U+20BB7), and one of four bytes in GB 18030.
std::vector<PaymentLine> Lines() {
  return {{.seq = 1,
           .account = "6200",
           .name = "〇·\U00020BB7é",
           .amount = Fen(50'000),
           .cnaps = "103521000011",
           .summary = "交通补贴",
           .end_to_end = "A-1"}};
}

TEST(EncodingTest, KnownBytesAndBack) {
  struct Case {
    const char* utf8;
    const char* gb18030;
  };
  const Case kCases[] = {{"", ""},          {"a|\n", "a|\n"},   {"中", "\xD6\xD0"},
                         {"·", "\xA1\xA4"}, {"〇", "\xA9\x96"}, {"\U00020BB7", "\x95\x34\xB2\x35"}};
  for (const Case& row : kCases) {
    EXPECT_EQ(*ToGb18030(row.utf8), row.gb18030);
    EXPECT_EQ(*FromGb18030(row.gb18030), row.utf8);
  }
  for (const char* bytes : {"\xD6", "\xFF\xFF", "\x81\x30\x81"})
    EXPECT_THAT(FromGb18030(bytes), Refused("BANK_ENCODING"));
  for (const char* bytes : {"\xD6\xD0", "\xC0\x80", "\xED\xA0\x80"})
    EXPECT_THAT(ToGb18030(bytes), Refused("BANK_ENCODING"));
}

TEST(DigestTest, TheStandardsVector) {
  EXPECT_EQ(Sm3Hex("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  EXPECT_EQ(Sm3("abc").size(), 32u);
}

TEST(DigestTest, EqualFactsHaveEqualDigests) {
  const FactMap facts = {{"sex", 1}, {"birth", "1975-06-15"}};
  EXPECT_EQ(FactsDigest(facts), FactsDigest({{"birth", "1975-06-15"}, {"sex", 1}}));
  EXPECT_NE(FactsDigest(facts), FactsDigest({{"birth", "1975-06-15"}, {"sex", 2}}));
}

TEST(PaymentBytesTest, TheSameLinesAreTheSameBytes) {
  LADDER_ASSERT_OK_AND_ASSIGN(const PaymentBytes built,
                              BuildPaymentBytes("PB-1", kDay, "GUCHENG-HR", Lines()));
  LADDER_ASSERT_OK_AND_ASSIGN(const PaymentBytes again,
                              BuildPaymentBytes("PB-1", kDay, "GUCHENG-HR", Lines()));
  EXPECT_EQ(built.bytes, again.bytes);
  EXPECT_EQ(built.digest, Sm3Hex(built.bytes));
  LADDER_ASSERT_OK_AND_ASSIGN(const PaymentFile file, ReadPaymentBytes(built.bytes));
  EXPECT_EQ(file.lines, Lines());
  EXPECT_EQ(file.header, built.header);
}

TEST(PaymentBytesTest, AChangedBodyIsSeen) {
  LADDER_ASSERT_OK_AND_ASSIGN(const PaymentBytes built,
                              BuildPaymentBytes("PB-1", kDay, "GUCHENG-HR", Lines()));
  std::string changed = built.bytes;
  // The account's last digit.
  changed[changed.find("6200") + 3] = '1';
  EXPECT_THAT(ReadPaymentBytes(changed), Refused("BANK_DIGEST"));
  EXPECT_THAT(ReadPaymentBytes("\xFF\xFF"), Refused("BANK_ENCODING"));
  EXPECT_THAT(ReadPaymentBytes(""), Refused("BANK_HEADER"));
}

}  // namespace
}  // namespace ladder::subsidy
