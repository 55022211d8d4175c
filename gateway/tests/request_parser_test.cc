#include "gateway/http/request_parser.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "gateway/http/body_decoder.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

// A request with these header lines.
std::string Head(absl::string_view lines, absl::string_view first = "POST /x HTTP/1.1") {
  return absl::StrCat(first, "\r\n", lines, "\r\n");
}

TEST(RequestParserTest, ReadsHeads) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const HttpRequest request,
      ParseHead(Head("Host: a\r\nX-Two:  b c \t\r\nContent-Length: 5\r\nEmpty:\r\n")));
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/x");
  EXPECT_EQ(*request.Header("x-two"), "b c");
  EXPECT_EQ(*request.Header("EMPTY"), "");
  EXPECT_EQ(request.Header("none"), nullptr);
  EXPECT_EQ(request.content_length, 5u);
  EXPECT_TRUE(request.keep_alive);
  EXPECT_TRUE(request.has_body());
}

TEST(RequestParserTest, KeepsAliveAsTheVersionSays) {
  struct Case {
    const char* first;
    const char* lines;
    bool keep_alive;
  };
  const Case kCases[] = {
      {"GET / HTTP/1.1", "Host: a\r\n", true},
      {"GET / HTTP/1.1", "Host: a\r\nConnection: close\r\n", false},
      {"GET / HTTP/1.0", "", false},
      {"GET / HTTP/1.0", "Connection: keep-alive\r\n", false},
      {"MKCOL / HTTP/1.1", "Host: a\r\n", true},
      {"BREW / HTTP/1.1", "Host: a\r\n", true},
  };
  for (const Case& c : kCases) {
    LADDER_ASSERT_OK_AND_ASSIGN(const HttpRequest request, ParseHead(Head(c.lines, c.first)));
    EXPECT_EQ(request.keep_alive, c.keep_alive) << c.first << c.lines;
  }
}

TEST(RequestParserTest, RefusesWhatTwoServersCouldReadDifferently) {
  const std::string kCases[] = {
      Head("Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
      Head("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
      Head("Host: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n"),
      Head("Host: a\r\nContent-Length: 5\r\ncontent-length: 6\r\n"),
      Head("Host: a\r\nContent-Length: 5, 5\r\n"),
      Head("Host: a\r\nContent-Length: +5\r\n"),
      Head("Host: a\r\nContent-Length: -5\r\n"),
      Head("Host: a\r\nContent-Length: 5 5\r\n"),
      Head("Host: a\r\nContent-Length: 0x5\r\n"),
      Head("Host: a\r\nContent-Length:\r\n"),
      Head("Host: a\r\nContent-Length: 99999999999999999999\r\n"),
      Head("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n"),
      Head("Host: a\r\nTransfer-Encoding: chunked, identity\r\n"),
      Head("Host: a\r\nTransfer-Encoding: identity\r\n"),
      Head("Host: a\r\nTransfer-Encoding: xchunked\r\n"),
      Head("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
      Head("Host: a\r\nTransfer-Encoding: \x0b"
           "chunked\r\n"),
      Head("Host: a\r\nTransfer-Encoding : chunked\r\n"),
      Head("Host: a\r\nTransfer-Encoding:\r\n chunked\r\n"),
      Head("Host: a\r\nX: a\r\n\tb\r\n"),
      Head("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0"),
      Head("Host: a\nContent-Length: 5\r\n"),
      Head("Host: a\rContent-Length: 5\r\n"),
      Head("Host: a\r\nX: a\rb\r\n"),
      Head(absl::string_view("Host: a\r\nX: a\0b\r\n", 17)),
      Head(" Host: a\r\n"),
      Head("Host: a\r\n: b\r\n"),
      Head("Host: a\r\nnocolon\r\n"),
      Head("Host: a\r\nX[]: b\r\n"),
      Head("Host: a\r\nHost: b\r\n"),
      Head(""),
      Head("Host: a\r\nExpect: 200-ok\r\n"),
      Head("Host: a\r\n", "POST  /x HTTP/1.1"),
      Head("Host: a\r\n", "POST /x  HTTP/1.1"),
      Head("Host: a\r\n", "POST /x HTTP/1.1 "),
      Head("Host: a\r\n", "POST /x HTTP/2.0"),
      Head("Host: a\r\n", "POST /x HTTP/0.9"),
      Head("Host: a\r\n", "POST /x"),
      Head("Host: a\r\n", "POST /x http/1.1"),
      Head("Host: a\r\n", "P@ST /x HTTP/1.1"),
      Head("Host: a\r\n", ""),
  };
  for (const std::string& head : kCases) {
    EXPECT_THAT(ParseHead(head), Refused("HTTP_MALFORMED")) << head;
  }
  std::string many = "Host: a\r\n";
  for (int i = 0; i < 100; ++i) absl::StrAppend(&many, "X", i, ": y\r\n");
  EXPECT_THAT(ParseHead(Head(many)), Refused("HTTP_MALFORMED"));
}

// The body and what follows it, fed in pieces of `step` bytes; "!" after a malformed one, "?" when
// it did not end.
std::string BodyOf(absl::string_view lines, absl::string_view bytes, size_t step) {
  const absl::StatusOr<HttpRequest> request = ParseHead(Head(lines));
  if (!request.ok()) return "head";
  BodyDecoder decoder(*request);
  std::string body;
  while (!decoder.done()) {
    if (bytes.empty()) return body + "?";
    const absl::StatusOr<size_t> used = decoder.Feed(bytes.substr(0, step), body);
    if (!used.ok()) return body + "!";
    bytes.remove_prefix(*used);
  }
  return absl::StrCat(body, "|", bytes);
}

TEST(BodyDecoderTest, ReadsBodiesInAnyPieces) {
  constexpr char kChunked[] = "Host: a\r\nTransfer-Encoding: chunked\r\n";
  constexpr char kFive[] = "Host: a\r\nContent-Length: 5\r\n";
  struct Case {
    const char* lines;
    const char* bytes;
    const char* body;
  };
  const Case kCases[] = {
      {kFive, "hello", "hello|"},
      {kFive, "helloGET /", "hello|GET /"},
      {kFive, "hell", "hell?"},
      {kChunked, "0\r\n\r\n", "|"},
      {kChunked, "5\r\nhello\r\n0\r\n\r\nGET", "hello|GET"},
      {kChunked, "1\r\nh\r\n4;ext=\"a\"\r\nello\r\n0\r\nTrailer: x\r\n\r\nGET", "hello|GET"},
      {kChunked, "00005\r\nhello\r\n000\r\n\r\n", "hello|"},
      {kChunked, "5\r\nhel", "hel?"},
      {kChunked, "x\r\nhello\r\n", "!"},
      {kChunked, "-1\r\nh\r\n", "!"},
      {kChunked, "+1\r\nh\r\n", "!"},
      {kChunked, "0x1\r\nh\r\n", "!"},
      {kChunked, "1 \r\nh\r\n0\r\n\r\n", "!"},
      {kChunked, "fffffffffffffffff\r\nh\r\n", "!"},
      {kChunked, "1\nh\n0\n\n", "!"},
      {kChunked, "1\r\nhello\r\n0\r\n\r\n", "h!"},
      {kChunked, "\r\n", "!"},
      {kChunked, "0\r\nTrailer: x\n\r\n", "!"},
      {kChunked, "0;a\x01\r\n\r\n", "!"},
      {"Host: a\r\n", "GET", "|GET"},
      {"Host: a\r\nContent-Length: 0\r\n", "GET", "|GET"},
  };
  for (const Case& c : kCases) {
    for (const size_t step : {1, 2, 3, 1000}) {
      const std::string body = BodyOf(c.lines, c.bytes, step);
      EXPECT_EQ(body, c.body) << c.bytes << " in steps of " << step;
    }
  }
  const std::string large(100000, 'x');
  EXPECT_EQ(BodyOf("Host: a\r\nContent-Length: 100000\r\n", large, 7777), large + "|");
  EXPECT_EQ(BodyOf(kChunked, absl::StrCat("186a0\r\n", large, "\r\n0\r\n\r\n"), 7777), large + "|");
}

TEST(RequestParserTest, FindsTheHeadsEnd) {
  EXPECT_EQ(FindHeadEnd("GET / HTTP/1.1\r\n\r\nbody", 0), 18u);
  EXPECT_EQ(FindHeadEnd("GET / HTTP/1.1\r\n\r\n", 17), 18u);
  EXPECT_EQ(FindHeadEnd("GET / HTTP/1.1\r\n\r", 0), absl::string_view::npos);
  EXPECT_EQ(FindHeadEnd("GET / HTTP/1.1\n\n", 0), absl::string_view::npos);
}

TEST(MessageTest, NoValueAddsAHeader) {
  HttpResponse response;
  response.headers = {{"Content-Type", "text/plain\r\nSet-Cookie: a=b"}, {"ETag", "\"x\""}};
  const std::string head = SerializeHead(response, Framing::kLength, 3, /*close=*/true);
  EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
  EXPECT_NE(head.find("\r\nETag: \"x\"\r\nContent-Length: 3\r\nConnection: close\r\n\r\n"),
            std::string::npos);
}

}  // namespace
}  // namespace ladder::gateway
