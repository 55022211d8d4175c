#include "gateway/http/server.h"

#include <gtest/gtest.h>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gateway/tests/raw_client.h"
#include "platform/testing/status_matchers.h"

namespace ladder::gateway {
namespace {

// Answers "<method> <target> <body>"; /stream answers its body piece by piece, /break breaks off,
// /wait answers when Release was called or the client went away.
class ServerTest : public ::testing::Test {
 protected:
  void StartServer(HttpLimits limits = {}) {
    HttpHandler handler;
    handler.serve = [this](Connection& connection) { return Serve(connection); };
    handler.refuse = [](const absl::Status& status, const HttpRequest* /*request*/) {
      return Refusal(status);
    };
    absl::StatusOr<std::unique_ptr<HttpServer>> server =
        HttpServer::Start("127.0.0.1:0", 2, limits, handler);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  static HttpResponse Refusal(const absl::Status& status) {
    return {.status = 400, .headers = {}, .body = ReasonOf(status)};
  }

  asio::awaitable<void> Serve(Connection& connection) {
    if (connection.request().target == "/stream") {
      co_await Stream(connection);
      co_return;
    }
    if (connection.request().target == "/wait") co_await Wait(connection);
    if (connection.request().target == "/unread") {
      HttpResponse unread;
      unread.body = "unread";
      co_await connection.Respond(std::move(unread));
      co_return;
    }
    const absl::StatusOr<std::string> body = co_await connection.ReadBody();
    HttpResponse response;
    if (body.ok()) {
      response.body =
          absl::StrCat(connection.request().method, " ", connection.request().target, " ", *body);
    } else {
      response = Refusal(body.status());
    }
    co_await connection.Respond(std::move(response));
  }

  asio::awaitable<void> Stream(Connection& connection) {
    HttpResponse head;
    head.headers = {{"Content-Type", "text/plain"}};
    bool going = co_await connection.StartStream(std::move(head));
    bool complete = true;
    while (going) {
      const absl::StatusOr<std::string> piece = co_await connection.ReadPiece();
      if (!piece.ok() || *piece == "break") complete = false;
      if (!piece.ok() || piece->empty() || !complete) break;
      going = co_await connection.WritePiece(*piece);
    }
    co_await connection.EndStream(complete);
  }

  asio::awaitable<void> Wait(Connection& connection) {
    connection.WatchPeer([this] {
      gone_.Notify();
      Release();
    });
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
        [this](auto handler) {
          auto shared = std::make_shared<decltype(handler)>(std::move(handler));
          const std::lock_guard<std::mutex> lock(mutex_);
          release_ = [shared] {
            asio::post(asio::get_associated_executor(*shared), [shared] { std::move (*shared)(); });
          };
          waiting_.Notify();
        },
        asio::use_awaitable);
    connection.StopWatching();
  }

  void Release() {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::exchange(release_, [] {})();
  }

  int port() const { return server_->port(); }

  std::mutex mutex_;
  std::function<void()> release_;
  absl::Notification waiting_;
  absl::Notification gone_;
  std::unique_ptr<HttpServer> server_;
};

constexpr absl::Duration kPatience = absl::Seconds(10);

TEST_F(ServerTest, KeepsAConnectionAlive) {
  StartServer();
  RawClient client(port());
  for (int i = 0; i < 3; ++i) {
    client.Send(MakeRequest("POST", "/x", "", absl::StrCat("body", i)));
    const RawResponse response = client.Read();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, absl::StrCat("POST /x body", i));
    EXPECT_EQ(response.Header("Server"), "");
    EXPECT_EQ(response.Header("Connection"), "");
    EXPECT_NE(response.Header("Date"), "");
  }
  client.Send(MakeRequest("GET", "/x", "Connection: close\r\n"));
  EXPECT_EQ(client.Read().Header("Connection"), "close");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  StartServer();
  RawClient client(port());
  std::string requests;
  for (int i = 0; i < 50; ++i)
    absl::StrAppend(&requests, MakeRequest("POST", "/x", "", absl::StrCat(i)));
  client.Send(requests);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.Read().body, absl::StrCat("POST /x ", i));
}

TEST_F(ServerTest, ReadsRequestsByteByByte) {
  StartServer();
  RawClient client(port());
  for (const char c :
       MakeRequest("POST", "/x", "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n") {
    client.Send(absl::string_view(&c, 1));
  }
  EXPECT_EQ(client.Read().body, "POST /x abc");
}

TEST_F(ServerTest, HeadHasNoBody) {
  StartServer();
  RawClient client(port());
  client.Send(MakeRequest("HEAD", "/x") + MakeRequest("GET", "/y"));
  const RawResponse head = client.Read(/*head_only=*/true);
  EXPECT_EQ(head.Header("Content-Length"), "8");
  EXPECT_EQ(client.Read().body, "GET /y ");
}

TEST_F(ServerTest, OldClientsAreAnsweredAndClosed) {
  StartServer();
  RawClient client(port());
  client.Send("GET /x HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.Read().body, "GET /x ");
  EXPECT_TRUE(client.IsClosed());
  RawClient streaming(port());
  streaming.Send("POST /stream HTTP/1.0\r\nContent-Length: 2\r\n\r\nab");
  EXPECT_EQ(streaming.Read().body, "ab");
}

TEST_F(ServerTest, SendsContinueWhenTheBodyIsWanted) {
  StartServer();
  RawClient client(port());
  client.Send("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("ab");
  EXPECT_EQ(client.Read().body, "POST /x ab");
  // Not wanted: the answer comes at once, and the connection ends, since the client may or may not
  // send the body.
  client.Send(
      "POST /unread HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  const RawResponse response = client.Read();
  EXPECT_EQ(response.body, "unread");
  EXPECT_EQ(response.Header("Connection"), "close");
}

TEST_F(ServerTest, SkipsAnUnreadBody) {
  StartServer();
  RawClient client(port());
  client.Send(MakeRequest("POST", "/unread", "", "ignored") + MakeRequest("GET", "/y"));
  EXPECT_EQ(client.Read().body, "unread");
  EXPECT_EQ(client.Read().body, "GET /y ");
  client.Send(MakeRequest("POST", "/unread", "", std::string(100000, 'x')));
  EXPECT_EQ(client.Read().Header("Connection"), "close");
}

TEST_F(ServerTest, RefusesMalformedHeadsAndCloses) {
  StartServer();
  for (const char* request :
       {"GET / HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"}) {
    RawClient client(port());
    client.Send(request);
    // Whatever follows a malformed head must not be taken for a request.
    client.Send(MakeRequest("GET", "/smuggled"));
    const RawResponse response = client.Read();
    EXPECT_EQ(response.status, 400) << request;
    EXPECT_EQ(response.body, "HTTP_MALFORMED") << request;
    EXPECT_TRUE(client.IsClosed()) << request;
  }
}

TEST_F(ServerTest, BoundsHeads) {
  HttpLimits limits;
  limits.head_bytes_max = 1000;
  StartServer(limits);
  EXPECT_EQ(
      Fetch(port(), MakeRequest("GET", "/x", absl::StrCat("X: ", std::string(800, 'a'), "\r\n")))
          .status,
      200);
  for (const std::string& request :
       {MakeRequest("GET", "/x", absl::StrCat("X: ", std::string(1000, 'a'), "\r\n")),
        MakeRequest("GET", absl::StrCat("/", std::string(5000, 'a'))), std::string(5000, 'a')}) {
    RawClient client(port());
    client.Send(request);
    EXPECT_EQ(client.Read().body, "HEADERS_TOO_LARGE");
    EXPECT_TRUE(client.IsClosed());
  }
}

TEST_F(ServerTest, BoundsBodies) {
  HttpLimits limits;
  limits.body_bytes_max = 1000;
  limits.upload_bytes_max = 2000;
  limits.head_bytes_max = 1000;
  StartServer(limits);
  const std::string chunk = absl::StrCat("258\r\n", std::string(600, 'x'), "\r\n");
  EXPECT_EQ(Fetch(port(), MakeRequest("POST", "/x", "", std::string(1000, 'x'))).status, 200);
  EXPECT_EQ(Fetch(port(), MakeRequest("POST", "/x", "", std::string(1001, 'x'))).body,
            "REQUEST_TOO_LARGE");
  EXPECT_EQ(Fetch(port(), MakeRequest("POST", "/x", "Content-Length: 999999999\r\n")).body,
            "REQUEST_TOO_LARGE");
  EXPECT_EQ(
      Fetch(port(), MakeRequest("POST", "/x", "Transfer-Encoding: chunked\r\n") + chunk + chunk)
          .body,
      "REQUEST_TOO_LARGE");
  const std::string endless_extension = absl::StrCat("1;", std::string(30000, 'x'));
  EXPECT_EQ(
      Fetch(port(), MakeRequest("POST", "/x", "Transfer-Encoding: chunked\r\n") + endless_extension)
          .body,
      "HTTP_MALFORMED");
  // A stream may be longer, but breaks off at its own bound.
  EXPECT_EQ(Fetch(port(), MakeRequest("POST", "/stream", "", std::string(2000, 'x'))).body.size(),
            2000u);
  const RawResponse cut =
      Fetch(port(), MakeRequest("POST", "/stream", "Transfer-Encoding: chunked\r\n") + chunk +
                        chunk + chunk + chunk);
  EXPECT_FALSE(cut.complete);
  EXPECT_TRUE(cut.closed);
}

TEST_F(ServerTest, BoundsAllBodiesTogether) {
  HttpLimits limits;
  limits.bodies_bytes_max = 1000;
  StartServer(limits);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Fetch(port(), MakeRequest("POST", "/x", "", std::string(900, 'x'))).status, 200);
  }
  EXPECT_EQ(Fetch(port(), MakeRequest("POST", "/x", "", std::string(1100, 'x'))).body,
            "OVERLOADED");
}

TEST_F(ServerTest, SlowClientsAreRefused) {
  HttpLimits limits;
  limits.head_time_max = absl::Milliseconds(50);
  limits.body_time_max = absl::Milliseconds(50);
  limits.idle_time_max = absl::Milliseconds(200);
  StartServer(limits);
  RawClient slow_head(port());
  slow_head.Send("GET / HTTP/1.1\r\nHost:");
  EXPECT_EQ(slow_head.Read().body, "REQUEST_TIMEOUT");
  RawClient slow_body(port());
  slow_body.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_EQ(slow_body.Read().body, "REQUEST_TIMEOUT");
  RawClient idle(port());
  EXPECT_TRUE(idle.IsClosed());
  RawClient idle_later(port());
  idle_later.Send(MakeRequest("GET", "/x"));
  EXPECT_EQ(idle_later.Read().status, 200);
  EXPECT_TRUE(idle_later.IsClosed());
}

TEST_F(ServerTest, StreamsBothWays) {
  StartServer();
  RawClient client(port());
  client.Send(MakeRequest("POST", "/stream", "Transfer-Encoding: chunked\r\n"));
  EXPECT_NE(client.ReadUntil("\r\n\r\n").find("Transfer-Encoding: chunked"), std::string::npos);
  client.Send("3\r\nabc\r\n");
  EXPECT_EQ(client.ReadUntil("abc\r\n"), "3\r\nabc\r\n");
  client.Send("2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.ReadUntil("0\r\n\r\n"), "2\r\nde\r\n0\r\n\r\n");
  // The connection goes on after a stream that was complete, and breaks after one that was not.
  client.Send(MakeRequest("GET", "/y"));
  EXPECT_EQ(client.Read().body, "GET /y ");
  client.Send(MakeRequest("POST", "/stream", "Transfer-Encoding: chunked\r\n") + "5\r\nbreak\r\n");
  const RawResponse broken = client.Read();
  EXPECT_FALSE(broken.complete);
  EXPECT_TRUE(broken.closed);
}

TEST_F(ServerTest, EndsConnectionsAfterTheirRequests) {
  HttpLimits limits;
  limits.requests_per_connection_max = 2;
  StartServer(limits);
  RawClient client(port());
  client.Send(MakeRequest("GET", "/a") + MakeRequest("GET", "/b") + MakeRequest("GET", "/c"));
  EXPECT_EQ(client.Read().Header("Connection"), "");
  EXPECT_EQ(client.Read().Header("Connection"), "close");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerTest, BoundsConnections) {
  HttpLimits limits;
  limits.connections_max = 1;
  StartServer(limits);
  RawClient first(port());
  first.Send(MakeRequest("GET", "/a"));
  EXPECT_EQ(first.Read().status, 200);
  RawClient second(port());
  EXPECT_EQ(second.Read().status, 503);
  first.Close();
  const absl::Time deadline = absl::Now() + kPatience;
  int status = 0;
  while (status != 200 && absl::Now() < deadline)
    status = Fetch(port(), MakeRequest("GET", "/a")).status;
  EXPECT_EQ(status, 200);
}

TEST_F(ServerTest, NoticesThatTheClientIsGone) {
  StartServer();
  RawClient client(port());
  client.Send(MakeRequest("GET", "/wait"));
  ASSERT_TRUE(waiting_.WaitForNotificationWithTimeout(kPatience));
  client.Close();
  EXPECT_TRUE(gone_.WaitForNotificationWithTimeout(kPatience));
}

TEST_F(ServerTest, APipelinedRequestIsNoGoneClient) {
  StartServer();
  RawClient client(port());
  client.Send(MakeRequest("GET", "/wait"));
  ASSERT_TRUE(waiting_.WaitForNotificationWithTimeout(kPatience));
  client.Send(MakeRequest("GET", "/y"));
  Release();
  EXPECT_EQ(client.Read().body, "GET /wait ");
  EXPECT_EQ(client.Read().body, "GET /y ");
  EXPECT_FALSE(gone_.HasBeenNotified());
}

TEST_F(ServerTest, DrainsWithoutLosingAnAnswer) {
  StartServer();
  RawClient idle(port());
  idle.Send(MakeRequest("GET", "/a"));
  EXPECT_EQ(idle.Read().status, 200);
  RawClient working(port());
  working.Send(MakeRequest("GET", "/wait"));
  ASSERT_TRUE(waiting_.WaitForNotificationWithTimeout(kPatience));
  std::thread drain([this] { server_->Drain(kPatience); });
  EXPECT_TRUE(idle.IsClosed());
  Release();
  const RawResponse last = working.Read();
  EXPECT_EQ(last.body, "GET /wait ");
  EXPECT_EQ(last.Header("Connection"), "close");
  EXPECT_TRUE(working.IsClosed());
  drain.join();
}

TEST_F(ServerTest, BreaksOffWhatOutlastsTheDrain) {
  StartServer();
  RawClient working(port());
  working.Send(MakeRequest("POST", "/stream", "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n");
  working.ReadUntil("abc");
  server_->Drain(absl::Milliseconds(20));
  EXPECT_TRUE(working.Read().closed);
}

TEST_F(ServerTest, BadAddressesAreNamed) {
  const HttpHandler handler;
  for (const char* listen :
       {"", "8080", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "localhost:80"}) {
    EXPECT_THAT(HttpServer::Start(listen, 1, {}, handler),
                HasCode(absl::StatusCode::kInvalidArgument))
        << listen;
  }
  StartServer();
  EXPECT_THAT(HttpServer::Start(server_->address(), 1, {}, handler),
              HasCode(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace ladder::gateway
