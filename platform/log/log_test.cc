#include "platform/log/log.h"

#include <gtest/gtest.h>

namespace ladder::log {
namespace {

TEST(LogTest, OneJsonObjectWithFieldsInOrder) {
  EXPECT_EQ(
      Format("info", "rpc", {{"method", "Get"}, {"ms", 1.5}, {"count", 3}}),
      R"({"level":"info","service":"ladder","event":"rpc","method":"Get","ms":1.5,"count":3})");
}

TEST(LogTest, HostileTextStaysInsideItsString) {
  const std::string line = Format("info", "x", {{"text", std::string("a\"\n\xff")}});
  EXPECT_EQ(line,
            "{\"level\":\"info\",\"service\":\"ladder\",\"event\":\"x\",\"text\":"
            "\"a\\\"\\n\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace ladder::log
