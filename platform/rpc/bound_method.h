// One RPC with its handler. No gRPC here, so that the files of handlers compile quickly.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "platform/rpc/call.h"

namespace ladder::rpc {

class BoundMethod {
 public:
  virtual ~BoundMethod() = default;

  virtual std::unique_ptr<google::protobuf::Message> NewRequest() const = 0;
  // The handler's answer, or its refusal. `request` is of the method's input type.
  virtual absl::StatusOr<std::unique_ptr<google::protobuf::Message>> Handle(
      const Call& call, const google::protobuf::Message& request) const = 0;

  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  std::string path = "";        // "/ladder.registry.v1.PersonService/GetPerson"
  std::string permission = "";  // "registry.persons.get"
};

template <typename Request, typename Response>
class TypedMethod final : public BoundMethod {
 public:
  std::function<absl::StatusOr<Response>(const Call&, const Request&)> handler;

  std::unique_ptr<google::protobuf::Message> NewRequest() const override {
    return std::make_unique<Request>();
  }

  absl::StatusOr<std::unique_ptr<google::protobuf::Message>> Handle(
      const Call& call, const google::protobuf::Message& request) const override {
    absl::StatusOr<Response> answer = handler(call, static_cast<const Request&>(request));
    if (!answer.ok()) return std::move(answer).status();
    return std::make_unique<Response>(*std::move(answer));
  }
};

}  // namespace ladder::rpc
