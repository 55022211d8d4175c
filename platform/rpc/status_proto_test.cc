#include "platform/rpc/status_proto.h"

#include "google/rpc/error_details.pb.h"
#include "ladder/options/v1/reasons.h"
#include "platform/testing/status_matchers.h"

namespace ladder::rpc {
namespace {

TEST(StatusProtoTest, CarriesReasonFieldsBothLanguagesAndRetry) {
  const absl::Status status = WithRetryAfter(RefuseField(Reason::kIdChecksum, "person.citizen_id"),
                                             absl::Milliseconds(1500));
  const google::rpc::Status proto = ToStatusProto(status);
  EXPECT_EQ(proto.code(), 3);
  ASSERT_EQ(proto.details_size(), 5);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(proto.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "ID_CHECKSUM");
  EXPECT_EQ(info.domain(), "ladder");
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(proto.details(1).UnpackTo(&bad_request));
  EXPECT_EQ(bad_request.field_violations(0).field(), "person.citizen_id");
  google::rpc::LocalizedMessage zh;
  ASSERT_TRUE(proto.details(2).UnpackTo(&zh));
  EXPECT_EQ(zh.locale(), "zh-CN");
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(proto.details(4).UnpackTo(&retry));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
  EXPECT_EQ(ReasonOfDetails(proto.SerializeAsString()), "ID_CHECKSUM");
}

TEST(StatusProtoTest, PlainStatusesHaveNoDetails) {
  EXPECT_EQ(ToStatusProto(absl::CancelledError("gone")).details_size(), 0);
  EXPECT_EQ(ReasonOfDetails("garbage"), "");
}

}  // namespace
}  // namespace ladder::rpc
