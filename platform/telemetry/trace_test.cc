#include "platform/telemetry/trace.h"

#include <gtest/gtest.h>

namespace ladder::telemetry {
namespace {

TEST(TraceTest, ContinuesAValidTraceWithItsOwnSpan) {
  const Trace trace = Trace::Continue("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
  EXPECT_EQ(trace.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_NE(trace.span_id, "00f067aa0ba902b7");
  EXPECT_FALSE(trace.sampled);
  EXPECT_EQ(Trace::Continue(trace.ToHeader()).trace_id, trace.trace_id);
}

TEST(TraceTest, StartsANewTraceForAnythingElse) {
  for (const char* header :
       {"", "garbage", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x"}) {
    const Trace trace = Trace::Continue(header);
    EXPECT_EQ(trace.trace_id.size(), 32u) << header;
    EXPECT_NE(trace.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736") << header;
  }
}

}  // namespace
}  // namespace ladder::telemetry
