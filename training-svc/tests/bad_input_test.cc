// Every bound that training's protos declare is kept on the wire.
#include "platform/testing/bad_input.h"

#include <cstdio>

#include "absl/strings/str_join.h"
#include "training-svc/tests/training_test.h"

namespace ladder::training {
namespace {

class BadInputTest : public TrainingTest {};

TEST_F(BadInputTest, EveryRowOfTheTableIsRefusedAboutItsField) {
  int rows = 0;
  const std::vector<std::string> wrong =
      SendBadInputs(fixture_.channel(),
                    {"ladder.training.v1.ClassService", "ladder.training.v1.SessionService",
                     "ladder.training.v1.AttendanceService", "ladder.training.v1.EnrolmentService",
                     "ladder.training.v1.CertificateService"},
                    rows);
  std::printf("bad inputs: %d\n", rows);
  EXPECT_GT(rows, 350);
  EXPECT_TRUE(wrong.empty()) << absl::StrJoin(wrong, "\n");
}

}  // namespace
}  // namespace ladder::training
