#include "platform/seal/sealer.h"

#include "platform/testing/status_matchers.h"

namespace ladder::seal {
namespace {

TEST(SealerTest, OpensWhatItClosed) {
  const Sealer sealer({"secret"});
  for (const std::string& plain : {std::string(), std::string("谷城"), std::string(300'000, 'x')}) {
    const std::string sealed = sealer.Close(plain, "operation/1/request");
    EXPECT_EQ(sealed.size(), plain.size() + 33);
    EXPECT_EQ(*sealer.Open(sealed, "operation/1/request"), plain);
    EXPECT_NE(sealer.Close(plain, "operation/1/request"), sealed);
  }
  EXPECT_EQ(sealer.Close("13800001234", "x").find("1380"), std::string::npos);
}

TEST(SealerTest, OpensNothingElse) {
  const Sealer sealer({"secret"});
  const std::string sealed = sealer.Close("value", "here");
  EXPECT_EQ(sealer.Open(sealed, "there").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Sealer({"another"}).Open(sealed, "here").status().code(), absl::StatusCode::kDataLoss);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(sealer.Open(changed, "here").status().code(), absl::StatusCode::kDataLoss) << i;
    EXPECT_EQ(sealer.Open(sealed.substr(0, i), "here").status().code(),
              absl::StatusCode::kDataLoss);
  }
}

TEST(SealerTest, AKeyIsReplacedWithoutAStop) {
  const std::string before = Sealer({"old"}).Close("value", "here");
  const Sealer both({"new", "old"});
  EXPECT_EQ(*both.Open(before, "here"), "value");
  EXPECT_EQ(*Sealer({"new"}).Open(both.Close("value", "here"), "here"), "value");
}

}  // namespace
}  // namespace ladder::seal
