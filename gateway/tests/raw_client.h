// A TCP client that sends exactly the bytes a test says, for what no HTTP library would send.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ladder::gateway {

struct RawResponse {
  int status = 0;         // 0: none came
  std::string head = "";  // with the blank line
  std::string body = "";  // chunks joined
  bool complete = false;  // the body's end was seen
  bool closed = false;    // the server closed afterwards, or meanwhile
  // The value of the header, "" when absent.
  std::string Header(absl::string_view name) const;
};

class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void Send(absl::string_view bytes);
  // The next response; waits at most ten seconds. `head_only`: of a HEAD request.
  RawResponse Read(bool head_only = false);
  // The response's bytes as they are, until `text` appears or the server closes.
  std::string ReadUntil(absl::string_view text);
  // Whether the server closes within ten seconds without sending more.
  bool IsClosed();
  void Close();

 private:
  bool ReadMore();

  int socket_ = -1;
  std::string in_;
  bool closed_ = false;
};

// One request on a connection of its own.
RawResponse Fetch(int port, absl::string_view request);

// "GET /x HTTP/1.1" with a host and what `headers` adds ("A: b\r\n"), and a body with its length
// unless it is empty.
std::string MakeRequest(absl::string_view method, absl::string_view target,
                        absl::string_view headers = "", absl::string_view body = "");

}  // namespace ladder::gateway
