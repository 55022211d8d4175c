#include "platform/rpc/in_flight.h"

#include <gtest/gtest.h>

#include <vector>

namespace ladder::rpc {
namespace {

TEST(InFlightTest, OneAtWorkFourWaitInOrderTheRestAreRefused) {
  InFlight in_flight;
  std::vector<int> started;
  const auto start = [&](int i) { return [&started, i] { started.push_back(i); }; };
  EXPECT_EQ(in_flight.Enter("k", start(0)), InFlight::Entry::kStarted);
  for (int i = 1; i <= 4; ++i) EXPECT_EQ(in_flight.Enter("k", start(i)), InFlight::Entry::kWaiting);
  EXPECT_EQ(in_flight.Enter("k", start(5)), InFlight::Entry::kRefused);
  EXPECT_EQ(in_flight.Enter("other", start(6)), InFlight::Entry::kStarted);
  for (int i = 0; i < 5; ++i) in_flight.Leave("k");
  EXPECT_EQ(started, (std::vector<int>{0, 6, 1, 2, 3, 4}));
  EXPECT_EQ(in_flight.Enter("k", start(7)), InFlight::Entry::kStarted);
}

}  // namespace
}  // namespace ladder::rpc
