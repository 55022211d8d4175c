// Binds handlers to the RPCs of a proto service. A handler is a plain function:
//   absl::StatusOr<Response> Method(const Call&, const Request&)
// Everything else a call needs is the harness's.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "platform/rpc/bound_method.h"

namespace ladder::rpc {

class Binder {
 public:
  // Binds methods of `service`, a full name such as "ladder.registry.v1.PersonService"; returns
  // itself for chaining:
  //   binder.Service("ladder.registry.v1.PersonService").Unary("GetPerson", this,
  //   &PersonRpc::GetPerson)
  Binder& Service(absl::string_view service);

  // The types must be those of the proto's RPC; a mismatch ends the process at start.
  template <typename Rpc, typename Request, typename Response>
  Binder& Unary(absl::string_view method, Rpc* rpc,
                absl::StatusOr<Response> (Rpc::*handler)(const Call&, const Request&)) {
    auto bound = std::make_unique<TypedMethod<Request, Response>>();
    bound->descriptor = Find(method, *Request::descriptor(), *Response::descriptor());
    bound->path = PathOf(*bound->descriptor);
    bound->handler = [rpc, handler](const Call& call, const Request& request) {
      return (rpc->*handler)(call, request);
    };
    methods_.push_back(std::move(bound));
    return *this;
  }

  // Everything bound. Refuses (FAILED_PRECONDITION, naming the method) when a bound service has an
  // RPC without a handler or an RPC without a permission: such a server does not start.
  absl::StatusOr<std::vector<std::unique_ptr<BoundMethod>>> Finish();

 private:
  const google::protobuf::MethodDescriptor* Find(
      absl::string_view method, const google::protobuf::Descriptor& request,
      const google::protobuf::Descriptor& response) const;
  static std::string PathOf(const google::protobuf::MethodDescriptor& method);

  std::vector<const google::protobuf::ServiceDescriptor*> services_;
  std::vector<std::unique_ptr<BoundMethod>> methods_;
};

}  // namespace ladder::rpc
