// The table of bad inputs of a service, made from the bounds its protos declare: for every field of
// every request one input per rule it can break. Each is sent over the wire and must be refused
// about that field for that reason.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace ladder {

struct BadInput {
  std::string field = "";   // "person.display_name"
  std::string reason = "";  // "FIELD_TOO_LONG"
  std::unique_ptr<google::protobuf::Message> request = nullptr;
};

// Every way to break one rule of the method's request; fields that the server writes are left out.
std::vector<BadInput> BadInputsOf(const google::protobuf::MethodDescriptor& method);

// Sends the whole table of every method of the proto services ("ladder.registry.v1.PersonService")
// and returns what was not refused as it must be, a line each. `rows` is how many were sent.
std::vector<std::string> SendBadInputs(const std::shared_ptr<grpc::Channel>& channel,
                                       const std::vector<std::string>& services, int& rows);

}  // namespace ladder
