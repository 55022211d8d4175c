#include "platform/scope/division_area.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

using Ranges = std::vector<DivisionRange>;

TEST(DivisionAreaTest, IsWhatWasAskedWithinTheScope) {
  const Scope everyone = Scope::System("a test");
  const Scope towns = *Scope::Of({{100, 199}, {300, 399}});
  struct Case {
    Scope scope;
    std::optional<Ranges> asked;
    Ranges area;
  };
  const Case kCases[] = {
      {Scope(), std::nullopt, {}},
      {towns, std::nullopt, {{100, 199}, {300, 399}}},
      {towns, Ranges{}, {}},
      {towns, Ranges{{150, 350}}, {{150, 199}, {300, 350}}},
      {towns, Ranges{{310, 320}, {110, 120}}, {{110, 120}, {310, 320}}},
      {towns, Ranges{{200, 299}}, {}},
      {everyone, std::nullopt, {{0, 999'999'999'999}}},
      {everyone, Ranges{{150, 350}}, {{150, 350}}},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(DivisionAreaOf(c.scope, c.asked).ranges, c.area) << c.scope.Fingerprint();
  }
}

TEST(DivisionAreaTest, CoversBothEndsOfARange) {
  const DivisionArea area = {.ranges = {{100, 199}, {300, 399}}};
  for (const int64_t inside : {100, 150, 199, 300, 399}) EXPECT_TRUE(area.Covers(inside));
  for (const int64_t outside : {0, 99, 200, 299, 400}) EXPECT_FALSE(area.Covers(outside));
}

}  // namespace
}  // namespace ladder
