#include "gateway/transcode/error.h"

#include <gtest/gtest.h>

#include "gateway/tests/echo_api.h"
#include "gateway/transcode/http_code.h"
#include "google/rpc/error_details.pb.h"

namespace ladder::gateway {
namespace {

TEST(ErrorTest, PrefersALanguage) {
  struct Case {
    const char* header;
    const char* language;
  };
  const Case kCases[] = {
      {"", "zh"},
      {"zh-CN,zh;q=0.9,en;q=0.8", "zh"},
      {"en", "en"},
      {"en-GB", "en"},
      {"fr, en;q=0.5", "en"},
      {"zh;q=0.1, en;q=0.2", "en"},
      {"en;q=0", "zh"},
      {"en;q=x", "zh"},
      {"EN-us ; q=0.5", "en"},
      {"zh-Hans, en", "zh"},
      {"english", "zh"},
      {",,;;", "zh"},
  };
  for (const Case& c : kCases) EXPECT_EQ(PreferredLanguage(c.header), c.language) << c.header;
}

TEST(ErrorTest, EveryCodeHasItsHttpStatus) {
  struct Case {
    absl::StatusCode code;
    int http;
  };
  const Case kCases[] = {
      {absl::StatusCode::kOk, 200},
      {absl::StatusCode::kCancelled, 499},
      {absl::StatusCode::kUnknown, 500},
      {absl::StatusCode::kInvalidArgument, 400},
      {absl::StatusCode::kDeadlineExceeded, 504},
      {absl::StatusCode::kNotFound, 404},
      {absl::StatusCode::kAlreadyExists, 409},
      {absl::StatusCode::kPermissionDenied, 403},
      {absl::StatusCode::kResourceExhausted, 429},
      {absl::StatusCode::kFailedPrecondition, 400},
      {absl::StatusCode::kAborted, 409},
      {absl::StatusCode::kOutOfRange, 400},
      {absl::StatusCode::kUnimplemented, 501},
      {absl::StatusCode::kInternal, 500},
      {absl::StatusCode::kUnavailable, 503},
      {absl::StatusCode::kDataLoss, 500},
      {absl::StatusCode::kUnauthenticated, 401},
  };
  for (const Case& c : kCases)
    EXPECT_EQ(HttpCode(c.code), c.http) << absl::StatusCodeToString(c.code);
}

TEST(ErrorTest, SomeReasonsHaveAnHttpStatusOfTheirOwn) {
  struct Case {
    absl::StatusCode code;
    const char* reason;
    bool if_match;
    int http;
  };
  const Case kCases[] = {
      {absl::StatusCode::kAborted, "ETAG_MISMATCH", true, 412},
      {absl::StatusCode::kAborted, "ETAG_MISMATCH", false, 409},
      {absl::StatusCode::kAborted, "CONFLICT", true, 409},
      {absl::StatusCode::kInvalidArgument, "REQUEST_TOO_LARGE", false, 413},
      {absl::StatusCode::kUnimplemented, "METHOD_NOT_ALLOWED", false, 405},
      {absl::StatusCode::kDeadlineExceeded, "REQUEST_TIMEOUT", false, 408},
      {absl::StatusCode::kInvalidArgument, "MEDIA_TYPE", false, 415},
      {absl::StatusCode::kInvalidArgument, "HEADERS_TOO_LARGE", false, 431},
      {absl::StatusCode::kNotFound, "", true, 404},
  };
  for (const Case& c : kCases)
    EXPECT_EQ(HttpCode(c.code, c.reason, c.if_match), c.http) << c.reason;
}

google::rpc::Status Busy() {
  google::rpc::Status status;
  status.set_code(8);
  status.set_message("busy");
  google::rpc::ErrorInfo info;
  info.set_reason("OVERLOADED");
  info.set_domain("ladder");
  (*info.mutable_metadata())["queue"] = "9";
  status.add_details()->PackFrom(info);
  google::rpc::LocalizedMessage zh;
  zh.set_locale("zh-CN");
  zh.set_message("\xe5\xbf\x99");
  status.add_details()->PackFrom(zh);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_nanos(200'000'000);
  status.add_details()->PackFrom(retry);
  return status;
}

TEST(ErrorTest, ReadsFacts) {
  EXPECT_EQ(FactsOf(Busy(), "zh").message, "\xe5\xbf\x99");
  EXPECT_EQ(FactsOf(Busy(), "en").message, "busy");
  EXPECT_EQ(FactsOf(Busy(), "en").reason, "OVERLOADED");
  EXPECT_EQ(FactsOf(Busy(), "en").retry_after_seconds, 1);
}

TEST(ErrorTest, PrintsGoogleStyleJson) {
  EXPECT_EQ(
      ErrorJson(EchoApi().schema(), Busy(), 429, "busy"),
      R"({"error":{"code":429,"message":"busy","status":"RESOURCE_EXHAUSTED","details":[)"
      R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"OVERLOADED","domain":"ladder",)"
      R"("metadata":{"queue":"9"}},)"
      R"({"@type":"type.googleapis.com/google.rpc.LocalizedMessage","locale":"zh-CN","message":")"
      "\xe5\xbf\x99"
      R"("},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"0.200s"}]}})");
  google::rpc::Status bare;
  bare.set_code(99);
  EXPECT_EQ(ErrorJson(EchoApi().schema(), bare, 500, "a\"b"),
            R"({"error":{"code":500,"message":"a\"b","status":"UNKNOWN"}})");
}

}  // namespace
}  // namespace ladder::gateway
