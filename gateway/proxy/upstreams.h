// The services behind the gateway: one name, one address, one or more channels each.
#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/transcode/api.h"

namespace ladder::gateway {

struct UpstreamOptions {
  std::map<std::string, std::string> addresses = {};  // {"registry", "registry:7101"}
  int channels = 1;                         // per upstream, each with a connection of its own
  int message_bytes_max = 4 * 1024 * 1024;  // of an answer
};

class Upstreams {
 public:
  // Connects lazily. Every upstream that the API's methods name needs an address: an error names
  // those that lack one.
  static absl::StatusOr<std::unique_ptr<Upstreams>> Create(
      const Api& api, const UpstreamOptions& options,
      const std::shared_ptr<grpc::ChannelCredentials>& credentials);

  // The next channel of the method's upstream.
  grpc::GenericStub& StubOf(const Method& method) const;

 private:
  struct Upstream {
    std::vector<std::unique_ptr<grpc::GenericStub>> stubs = {};
    std::atomic<size_t> next{0};
  };
  Upstreams() = default;

  absl::flat_hash_map<std::string, std::unique_ptr<Upstream>> by_name_;
};

}  // namespace ladder::gateway
