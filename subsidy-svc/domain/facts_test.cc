#include "subsidy-svc/domain/facts.h"

#include <algorithm>

#include "platform/testing/status_matchers.h"

namespace ladder::subsidy {
namespace {

TEST(FactsTest, TheVocabularyIsInOrderOfKeys) {
  EXPECT_TRUE(std::is_sorted(FactVocabulary().begin(), FactVocabulary().end(),
                             [](const FactKey& left, const FactKey& right) {
                               return absl::string_view(left.key) < absl::string_view(right.key);
                             }));
}

TEST(FactsTest, WrongFactsAreRefusedByTheirKey) {
  struct Case {
    const char* key;
    FactValue value;
    const char* reason;
  };
  const Case kCases[] = {
      {"births", "1975-06-15", "FACT_UNKNOWN"},
      {"birth", int64_t{19750615}, "FACT_TYPE"},
      {"birth", "1975-02-29", "FACT_TYPE"},
      {"birth", "1875-02-28", "FACT_TYPE"},
      {"birth", "2200-01-01", "FACT_TYPE"},
      {"month", "2020-13", "FACT_TYPE"},
      {"month", "2020-06-01", "FACT_TYPE"},
      {"dibao", int64_t{1}, "FACT_TYPE"},
      {"dibao", "true", "FACT_TYPE"},
      {"sex", true, "FACT_TYPE"},
      {"sex", int64_t{10}, "FACT_VALUE"},
      {"sex", int64_t{-1}, "FACT_VALUE"},
      {"placement_no", int64_t{0}, "FACT_VALUE"},
      {"principal_yuan", int64_t{1'000'000'001}, "FACT_VALUE"},
      {"already_paid_fen", int64_t{-1}, "FACT_VALUE"},
      {"occ", false, "FACT_TYPE"},
      {"months_already_paid", "2020-06", "FACT_TYPE"},
      {"months_already_paid", FactTexts{"2020-06", "June"}, "FACT_TYPE"},
      {"held", FactTexts{"L4"}, "FACT_TYPE"},
      {"absent_days", FactCounts{{"2020-06", 32}}, "FACT_VALUE"},
      {"absent_days", FactCounts{{"06", 1}}, "FACT_TYPE"},
      {"absent_days", int64_t{3}, "FACT_TYPE"},
      {"paid_fen", FactCounts{{"pension", -1}}, "FACT_VALUE"},
      {"paid_fen", int64_t{-1}, "FACT_VALUE"},
      {"paid_fen", FactTexts{}, "FACT_TYPE"},
      {"same_identity_paid", FactTexts{}, "FACT_TYPE"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.key);
    const absl::Status status = CheckFacts({{row.key, row.value}});
    EXPECT_THAT(status, Refused(row.reason));
    EXPECT_EQ(RefusalOf(status)->metadata.front().second, row.key);
  }
}

TEST(FactsTest, FactsOfEveryKindPass) {
  EXPECT_THAT(CheckFacts({{"budget_left_fen", int64_t{-5}},
                          {"held", FactTexts{}},
                          {"same_identity_paid", false},
                          {"prior_absorb", int64_t{2019}},
                          {"paid_fen", int64_t{5}},
                          {"month", "2020-06"},
                          {"absent_days", FactCounts{{"2020-06", 31}}}}),
              IsOk());
}

TEST(FactsTest, ASnapshotIsCanonicalAndReadsBack) {
  const FactMap facts = {
      {"absent_days", FactCounts{{"2020-07", 1}, {"2020-06", 3}}},
      {"budget_left_fen", int64_t{-5}},
      {"dibao", true},
      {"held", FactPairs{{"小儿推拿", "L3"}, {"A/B,C", "=:%\n"}}},
      {"months_already_paid", FactTexts{}},
      {"occ", "烘焙 50%"},
      {"special_group", ""},
      {"student", false},
  };
  const std::string text = FormatFacts(facts);
  EXPECT_EQ(text.substr(0, 37), "absent_days:c:2020-06=3,2020-07=1\nbud");
  LADDER_ASSERT_OK_AND_ASSIGN(const FactMap read, ParseFacts(text));
  EXPECT_EQ(read, facts);
  EXPECT_EQ(FormatFacts({}), "");
  LADDER_ASSERT_OK_AND_ASSIGN(const FactMap none, ParseFacts(""));
  EXPECT_TRUE(none.empty());
}

TEST(FactsTest, OnlyTheCanonicalFormIsRead) {
  for (const char* text : {
           "dibao:b:1",                        // no line end
           "dibao:b:2\n",                      // no truth value
           "dibao:b\n",                        // a part short
           "dibao:x:1\n",                      // no such kind
           "sex:i:01\n",                       // a number in another form
           "sex:i:one\n",                      // no number
           "occ:t:a b\n",                      // an unescaped byte
           "occ:t:%4\n",                       // half an escape
           "occ:t:%2F%2f\n",                   // an escape in another case
           "student:b:0\ndibao:b:1\n",         // out of order
           "dibao:b:1\ndibao:b:1\n",           // twice
           "held:p:A\n",                       // half a pair
           "absent_days:c:2020-06\n",          // no count
           "months_already_paid:l:2020-06\n",  // no item mark
       }) {
    EXPECT_THAT(ParseFacts(text), Refused("FACT_SNAPSHOT")) << text;
  }
}

}  // namespace
}  // namespace ladder::subsidy
