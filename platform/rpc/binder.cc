#include "platform/rpc/binder.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/options.pb.h"
#include "platform/status/status.h"

namespace ladder::rpc {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

Binder& Binder::Service(absl::string_view service) {
  const ServiceDescriptor* found =
      DescriptorPool::generated_pool()->FindServiceByName(std::string(service));
  LADDER_INVARIANT(found != nullptr && "no such service in the protos");
  services_.push_back(found);
  return *this;
}

const MethodDescriptor* Binder::Find(absl::string_view method,
                                     const google::protobuf::Descriptor& request,
                                     const google::protobuf::Descriptor& response) const {
  LADDER_INVARIANT(!services_.empty());
  const MethodDescriptor* found = services_.back()->FindMethodByName(std::string(method));
  LADDER_INVARIANT(found != nullptr && "no such method in the proto service");
  LADDER_INVARIANT(found->input_type() == &request && found->output_type() == &response);
  return found;
}

std::string Binder::PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

absl::StatusOr<std::vector<std::unique_ptr<BoundMethod>>> Binder::Finish() {
  for (const ServiceDescriptor* service : services_) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      const auto bound = std::find_if(methods_.begin(), methods_.end(), [&](const auto& candidate) {
        return candidate->descriptor == method;
      });
      if (bound == methods_.end()) {
        return absl::FailedPreconditionError(absl::StrCat(method->full_name(), " has no handler"));
      }
      (*bound)->permission = method->options().GetExtension(options::v1::method).permission();
      if ((*bound)->permission.empty()) {
        return absl::FailedPreconditionError(
            absl::StrCat(method->full_name(), " declares no permission"));
      }
    }
  }
  return std::move(methods_);
}

}  // namespace ladder::rpc
