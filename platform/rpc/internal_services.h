// The services between processes: no http rule, not routed by the gateway, declared here rather
// than in options, because every service serves them under the same proto (docs/architecture.md 5).
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace ladder::rpc {

struct InternalService {
  absl::string_view full_name;
  absl::string_view permission;  // before ".{service}.read"; empty: whoever reaches the port
};

inline constexpr InternalService kInternalServices[] = {
    {"ladder.events.v1.EventFeed", "events"},
    {"grpc.health.v1.Health", ""},
    {"grpc.reflection.v1alpha.ServerReflection", ""},
};

// "events.registry.read". Not one of the service's own permissions: whoever holds "registry.*" is
// an officer, and reads people one by one.
inline std::string EventFeedPermission(absl::string_view service) {
  return absl::StrCat(kInternalServices[0].permission, ".", service, ".read");
}

}  // namespace ladder::rpc
