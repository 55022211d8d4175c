// The test package's API, loaded once from its descriptor set.
#pragma once

#include "absl/strings/string_view.h"
#include "gateway/transcode/api.h"

namespace ladder::gateway {

const Api& EchoApi();

// The serialized descriptor set itself.
const std::string& EchoDescriptors();

// The route of this HTTP method and template; ends the test program when there is none.
const Route& EchoRoute(absl::string_view http_method, absl::string_view pattern);

}  // namespace ladder::gateway
