// One HTTP request head and one answer, as plain values.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace ladder::gateway {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "";
  std::string target = "";
  HttpHeaders headers = {};
  absl::optional<uint64_t> content_length = absl::nullopt;
  bool chunked = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool http_1_0 = false;

  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
  // The value of the first header of this name, whatever its case; null when absent.
  const std::string* Header(absl::string_view name) const;
  // How often the header is there.
  int Count(absl::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  HttpHeaders headers = {};  // without Content-Length, Transfer-Encoding, Connection and Date
  std::string body = "";
};

// How the body's end is told.
enum class Framing { kLength, kChunked, kUntilClose };

// The answer's head with its blank line. Header values with control characters are left out, so
// that no value from an upstream can add a header. `length` counts for kLength.
std::string SerializeHead(const HttpResponse& response, Framing framing, size_t length, bool close);

}  // namespace ladder::gateway
