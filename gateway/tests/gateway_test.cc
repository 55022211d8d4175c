#include "gateway/gateway.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "gateway/tests/echo_api.h"
#include "gateway/tests/fake_upstream.h"
#include "gateway/tests/raw_client.h"
#include "google/api/annotations.pb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest() {
    options_.descriptors = ::testing::TempDir() + "/gateway_test.desc";
    options_.http_listen = "127.0.0.1:0";
    options_.listen = "127.0.0.1:0";
    options_.upstreams = {{"echo", upstream_.address()}};
    std::ofstream(options_.descriptors, std::ios::binary) << EchoDescriptors();
  }
  ~GatewayTest() override { std::remove(options_.descriptors.c_str()); }

  FakeUpstream upstream_;
  GatewayOptions options_;
};

TEST_F(GatewayTest, ServesAndDrains) {
  LADDER_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Gateway> gateway, Gateway::Start(options_));
  upstream_.AnswerWith({.messages = {""}});
  EXPECT_EQ(Fetch(gateway->http_port(), MakeRequest("GET", "/v1/things/a")).body, "{}");
  EXPECT_GT(gateway->grpc_port(), 0);
  gateway->Drain();
}

TEST_F(GatewayTest, RefusesToStartOnWhatItCannotServe) {
  GatewayOptions no_upstream = options_;
  no_upstream.upstreams.clear();
  EXPECT_THAT(Gateway::Start(no_upstream), HasCode(absl::StatusCode::kInvalidArgument));
  GatewayOptions no_file = options_;
  no_file.descriptors += ".none";
  EXPECT_THAT(Gateway::Start(no_file), HasCode(absl::StatusCode::kNotFound));
  LADDER_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Gateway> gateway, Gateway::Start(options_));
  GatewayOptions busy = options_;
  busy.http_listen = absl::StrCat("127.0.0.1:", gateway->http_port());
  EXPECT_THAT(Gateway::Start(busy), HasCode(absl::StatusCode::kUnavailable));
  GatewayOptions grpc_busy = options_;
  grpc_busy.listen = absl::StrCat("127.0.0.1:", gateway->grpc_port());
  EXPECT_THAT(Gateway::Start(grpc_busy), HasCode(absl::StatusCode::kUnavailable));
}

// A descriptor set of one file with one method and this rule.
absl::Status LoadRule(const std::string& request,
                      const std::function<void(google::api::HttpRule&)>& set) {
  google::protobuf::FileDescriptorSet files;
  files.ParseFromString(EchoDescriptors());
  for (google::protobuf::FileDescriptorProto& file : *files.mutable_file()) {
    if (file.service_size() == 0) continue;
    auto* method = file.mutable_service(0)->mutable_method(0);
    method->set_input_type(".ladder.gatewaytest.v1." + request);
    google::api::HttpRule* rule = method->mutable_options()->MutableExtension(google::api::http);
    rule->Clear();
    set(*rule);
  }
  return Api::Load(files).status();
}

TEST_F(GatewayTest, BadRulesRefuseTheStart) {
  using Rule = google::api::HttpRule;
  EXPECT_THAT(LoadRule("GetThingRequest", [](Rule& rule) { rule.set_get("/v1/{name=x/*}"); }),
              IsOk());
  struct Case {
    const char* request;
    std::function<void(Rule&)> set;
  };
  const Case kCases[] = {
      {"GetThingRequest", [](Rule&) {}},
      {"GetThingRequest", [](Rule& rule) { rule.set_get("v1/x"); }},
      {"GetThingRequest", [](Rule& rule) { rule.set_get("/v1/{bogus}"); }},
      {"GetThingRequest", [](Rule& rule) { rule.set_get("/v1/{name.part}"); }},
      {"UpdateThingRequest", [](Rule& rule) { rule.set_get("/v1/{thing}"); }},
      {"ListThingsRequest", [](Rule& rule) { rule.set_get("/v1/{words}"); }},
      {"GetThingRequest",
       [](Rule& rule) {
         rule.set_post("/v1/x");
         rule.set_body("bogus");
       }},
      {"GetThingRequest",
       [](Rule& rule) {
         rule.set_post("/v1/{name}");
         rule.set_body("name");
       }},
      {"GetThingRequest",
       [](Rule& rule) {
         rule.set_get("/v1/x");
         rule.set_response_body("bogus");
       }},
      {"GetThingRequest",
       [](Rule& rule) {
         rule.set_get("/v1/x");
         rule.add_additional_bindings()->add_additional_bindings();
       }},
      {"GetThingRequest",
       [](Rule& rule) {
         rule.set_get("/v1/x");
         rule.add_additional_bindings()->set_get("/v1/{bogus}");
       }},
  };
  int index = 0;
  for (const Case& c : kCases) {
    EXPECT_THAT(LoadRule(c.request, c.set), HasCode(absl::StatusCode::kInvalidArgument)) << index;
    ++index;
  }
  EXPECT_THAT(Api::Load("garbage"), HasCode(absl::StatusCode::kInvalidArgument));
  google::protobuf::FileDescriptorSet incomplete;
  incomplete.add_file()->add_dependency("missing.proto");
  EXPECT_THAT(Api::Load(incomplete), HasCode(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace ladder::gateway
