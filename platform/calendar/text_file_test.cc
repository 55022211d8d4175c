#include "platform/calendar/text_file.h"

#include <cstdio>
#include <fstream>

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(ReadTextFileTest, ReadsTheWholeFileAsItIs) {
  const std::string path = testing::TempDir() + "/ladder_text_file_test";
  for (const std::string& text :
       {std::string(), std::string("a\r\n\0b", 5), std::string(200'000, 'x')}) {
    std::ofstream(path, std::ios::binary) << text;
    LADDER_ASSERT_OK_AND_ASSIGN(const std::string read, ReadTextFile(path));
    EXPECT_TRUE(read == text) << text.size();
  }
  std::remove(path.c_str());
}

TEST(ReadTextFileTest, NamesWhatItCannotRead) {
  for (const std::string& path : {testing::TempDir(), testing::TempDir() + "/no-such-file"}) {
    const absl::StatusOr<std::string> read = ReadTextFile(path);
    EXPECT_THAT(read, HasCode(absl::StatusCode::kNotFound));
    EXPECT_THAT(std::string(read.status().message()), testing::HasSubstr(path));
  }
}

}  // namespace
}  // namespace ladder
