// Every bound that matching's protos declare is kept on the wire.
#include "platform/testing/bad_input.h"

#include <cstdio>

#include "absl/strings/str_join.h"
#include "matching-svc/tests/matching_test.h"

namespace ladder::matching {
namespace {

class BadInputTest : public MatchingTest {};

TEST_F(BadInputTest, EveryRowOfTheTableIsRefusedAboutItsField) {
  int rows = 0;
  const std::vector<std::string> wrong =
      SendBadInputs(fixture_.channel(),
                    {"ladder.matching.v1.EnterpriseService", "ladder.matching.v1.CarrierService",
                     "ladder.matching.v1.JobService", "ladder.matching.v1.RecommendationService",
                     "ladder.matching.v1.ReferralService", "ladder.matching.v1.HireService"},
                    rows);
  std::printf("bad inputs: %d\n", rows);
  EXPECT_GT(rows, 500);
  EXPECT_TRUE(wrong.empty()) << absl::StrJoin(wrong, "\n");
}

}  // namespace
}  // namespace ladder::matching
