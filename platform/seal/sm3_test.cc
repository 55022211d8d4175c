#include "platform/seal/sm3.h"

#include <gtest/gtest.h>

namespace ladder::seal {
namespace {

// The first example of GB/T 32905, appendix A.
TEST(Sm3Test, DigestsTheStandardsExample) {
  EXPECT_EQ(Sm3Hex("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  EXPECT_EQ(Sm3("abc").size(), 32u);
  EXPECT_EQ(Sm3("abc").substr(0, 2), "\x66\xc7");
}

}  // namespace
}  // namespace ladder::seal
