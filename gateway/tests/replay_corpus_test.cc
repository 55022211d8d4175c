// Runs a fuzz target over its committed corpus, and over small changes of every entry: what
// ordinary CI can do without a fuzzer. One executable per target; CORPUS names its folder.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr int kChangesPerEntry = 300;
constexpr uint32_t kSeed = 20240229;

void RunTarget(const std::string& input) {
  // A copy of exactly this size, so that a sanitizer sees a read past its end.
  const std::vector<uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

// Replaces, removes, inserts or repeats a few bytes.
std::string Change(std::string input, std::mt19937& random) {
  const auto at = [&] { return input.empty() ? 0 : random() % input.size(); };
  switch (random() % 5) {
    case 0:
      if (!input.empty()) input[at()] = static_cast<char>(random());
      break;
    case 1:
      input.erase(at(), 1 + random() % 8);
      break;
    case 2:
      input.insert(at(), 1, static_cast<char>(random()));
      break;
    case 3:
      input.insert(at(), input.substr(at(), random() % 32));
      break;
    default:
      input.resize(at());
  }
  return input;
}

TEST(ReplayCorpusTest, SurvivesItsCorpus) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(CORPUS))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty()) << CORPUS;
  std::mt19937 random(kSeed);
  for (const std::filesystem::path& path : files) {
    SCOPED_TRACE(path.string() + ", seed " + std::to_string(kSeed));
    std::ifstream file(path, std::ios::binary);
    const std::string input(std::istreambuf_iterator<char>(file), {});
    RunTarget(input);
    std::string changed = input;
    for (int i = 0; i < kChangesPerEntry; ++i) {
      // Mostly changes of changes: a fault often needs two.
      changed = Change(i % 4 == 0 ? input : changed, random);
      RunTarget(changed);
    }
  }
}

}  // namespace
