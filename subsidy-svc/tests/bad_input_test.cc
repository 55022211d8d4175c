// Every bound that subsidy's protos declare is kept on the wire.
#include "platform/testing/bad_input.h"

#include <cstdio>

#include "absl/strings/str_join.h"
#include "subsidy-svc/tests/subsidy_test.h"

namespace ladder::subsidy {
namespace {

class BadInputTest : public SubsidyTest {};

TEST_F(BadInputTest, EveryRowOfTheTableIsRefusedAboutItsField) {
  int rows = 0;
  const std::vector<std::string> wrong = SendBadInputs(
      fixture_.channel(),
      {"ladder.subsidy.v1.PolicyService", "ladder.subsidy.v1.PayeeAccountService",
       "ladder.subsidy.v1.BudgetService", "ladder.subsidy.v1.LedgerService",
       "ladder.subsidy.v1.ClaimService", "ladder.subsidy.v1.PayItemService",
       "ladder.subsidy.v1.PayBatchService", "ladder.subsidy.v1.ReconciliationService"},
      rows);
  std::printf("bad inputs: %d\n", rows);
  EXPECT_GT(rows, 300);
  EXPECT_TRUE(wrong.empty()) << absl::StrJoin(wrong, "\n");
}

}  // namespace
}  // namespace ladder::subsidy
