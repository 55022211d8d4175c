#include "subsidy-svc/bank/outbox.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/testing/status_matchers.h"

namespace ladder::subsidy {
namespace {

std::string ReadAll(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  return bytes.str();
}

TEST(OutboxTest, AWriterLeavesWhatAnotherHasNotFinished) {
  const std::string folder = testing::TempDir() + "/ladder_outbox";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/PB-1.txt.part") << "half of";
  ASSERT_THAT(PutPaymentFile(folder, "PB-1", "whole"), IsOk());
  EXPECT_EQ(ReadAll(folder + "/PB-1.txt"), "whole");
  EXPECT_EQ(ReadAll(folder + "/PB-1.txt.part"), "half of");
  ASSERT_THAT(PutPaymentFile(folder, "PB-1", "whole"), IsOk());
  EXPECT_EQ(ReadAll(folder + "/PB-1.txt"), "whole");
  // Nothing unfinished of its own stays behind.
  const auto files = std::filesystem::directory_iterator(folder);
  EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

TEST(OutboxTest, AFolderThatCannotBeWrittenIsUnavailable) {
  EXPECT_THAT(PutPaymentFile("/proc/ladder_outbox", "PB-1", "whole"),
              HasCode(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace ladder::subsidy
