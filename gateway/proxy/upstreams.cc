#include "gateway/proxy/upstreams.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/support/channel_arguments.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace ladder::gateway {
namespace {

// An upstream that restarts is found again within this time.
constexpr int kReconnectMsMax = 1000;
constexpr int kKeepaliveMs = 30'000;

grpc::ChannelArguments ArgumentsOf(const UpstreamOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options.message_bytes_max);
  arguments.SetLoadBalancingPolicyName(
      "round_robin");  // over the replicas that one name resolves to
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMsMax);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  // Without it all channels to one address share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, options.channels > 1 ? 1 : 0);
  return arguments;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Upstreams>> Upstreams::Create(
    const Api& api, const UpstreamOptions& options,
    const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  std::unique_ptr<Upstreams> upstreams(new Upstreams());
  std::set<std::string> missing;
  for (const std::unique_ptr<Method>& method : api.methods()) {
    if (upstreams->by_name_.contains(method->upstream)) continue;
    const auto address = options.addresses.find(method->upstream);
    if (address == options.addresses.end()) {
      missing.insert(method->upstream);
      continue;
    }
    auto upstream = std::make_unique<Upstream>();
    for (int i = 0; i < options.channels; ++i) {
      upstream->stubs.push_back(std::make_unique<grpc::GenericStub>(
          grpc::CreateCustomChannel(address->second, credentials, ArgumentsOf(options))));
    }
    upstreams->by_name_.emplace(method->upstream, std::move(upstream));
  }
  if (!missing.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no address for the upstreams ", absl::StrJoin(missing, ", ")));
  }
  return upstreams;
}

grpc::GenericStub& Upstreams::StubOf(const Method& method) const {
  Upstream& upstream = *by_name_.find(method.upstream)->second;
  const size_t turn = upstream.next.fetch_add(1, std::memory_order_relaxed);
  return *upstream.stubs[turn % upstream.stubs.size()];
}

}  // namespace ladder::gateway
