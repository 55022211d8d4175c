#include "bench/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "platform/testing/service_fixture.h"

namespace ladder::bench {

HttpClient::HttpClient(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  LADDER_INVARIANT(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  const int on = 1;
  LADDER_INVARIANT(setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) == 0);
}

HttpClient::~HttpClient() { close(socket_); }

bool HttpClient::Call(absl::string_view method, absl::string_view target, absl::string_view body) {
  const std::string request =
      absl::StrCat(method, " ", target, " HTTP/1.1\r\nHost: localhost\r\n",
                   "X-Ladder-Dev-Identity: ", kEverybody, "\r\nContent-Type: application/json\r\n",
                   "Content-Length: ", body.size(), "\r\n\r\n", body);
  for (size_t sent = 0; sent < request.size();) {
    const ssize_t n = send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return false;
    sent += static_cast<size_t>(n);
  }
  std::string answer;
  return Receive(answer) && absl::StartsWith(answer, "HTTP/1.1 200");
}

// Head and body, by the length that the head tells.
bool HttpClient::Receive(std::string& answer) {
  constexpr absl::string_view kLength = "content-length:";
  size_t whole = std::string::npos;
  char buffer[64 * 1024];
  while (answer.size() < whole) {
    const ssize_t n = recv(socket_, buffer, sizeof(buffer), 0);
    if (n <= 0) return false;
    answer.append(buffer, static_cast<size_t>(n));
    const size_t head = answer.find("\r\n\r\n");
    if (whole != std::string::npos || head == std::string::npos) continue;
    size_t at = 0;
    while (at < head && !absl::StartsWithIgnoreCase(absl::string_view(answer).substr(at), kLength))
      at = answer.find("\r\n", at) + 2;
    if (at >= head) return false;
    const size_t end = answer.find("\r\n", at);
    size_t length = 0;
    if (!absl::SimpleAtoi(
            absl::string_view(answer).substr(at + kLength.size(), end - at - kLength.size()),
            &length)) {
      return false;
    }
    whole = head + 4 + length;
  }
  return true;
}

}  // namespace ladder::bench
