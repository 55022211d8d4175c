#include "platform/seal/blind_index.h"

#include <gtest/gtest.h>

namespace ladder::seal {
namespace {

TEST(BlindIndexTest, EqualUnderOneKeyDifferentUnderAnother) {
  const BlindIndexBytes index = BlindIndex("key", "420625190103059012");
  EXPECT_EQ(index, BlindIndex("key", "420625190103059012"));
  EXPECT_NE(index, BlindIndex("key2", "420625190103059012"));
  EXPECT_NE(index, BlindIndex("key", "42062519030412006X"));
}

}  // namespace
}  // namespace ladder::seal
