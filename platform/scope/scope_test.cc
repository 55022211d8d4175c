#include "platform/scope/scope.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(ScopeTest, SubtreesOpenTheTrailingZeroGroups) {
  EXPECT_EQ(Scope::Subtree(420000000000), (DivisionRange{420000000000, 429999999999}));
  EXPECT_EQ(Scope::Subtree(420600000000), (DivisionRange{420600000000, 420699999999}));
  EXPECT_EQ(Scope::Subtree(420625000000), (DivisionRange{420625000000, 420625999999}));
  EXPECT_EQ(Scope::Subtree(420625100000), (DivisionRange{420625100000, 420625100999}));
  EXPECT_EQ(Scope::Subtree(420625100015), (DivisionRange{420625100015, 420625100015}));
}

TEST(ScopeTest, CoversWhatItsRangesHoldAndNothingByDefault) {
  LADDER_ASSERT_OK_AND_ASSIGN(const Scope scope, Scope::Of({{420625100015, 420625100015},
                                                            {420625100014, 420625100014},
                                                            Scope::Subtree(420625200000)}));
  EXPECT_EQ(scope.ranges().size(), 2u);  // neighbours merged
  EXPECT_TRUE(scope.Covers(420625100014));
  EXPECT_TRUE(scope.Covers(420625200007));
  EXPECT_FALSE(scope.Covers(420625100016));
  EXPECT_FALSE(Scope().Covers(420625100014));
  EXPECT_TRUE(Scope().empty());
  EXPECT_TRUE(Scope::System("test").Covers(1));
}

TEST(ScopeTest, HasAtMost64RangesAfterMerging) {
  std::vector<DivisionRange> ranges;
  for (int64_t i = 0; i < 65; ++i) ranges.push_back({i * 10, i * 10});
  EXPECT_THAT(Scope::Of(ranges), HasCode(absl::StatusCode::kInvalidArgument));
  ranges.pop_back();
  EXPECT_THAT(Scope::Of(ranges), IsOk());
}

}  // namespace
}  // namespace ladder
