#include "gateway/gateway.h"

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/openapi.h"
#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("--descriptors: cannot read ", path));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(const GatewayOptions& options) {
  std::unique_ptr<Gateway> gateway(new Gateway(options));
  LADDER_RETURN_IF_ERROR(gateway->Open());
  return gateway;
}

absl::Status Gateway::Open() {
  LADDER_ASSIGN_OR_RETURN(const std::string descriptors, ReadFile(options_.descriptors));
  LADDER_ASSIGN_OR_RETURN(api_, Api::Load(descriptors));
  LADDER_ASSIGN_OR_RETURN(routes_, RouteTable::Build(api_->routes()));
  const int message_bytes_max = static_cast<int>(options_.http.body_bytes_max);
  UpstreamOptions upstream_options;
  upstream_options.addresses = options_.upstreams;
  upstream_options.channels = options_.upstream_channels;
  upstream_options.message_bytes_max = message_bytes_max;
  LADDER_ASSIGN_OR_RETURN(
      upstreams_, Upstreams::Create(*api_, upstream_options, grpc::InsecureChannelCredentials()));
  if (!options_.metrics_listen.empty())
    LADDER_RETURN_IF_ERROR(metrics_.Serve(options_.metrics_listen));

  HttpFrontOptions http_options;
  http_options.deadlines = options_.deadlines;
  http_options.message_bytes_max = options_.http.body_bytes_max;
  http_options.insecure_identity = options_.insecure_identity;
  http_front_ = std::make_unique<HttpFront>(*api_, *routes_, *upstreams_, observer_, http_options,
                                            OpenApiJson(*api_));
  GrpcFrontOptions grpc_options;
  grpc_options.listen = options_.listen;
  grpc_options.deadlines = options_.deadlines;
  grpc_options.message_bytes_max = message_bytes_max;
  grpc_options.insecure_identity = options_.insecure_identity;
  LADDER_ASSIGN_OR_RETURN(grpc_, GrpcFront::Start(*api_, *upstreams_, observer_, grpc_options,
                                                  grpc::InsecureServerCredentials()));
  LADDER_ASSIGN_OR_RETURN(http_, HttpServer::Start(options_.http_listen, options_.http_threads,
                                                   options_.http, http_front_->handler()));
  SetReady(true);
  log::Info("serving", {{"http", http_->address()},
                        {"grpc_port", grpc_->port()},
                        {"methods", static_cast<int64_t>(api_->methods().size())},
                        {"routes", static_cast<int64_t>(api_->routes().size())}});
  return absl::OkStatus();
}

void Gateway::SetReady(bool ready) {
  http_front_->SetReady(ready);
  metrics_.Gauge("ladder_ready", "1 while this process takes calls.").Set(ready ? 1 : 0);
}

void Gateway::Drain() {
  log::Info("draining");
  SetReady(false);
  std::thread grpc_drain([this] { grpc_->Drain(options_.drain_time_max); });
  http_->Drain(options_.drain_time_max);
  grpc_drain.join();
}

}  // namespace ladder::gateway
