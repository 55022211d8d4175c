// The API's description as OpenAPI 3.1, from descriptors alone: comments become descriptions, field
// options bounds.
#pragma once

#include <string>

#include "gateway/transcode/api.h"

namespace ladder::gateway {

// The JSON document. Routes with an HTTP method that OpenAPI does not know are left out.
std::string OpenApiJson(const Api& api);

// The template's path as OpenAPI writes it: "/v1/{name=persons/*/spells/*}:end" is
// "/v1/persons/{person}/spells/{spell}:end". `parameters`, unless null, gets the names in their
// order.
std::string OpenApiPath(const HttpTemplate& path_template, std::vector<std::string>* parameters);

}  // namespace ladder::gateway
