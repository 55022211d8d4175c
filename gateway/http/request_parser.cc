#include "gateway/http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "ladder/gateway/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

namespace http = ::boost::beast::http;

constexpr size_t kHeadersMax = 100;
constexpr size_t kLengthDigitsMax = 18;

absl::Status Malformed(const char* problem) {
  return Refuse(Reason::kHttpMalformed, {{"problem", problem}});
}

// What the parser would let pass or repair: control characters, line ends that are not CRLF, folded
// lines.
absl::Status CheckRawHead(absl::string_view head) {
  for (size_t i = 0; i < head.size(); ++i) {
    const auto c = static_cast<unsigned char>(head[i]);
    if (c == '\r') {
      if (i + 1 == head.size() || head[i + 1] != '\n') return Malformed("bare carriage return");
      const bool folded = i + 2 < head.size() && (head[i + 2] == ' ' || head[i + 2] == '\t');
      if (folded) return Malformed("folded header line");
      ++i;
    } else if (c == '\n') {
      return Malformed("bare line feed");
    } else if ((c < 0x20 && c != '\t') || c == 0x7f) {
      return Malformed("control character");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckLength(HttpRequest& request) {
  const std::string* length = request.Header("content-length");
  const std::string* coding = request.Header("transfer-encoding");
  if (length != nullptr && coding != nullptr)
    return Malformed("both Content-Length and Transfer-Encoding");
  if (request.Count("content-length") > 1 || request.Count("transfer-encoding") > 1) {
    return Malformed("repeated framing header");
  }
  if (coding != nullptr) {
    if (request.http_1_0 || !absl::EqualsIgnoreCase(*coding, "chunked"))
      return Malformed("transfer coding");
    request.chunked = true;
  }
  if (length != nullptr) {
    uint64_t value = 0;
    const bool digits = length->find_first_not_of("0123456789") == std::string::npos;
    if (!digits || length->size() > kLengthDigitsMax || !absl::SimpleAtoi(*length, &value)) {
      return Malformed("Content-Length");
    }
    request.content_length = value;
  }
  return absl::OkStatus();
}

absl::Status CheckHeaders(HttpRequest& request) {
  if (request.headers.size() > kHeadersMax) return Malformed("too many headers");
  LADDER_RETURN_IF_ERROR(CheckLength(request));
  const int hosts = request.Count("host");
  if (hosts > 1 || (hosts == 0 && !request.http_1_0))
    return Malformed("exactly one Host is needed");
  if (const std::string* expect = request.Header("expect"); expect != nullptr) {
    if (!absl::EqualsIgnoreCase(*expect, "100-continue")) return Malformed("Expect");
    request.expects_continue = !request.http_1_0;
  }
  return absl::OkStatus();
}

std::string Copy(boost::beast::string_view text) { return std::string(text.data(), text.size()); }

}  // namespace

size_t FindHeadEnd(absl::string_view bytes, size_t from) {
  const size_t end = bytes.find("\r\n\r\n", from < 3 ? 0 : from - 3);
  return end == absl::string_view::npos ? end : end + 4;
}

absl::StatusOr<HttpRequest> ParseHead(absl::string_view head) {
  LADDER_RETURN_IF_ERROR(CheckRawHead(head));
  http::request_parser<http::empty_body> parser;
  // The body is not this parser's. Boost 1.74 takes "no limit" for zero, so it is given the largest
  // one.
  parser.body_limit(UINT64_MAX);
  parser.header_limit(UINT32_MAX);
  boost::system::error_code error;
  parser.put(boost::asio::buffer(head.data(), head.size()), error);
  if (error || !parser.is_header_done()) return Malformed("request line or header");
  const auto& message = parser.get();
  if (message.version() != 10 && message.version() != 11) return Malformed("HTTP version");
  HttpRequest request;
  request.method = Copy(message.method_string());
  request.target = Copy(message.target());
  request.http_1_0 = message.version() == 10;
  request.keep_alive = message.keep_alive() && !request.http_1_0;
  for (const auto& field : message) {
    request.headers.emplace_back(Copy(field.name_string()),
                                 std::string(absl::StripAsciiWhitespace(Copy(field.value()))));
  }
  LADDER_RETURN_IF_ERROR(CheckHeaders(request));
  return request;
}

}  // namespace ladder::gateway
