// JSON over one kept HTTP/1.1 connection, as plain as a client can be: what it costs is hardly
// part of what is measured.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace ladder::bench {

// Not thread-safe: one a thread.
class HttpClient {
 public:
  explicit HttpClient(int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Whether the answer was 200. `body` is JSON, or empty.
  bool Call(absl::string_view method, absl::string_view target, absl::string_view body);

 private:
  bool Receive(std::string& answer);

  int socket_ = -1;
};

}  // namespace ladder::bench
