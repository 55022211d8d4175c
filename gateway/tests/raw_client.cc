#include "gateway/tests/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

constexpr int kReadSeconds = 10;

}  // namespace

std::string RawResponse::Header(absl::string_view name) const {
  for (const absl::string_view line : absl::StrSplit(head, "\r\n")) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    if (absl::EqualsIgnoreCase(parts.first, name)) return std::string(parts.second);
  }
  return "";
}

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval timeout = {.tv_sec = kReadSeconds, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  const int connected =
      ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  LADDER_INVARIANT(connected == 0);
}

RawClient::~RawClient() { Close(); }

void RawClient::Close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void RawClient::Send(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
}

bool RawClient::ReadMore() {
  char block[16 * 1024];
  const ssize_t size = ::recv(socket_, block, sizeof(block), 0);
  if (size <= 0) {
    closed_ = size == 0 || errno == ECONNRESET;
    return false;
  }
  in_.append(block, static_cast<size_t>(size));
  return true;
}

std::string RawClient::ReadUntil(absl::string_view text) {
  while (in_.find(text.data(), 0, text.size()) == std::string::npos && ReadMore()) {
  }
  return std::exchange(in_, "");
}

bool RawClient::IsClosed() {
  while (ReadMore()) {
  }
  return closed_ && in_.empty();
}

RawResponse RawClient::Read(bool head_only) {
  RawResponse response;
  size_t end = 0;
  while ((end = in_.find("\r\n\r\n")) == std::string::npos) {
    if (ReadMore()) continue;
    response.closed = closed_;
    return response;
  }
  response.head = in_.substr(0, end + 4);
  in_.erase(0, end + 4);
  const std::vector<absl::string_view> words =
      absl::StrSplit(response.head, absl::MaxSplits(' ', 2));
  if (words.size() < 2 || !absl::SimpleAtoi(words[1], &response.status)) response.status = -1;
  size_t length = 0;
  if (head_only || response.status == 204) {
    response.complete = true;
  } else if (absl::SimpleAtoi(response.Header("content-length"), &length)) {
    while (in_.size() < length && ReadMore()) {
    }
    response.complete = in_.size() >= length;
    response.body = in_.substr(0, length);
    in_.erase(0, length);
  } else if (response.Header("transfer-encoding") == "chunked") {
    while (!response.complete) {
      size_t line = 0;
      while ((line = in_.find("\r\n")) == std::string::npos && ReadMore()) {
      }
      size_t size = 0;
      if (line == std::string::npos || !absl::SimpleHexAtoi(in_.substr(0, line), &size)) break;
      while (in_.size() < line + 4 + size && ReadMore()) {
      }
      if (in_.size() < line + 4 + size) break;
      response.body += in_.substr(line + 2, size);
      in_.erase(0, line + 4 + size);
      response.complete = size == 0;
    }
  } else {
    while (ReadMore()) {
    }
    response.body = std::exchange(in_, "");
  }
  response.closed = closed_;
  return response;
}

RawResponse Fetch(int port, absl::string_view request) {
  RawClient client(port);
  client.Send(request);
  return client.Read();
}

std::string MakeRequest(absl::string_view method, absl::string_view target,
                        absl::string_view headers, absl::string_view body) {
  return absl::StrCat(method, " ", target, " HTTP/1.1\r\nHost: county.example\r\n", headers,
                      body.empty() ? "" : absl::StrCat("Content-Length: ", body.size(), "\r\n"),
                      "\r\n", body);
}

}  // namespace ladder::gateway
