// Query parameters to fields: `filter.division=420625&states=OPEN&states=CLOSED`.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/api.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/wire.h"

namespace ladder::gateway {

// Appends the fields that the query names, by JSON or proto names with dots. A repeated scalar
// takes its values one by one; messages only where their JSON is a string or a wrapped scalar.
// Fields that the body holds, maps and other messages are FIELD_NOT_IN_QUERY.
absl::Status ReadQuery(const Route& route, absl::string_view query, std::vector<Pinned>& pinned,
                       WireWriter& out);

}  // namespace ladder::gateway
