// An RPC without a database through the harness (identity, permission, field rules, worker pool,
// metrics, log line) against a bare gRPC echo of the same server kind, the callback API.
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <memory>

#include "bench/pairs.h"
#include "ladder/rpctest/v1/echo.grpc.pb.h"
#include "platform/rpc/binder.h"
#include "platform/server/server.h"

namespace ladder::bench {
namespace {

namespace pb = ::ladder::rpctest::v1;

class BareEcho final : public pb::EchoService::CallbackService {
  grpc::ServerUnaryReactor* GetEcho(grpc::CallbackServerContext* context,
                                    const pb::GetEchoRequest* request, pb::Echo* answer) override {
    answer->set_name(request->name());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

class EchoRpc {
 public:
  void Bind(rpc::Binder& binder) {
    binder.Service("ladder.rpctest.v1.EchoService")
        .Unary("GetEcho", this, &EchoRpc::GetEcho)
        .Unary("CreateEcho", this, &EchoRpc::CreateEcho)
        .Unary("ListEchoes", this, &EchoRpc::ListEchoes)
        .Unary("UpdateEcho", this, &EchoRpc::UpdateEcho);
  }
  absl::StatusOr<pb::Echo> GetEcho(const rpc::Call&, const pb::GetEchoRequest& request) {
    pb::Echo echo;
    echo.set_name(request.name());
    return echo;
  }
  absl::StatusOr<pb::Echo> CreateEcho(const rpc::Call&, const pb::CreateEchoRequest& request) {
    return request.echo();
  }
  absl::StatusOr<pb::ListEchoesResponse> ListEchoes(const rpc::Call&,
                                                    const pb::ListEchoesRequest&) {
    return pb::ListEchoesResponse();
  }
  absl::StatusOr<pb::Echo> UpdateEcho(const rpc::Call&, const pb::UpdateEchoRequest& request) {
    return request.echo();
  }
};

double EchoesPerSecond(pb::EchoService::Stub& stub, int threads) {
  return CallsPerSecond(threads, absl::Seconds(1), [&](int) {
    grpc::ClientContext context;
    context.AddMetadata(identity::kDevelopmentHeader,
                        "principal=users/ann; permissions=*; divisions=420625000000");
    pb::GetEchoRequest request;
    request.set_name("hello");
    pb::Echo echo;
    return stub.GetEcho(&context, request, &echo).ok();
  });
}

void Main() {
  BareEcho bare;
  int bare_port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &bare_port);
  builder.RegisterService(&bare);
  const std::unique_ptr<grpc::Server> bare_server = builder.BuildAndStart();

  SystemClock system_clock;
  CivilClock civil_clock(system_clock, absl::UTCTimeZone());
  telemetry::Metrics metrics;
  EchoRpc rpc;
  rpc::Binder binder;
  rpc.Bind(binder);
  rpc::Harness harness({.workers = 16, .insecure_identity = true}, system_clock, civil_clock,
                       metrics, *binder.Finish());
  const std::unique_ptr<server::Server> server = *server::Server::Start({}, harness);

  const auto ours = pb::EchoService::NewStub(
      grpc::CreateChannel(server->address(), grpc::InsecureChannelCredentials()));
  const auto theirs = pb::EchoService::NewStub(grpc::CreateChannel(
      "127.0.0.1:" + std::to_string(bare_port), grpc::InsecureChannelCredentials()));
  for (int threads : {1, 16}) {
    MeasurePairs(
        {.name = "rpc without database, " + std::to_string(threads) + " in flight",
         .peer = "bare gRPC echo",
         .unit = "calls/s"},
        [&] { return EchoesPerSecond(*ours, threads); },
        [&] { return EchoesPerSecond(*theirs, threads); });
  }
}

}  // namespace
}  // namespace ladder::bench

int main() {
  ladder::bench::Main();
  return 0;
}
