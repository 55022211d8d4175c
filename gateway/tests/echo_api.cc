#include "gateway/tests/echo_api.h"

#include <fstream>
#include <iterator>

#include "platform/status/status.h"

namespace ladder::gateway {

const std::string& EchoDescriptors() {
  static const std::string* const bytes = [] {
    std::ifstream file(ECHO_DESC, std::ios::binary);
    return new std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return *bytes;
}

const Api& EchoApi() {
  static const Api* const api = [] {
    absl::StatusOr<std::unique_ptr<Api>> loaded = Api::Load(EchoDescriptors());
    LADDER_INVARIANT(loaded.ok());
    return loaded->release();
  }();
  return *api;
}

const Route& EchoRoute(absl::string_view http_method, absl::string_view pattern) {
  const Route* found = nullptr;
  for (const std::unique_ptr<Route>& route : EchoApi().routes()) {
    if (route->http_method == http_method && route->pattern == pattern) found = route.get();
  }
  LADDER_INVARIANT(found != nullptr);
  return *found;
}

}  // namespace ladder::gateway
