// The whole gateway in process: both doors before a fake upstream.
#pragma once

#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "gateway/http/server.h"
#include "gateway/proxy/grpc_front.h"
#include "gateway/proxy/http_front.h"
#include "gateway/tests/echo_api.h"
#include "gateway/tests/fake_upstream.h"
#include "gateway/tests/raw_client.h"
#include "gateway/transcode/openapi.h"

namespace ladder::gateway {

class FrontTest : public ::testing::Test {
 protected:
  void SetUp() override { StartGateway({}, {}); }

  void StartGateway(HttpFrontOptions options, HttpLimits limits) {
    // The doors go before what they lead to.
    http_ = nullptr;
    grpc_ = nullptr;
    const UpstreamOptions upstream_options{.addresses = {{"echo", upstream_.address()}},
                                           .channels = 2};
    upstreams_ =
        *Upstreams::Create(EchoApi(), upstream_options, grpc::InsecureChannelCredentials());
    http_front_ = std::make_unique<HttpFront>(EchoApi(), *routes_, *upstreams_, observer_, options,
                                              OpenApiJson(EchoApi()));
    http_ = *HttpServer::Start("127.0.0.1:0", 2, limits, http_front_->handler());
    GrpcFrontOptions grpc_options;
    grpc_options.insecure_identity = options.insecure_identity;
    grpc_ = *GrpcFront::Start(EchoApi(), *upstreams_, observer_, grpc_options,
                              grpc::InsecureServerCredentials());
  }

  RawResponse Send(absl::string_view method, absl::string_view target,
                   absl::string_view headers = "", absl::string_view body = "") {
    return Fetch(http_->port(), MakeRequest(method, target, headers, body));
  }

  FakeUpstream upstream_;
  telemetry::Metrics metrics_;
  Observer observer_{metrics_, /*access_log=*/true};
  std::unique_ptr<RouteTable> routes_ = *RouteTable::Build(EchoApi().routes());
  std::unique_ptr<Upstreams> upstreams_;
  std::unique_ptr<HttpFront> http_front_;
  std::unique_ptr<HttpServer> http_;
  std::unique_ptr<GrpcFront> grpc_;
};

}  // namespace ladder::gateway
