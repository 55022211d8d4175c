// Who is asking and what they may do. Services get a Principal from the harness and never look at
// credentials.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/scope/scope.h"

namespace ladder::identity {

struct Principal {
  std::string name = "";                      // "users/ann", "systems/civil-affairs"
  std::vector<std::string> permissions = {};  // "registry.persons.get", "registry.*", "*"
  Scope scope = {};                           // the rows this principal may see

  // Whether one of the permissions is `permission` or a pattern that ends in ".*" above it.
  bool Holds(absl::string_view permission) const;
};

// The development header, accepted only with --insecure_identity:
//   principal=users/ann; permissions=registry.*,matching.jobs.get; divisions=420625000000
// `persons` may list person ids. An unknown key, a missing principal or a malformed division is
// UNAUTHENTICATED.
absl::StatusOr<Principal> ParseDevelopmentHeader(absl::string_view header);

// The header's name as gRPC metadata.
inline constexpr char kDevelopmentHeader[] = "x-ladder-dev-identity";

}  // namespace ladder::identity
