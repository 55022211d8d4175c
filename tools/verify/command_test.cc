#include "tools/verify/command.h"

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "platform/testing/status_matchers.h"

namespace ladder::verify {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr char kHeader[] = "vector_id,kind,value,expected,reason_code,note\n";

class CommandTest : public testing::Test {
 protected:
  ~CommandTest() override { std::remove(path_.c_str()); }

  Outcome Run(const std::vector<std::string>& words) {
    return RunCommand(words, {.today = CivilDay(2024, 6, 1), .cache = ".ladder/cache"});
  }
  // Runs check-vectors on a file of these lines below the header.
  Outcome RunLines(const std::string& lines) {
    std::ofstream(path_, std::ios::binary) << kHeader << lines;
    return Run({"check-vectors", path_});
  }

  const std::string path_ =
      absl::StrCat(testing::TempDir(), "/ladder_verify_",
                   testing::UnitTest::GetInstance()->current_test_info()->name(), ".csv");
};

TEST_F(CommandTest, EveryVectorOfTheSuitePasses) {
  const Outcome outcome = Run({"check-vectors", "tests/data/check_vectors.csv"});
  EXPECT_EQ(outcome.error, "");
  EXPECT_THAT(outcome.out, MatchesRegex("[0-9]+ passed, 0 failed, 0 not built\n"));
  EXPECT_EQ(outcome.exit_code, 0);
}

TEST_F(CommandTest, WithoutTheServiceNothingIsCheckedByItsPolicies) {
  const Outcome outcome =
      Run({"policy-cases", "tests/data/policy_cases.csv", "--stored", "unix:/no/such/socket"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.error, "");
}

TEST_F(CommandTest, NamesEachFailureAndCounts) {
  const Outcome outcome = RunLines(
      "A1,CITIZEN_ID,420625190103059012,valid,OK,right\n"
      "A2,CITIZEN_ID,420625190103059012,valid,OK_NORMALISED,another reason\n"
      "A3,CITIZEN_ID,420625190103059012,invalid,ID_CHECKSUM,another verdict\n"
      "A4,PASSPORT,E00000000,valid,OK,no such kind\n"
      "A5,CITIZEN_ID,420625190103059013,invalid,ID_LENGTH,another refusal\n");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out,
            "A2: expected valid OK_NORMALISED, but it is valid OK\n"
            "A3: expected invalid ID_CHECKSUM, but it is valid OK\n"
            "A5: expected invalid ID_LENGTH, but it is invalid ID_CHECKSUM\n"
            "1 passed, 3 failed, 1 not built\n");
  EXPECT_EQ(outcome.error, "");
}

TEST_F(CommandTest, JudgesEveryKind) {
  const Outcome outcome = RunLines(
      "B01,ID15_TO_18,420625010305901,valid,OK,no right side\n"
      "B02,ID15_TO_18,420625010305901> 420625190103059012,valid,OK_NORMALISED,\n"
      "B03,ID15_TO_18,420625010305901>420625190103059112,invalid,ID15_MISMATCH,\n"
      "B04,ID15_TO_18,420625010305997>420625190103059012,valid,ID15_CENTENARIAN_REVIEW,\n"
      "B05,ID15_TO_18,420625000229901>,invalid,ID_BIRTHDATE,\n"
      "B06,DISABILITY_CERT,42062519030412007824b1,valid,OK_NORMALISED,\n"
      "B07,DISABILITY_CERT,42062519030412007824B0,invalid,DIS_SUFFIX,\n"
      "B08,ORG_CODE,123456788,valid,OK,the hyphen may be missing\n"
      "B09,ORG_CODE,1234567,invalid,ORG_LENGTH,\n"
      "B10,BANK_ACCOUNT_BOOK,17 301 00001,valid,OK_NO_CHECK,\n"
      "B11,BANK_ACCOUNT_BOOK,1234,invalid,CARD_LENGTH,\n"
      "B12,BANK_ACCOUNT_BOOK,1234A,invalid,CARD_CHARSET,\n"
      "B13,DIVISION12,42062510001A,invalid,DIV_CHARSET,\n"
      "B14,DIVISION12,110101001001,valid,OK,the whole country\n"
      "B15,MOBILE,12800000000,invalid,MOBILE_FORMAT,\n"
      "B16,SM3_HEX, => "
      "1AB21D8355CFA17F8E61194831E81A8F22BEC8C728FEFB747ED035EB5082AA2B,valid,OK,the empty text\n"
      "B17,SM3_HEX,abd => "
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0,invalid,DIGEST_MISMATCH,\n"
      "B18,SM3_HEX,abc,invalid,DIGEST_MISMATCH,\n"
      "B19,SM4_ECB_HEX,k=0123456789abcdeffedcba9876543210 p=0123456789abcdeffedcba9876543210 => "
      "c=681edf34d206965e86b3e94f536e4247,invalid,CIPHER_MISMATCH,\n"
      "B20,SM4_ECB_HEX,k=01 p=0123456789abcdeffedcba9876543210 => c=00,invalid,CIPHER_MISMATCH,\n"
      "B21,SM4_ECB_HEX,k=0123456789abcdeffedcba9876543210 p=0123 => c=00,invalid,CIPHER_MISMATCH,\n"
      "B22,CITIZEN_ID,\"42062519030412006\nx\",valid,OK_NORMALISED,a line break is a space\n");
  EXPECT_EQ(outcome.out, "22 passed, 0 failed, 0 not built\n");
  EXPECT_EQ(outcome.exit_code, 0);
}

TEST_F(CommandTest, TodayDecidesWhichBirthsAreInTheFuture) {
  std::ofstream(path_) << kHeader << "C1,CITIZEN_ID,420625200002299056,valid,OK,\n";
  EXPECT_EQ(Run({"check-vectors", path_, "--today", "2000-02-29"}).exit_code, 0);
  const Outcome before = Run({"check-vectors", "--today", "2000-02-28", path_});
  EXPECT_EQ(before.exit_code, 1);
  EXPECT_THAT(before.out, HasSubstr("C1: expected valid OK, but it is invalid ID_BIRTH_FUTURE\n"));
}

TEST_F(CommandTest, AnEmptyListOfVectorsPasses) {
  EXPECT_EQ(RunLines("").out, "0 passed, 0 failed, 0 not built\n");
}

TEST_F(CommandTest, OneLineAndExitCode2WhenNothingCanBeChecked) {
  std::ofstream(path_) << kHeader << "D1,CITIZEN_ID,1,maybe,OK,\n";
  const std::vector<std::vector<std::string>> kCommands = {
      {},
      {"check-vectors"},
      {"check-vectors", path_, path_},
      {"no-such-check", path_},
      {"check-vectors", path_, "--today"},
      {"check-vectors", path_, "--today", "tomorrow"},
      {"check-vectors", path_, "--speed", "high"},
      {"check-vectors", path_ + ".missing"},
      {"check-vectors", testing::TempDir()},
      {"check-vectors", "tests/data/README.md"},
      {"check-vectors", path_},
      {"check-vectors", "tests/data/check_vectors.csv", "--cache", "/no/such/cache"},
  };
  for (const std::vector<std::string>& words : kCommands) {
    const Outcome outcome = Run(words);
    EXPECT_EQ(outcome.exit_code, 2) << outcome.error;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.error, MatchesRegex("ladder-verify: [^\n]+\n"));
  }
  EXPECT_THAT(Run({"check-vectors", path_}).error,
              HasSubstr("line 2: expected is neither valid nor invalid"));
}

}  // namespace
}  // namespace ladder::verify
