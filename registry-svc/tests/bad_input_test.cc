// Every bound that the registry's protos declare is kept on the wire.
#include "platform/testing/bad_input.h"

#include <cstdio>

#include "absl/strings/str_join.h"
#include "registry-svc/tests/registry_test.h"

namespace ladder::registry {
namespace {

class BadInputTest : public RegistryTest {};

TEST_F(BadInputTest, EveryRowOfTheTableIsRefusedAboutItsField) {
  int rows = 0;
  const std::vector<std::string> wrong =
      SendBadInputs(fixture_.channel(),
                    {"ladder.registry.v1.DivisionService", "ladder.registry.v1.ZoneService",
                     "ladder.registry.v1.HouseholdService", "ladder.registry.v1.PersonService",
                     "ladder.registry.v1.EmploymentSpellService",
                     "ladder.registry.v1.IntentionService", "ladder.registry.v1.RosterService"},
                    rows);
  std::printf("bad inputs: %d\n", rows);
  EXPECT_GT(rows, 300);
  EXPECT_TRUE(wrong.empty()) << absl::StrJoin(wrong, "\n");
}

}  // namespace
}  // namespace ladder::registry
