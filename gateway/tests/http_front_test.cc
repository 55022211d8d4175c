#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/tests/front_fixture.h"
#include "ladder/gatewaytest/v1/echo.pb.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

namespace echo = ::ladder::gatewaytest::v1;
using nlohmann::json;

constexpr char kJsonType[] = "Content-Type: application/json\r\n";

class HttpFrontTest : public FrontTest {};

template <typename Message>
std::string Bytes(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message.SerializeAsString();
}

// The same request, as protobuf would write it.
std::string Canonical(const std::string& method, const std::string& bytes) {
  namespace pb = ::google::protobuf;
  const pb::MethodDescriptor* descriptor = pb::DescriptorPool::generated_pool()->FindMethodByName(
      "ladder.gatewaytest.v1.EchoService." + method);
  std::unique_ptr<pb::Message> message(
      pb::MessageFactory::generated_factory()->GetPrototype(descriptor->input_type())->New());
  EXPECT_TRUE(message->ParseFromString(bytes)) << method;
  return message->SerializeAsString();
}

// The reason in an error body; "" when it is none.
std::string ReasonIn(const RawResponse& response) {
  const json body = json::parse(response.body, nullptr, false);
  if (!body.is_object() || !body.contains("error")) return "";
  for (const json& detail : body["error"].value("details", json::array())) {
    if (detail["@type"] == "type.googleapis.com/google.rpc.ErrorInfo") return detail["reason"];
  }
  return "";
}

grpc::Status ToGrpc(const absl::Status& refusal) {
  const google::rpc::Status proto = rpc::ToStatusProto(refusal);
  return grpc::Status(static_cast<grpc::StatusCode>(proto.code()), proto.message(),
                      proto.SerializeAsString());
}

TEST_F(HttpFrontTest, CarriesRequestsAndAnswers) {
  struct Case {
    const char* http_method;
    const char* target;
    const char* body;
    const char* method;   // what the upstream was asked
    std::string message;  // with these bytes' meaning
    std::string answer;
    const char* json;
  };
  const Case kCases[] = {
      {"GET", "/v1/things/a", "", "GetThing", Bytes<echo::GetThingRequest>("name: 'things/a'"),
       Bytes<echo::Thing>("name: 'things/a' count: 2"), R"({"name":"things/a","count":2})"},
      {"POST", "/v1/things?requestId=r", R"({"displayName": "x"})", "CreateThing",
       Bytes<echo::CreateThingRequest>("thing { display_name: 'x' } request_id: 'r'"),
       Bytes<echo::Thing>("name: 'things/b'"), R"({"name":"things/b"})"},
      {"POST", "/v1/things/a:complete", R"({"reason": "done"})", "CompleteThing",
       Bytes<echo::CompleteThingRequest>("name: 'things/a' reason: 'done'"), "", "{}"},
      {"POST", "/v1/things/a:complete", "", "CompleteThing",
       Bytes<echo::CompleteThingRequest>("name: 'things/a'"), "", "{}"},
      {"DELETE", "/v1/things/a?etag=e", "", "DeleteThing",
       Bytes<echo::DeleteThingRequest>("name: 'things/a' etag: 'e'"), "", "{}"},
      {"GET", "/v1/boxes/b/names", "", "ListNames",
       Bytes<echo::ListThingsRequest>("parent: 'boxes/b'"),
       Bytes<echo::ListThingsResponse>("things { name: 'things/a' }"), R"([{"name":"things/a"}])"},
      {"LOCK", "/v1/things/a", "", "LockThing", Bytes<echo::GetThingRequest>("name: 'things/a'"),
       "", "{}"},
  };
  for (const Case& c : kCases) {
    upstream_.AnswerWith({.messages = {c.answer}});
    const RawResponse response = Send(c.http_method, c.target, kJsonType, c.body);
    EXPECT_EQ(response.status, 200) << c.target << response.body;
    EXPECT_EQ(response.body, c.json) << c.target;
    EXPECT_EQ(response.Header("Content-Type"), "application/json; charset=utf-8");
    EXPECT_EQ(response.Header("Cache-Control"), "no-store");
    const FakeUpstream::Call call = upstream_.calls().back();
    EXPECT_EQ(call.method, absl::StrCat("/ladder.gatewaytest.v1.EchoService/", c.method));
    ASSERT_EQ(call.messages.size(), 1u) << c.target;
    EXPECT_EQ(Canonical(c.method, call.messages[0]), c.message) << c.target;
  }
}

TEST_F(HttpFrontTest, RefusesBeforeTheUpstreamSeesIt) {
  struct Case {
    const char* http_method;
    const char* target;
    const char* headers;
    const char* body;
    int status;
    const char* reason;
  };
  const Case kCases[] = {
      {"GET", "/v1/nothing", "", "", 404, "ROUTE_NOT_FOUND"},
      {"GET", "/", "", "", 404, "ROUTE_NOT_FOUND"},
      {"POST", "/v1/things/a", "", "", 405, "METHOD_NOT_ALLOWED"},
      {"GET", "/v1/things/%zz", "", "", 400, "URL_INVALID"},
      {"GET", "/v1/things/%ff", "", "", 400, "URL_INVALID"},
      {"GET", "v1/things", "", "", 400, "URL_INVALID"},
      {"GET", "/v1/things/a?bogus=1", "", "", 400, "FIELD_UNKNOWN"},
      {"POST", "/v1/things", kJsonType, "{\"displayName\": }", 400, "JSON_MALFORMED"},
      {"POST", "/v1/things", kJsonType, "{\"bogus\": 1}", 400, "FIELD_UNKNOWN"},
      {"POST", "/v1/things", kJsonType, "{\"state\": \"BOGUS\"}", 400, "FIELD_ENUM"},
      {"POST", "/v1/things", kJsonType, "{\"count\": 1e99}", 400, "FIELD_TYPE"},
      {"POST", "/v1/things", kJsonType, "{\"displayName\": \"\xff\"}", 400, "JSON_MALFORMED"},
      {"POST", "/v1/things", "", "{}", 415, "MEDIA_TYPE"},
      {"POST", "/v1/things", "Content-Type: text/plain\r\n", "{}", 415, "MEDIA_TYPE"},
      {"POST", "/v1/things", "Content-Type: application/jsonx\r\n", "{}", 415, "MEDIA_TYPE"},
      {"GET", "/v1/things/a", kJsonType, "{}", 400, "BODY_UNEXPECTED"},
      {"GET", "/v1/things/a", "If-Match: \"e\"\r\n", "", 400, "ETAG_UNEXPECTED"},
      {"DELETE", "/v1/things/a", "If-Match: W/\"e\"\r\n", "", 400, "HEADER_INVALID"},
      {"DELETE", "/v1/things/a", "If-Match: \"e\", \"f\"\r\n", "", 400, "HEADER_INVALID"},
      {"DELETE", "/v1/things/a", "If-Match: e\r\n", "", 400, "HEADER_INVALID"},
      {"GET", "/v1/things/a", "X-Server-Timeout: soon\r\n", "", 400, "HEADER_INVALID"},
      {"GET", "/v1/things/a", "X-Server-Timeout: -1\r\n", "", 400, "HEADER_INVALID"},
      {"GET", "/v1/things/a", "X-Server-Timeout: nan\r\n", "", 400, "HEADER_INVALID"},
  };
  for (const Case& c : kCases) {
    const RawResponse response = Send(c.http_method, c.target, c.headers, c.body);
    EXPECT_EQ(response.status, c.status) << c.target << c.headers << c.body << response.body;
    EXPECT_EQ(ReasonIn(response), c.reason) << c.target << c.headers << c.body;
  }
  EXPECT_TRUE(upstream_.calls().empty());
  EXPECT_EQ(ReasonIn(Send("POST", "/v1/shapes", kJsonType,
                          absl::StrCat(std::string(200, '['), std::string(200, ']')))),
            "JSON_TOO_DEEP");
  EXPECT_EQ(ReasonIn(Send("GET", "/x", absl::StrCat("X: ", std::string(20000, 'x'), "\r\n"))),
            "HEADERS_TOO_LARGE");
  EXPECT_EQ(
      Send("POST", "/v1/things", absl::StrCat(kJsonType, "Content-Length: 5000000\r\n")).status,
      413);
  EXPECT_EQ(ReasonIn(Fetch(http_->port(), "GET / HTTP/1.1\r\n\r\n")), "HTTP_MALFORMED");
}

TEST_F(HttpFrontTest, AcceptsJsonWithParameters) {
  upstream_.AnswerWith({.messages = {""}});
  EXPECT_EQ(
      Send("POST", "/v1/things", "Content-Type: Application/JSON ; charset=UTF-8\r\n", "{}").status,
      200);
}

TEST_F(HttpFrontTest, KnowsTheMethodsOfAPath) {
  const RawResponse refused = Send("PUT", "/v1/things/a");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.Header("Allow"), "DELETE, GET, LOCK, PATCH");
  const RawResponse options = Send("OPTIONS", "/v1/things/a");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.Header("Allow"), "DELETE, GET, LOCK, PATCH, OPTIONS");
  EXPECT_EQ(Send("OPTIONS", "*").status, 204);
  EXPECT_EQ(Send("OPTIONS", "/nothing").status, 404);
}

TEST_F(HttpFrontTest, RefusalsSpeakTheAskedLanguage) {
  const absl::Status refusal = Refuse(::ladder::Reason::kNotFound, {{"name", "things/a"}});
  upstream_.AnswerWith({.status = ToGrpc(refusal)});
  const RawResponse zh = Send("GET", "/v1/things/a");
  EXPECT_EQ(zh.status, 404);
  EXPECT_EQ(ReasonIn(zh), "NOT_FOUND");
  EXPECT_EQ(json::parse(zh.body)["error"]["message"], RefusalOf(refusal)->zh);
  EXPECT_EQ(json::parse(zh.body)["error"]["status"], "NOT_FOUND");
  EXPECT_EQ(json::parse(zh.body)["error"]["code"], 404);
  EXPECT_EQ(zh.Header("Content-Language"), "zh");
  const RawResponse en = Send("GET", "/v1/things/a", "Accept-Language: en-GB, zh;q=0.5\r\n");
  EXPECT_EQ(json::parse(en.body)["error"]["message"], RefusalOf(refusal)->en);
}

TEST_F(HttpFrontTest, RefusalsOfUpstreamsHaveTheirHttpForm) {
  struct Case {
    grpc::Status status;
    const char* headers;
    int http;
    const char* reason;
    const char* retry_after;
  };
  const grpc::Status busy =
      ToGrpc(WithRetryAfter(Refuse(::ladder::Reason::kOverloaded), absl::Milliseconds(1500)));
  const grpc::Status stale = ToGrpc(Refuse(::ladder::Reason::kEtagMismatch));
  const Case kCases[] = {
      {busy, "", 429, "OVERLOADED", "2"},
      {stale, "", 409, "ETAG_MISMATCH", ""},
      {stale, "If-Match: \"e\"\r\n", 412, "ETAG_MISMATCH", ""},
      {ToGrpc(Refuse(::ladder::Reason::kUnauthenticated)), "", 401, "UNAUTHENTICATED", ""},
      // Without a reason the text is a defect's or gRPC's own, and stays inside.
      {grpc::Status(grpc::StatusCode::INTERNAL, "secret"), "", 500, "INTERNAL", ""},
      {grpc::Status(grpc::StatusCode::UNKNOWN, "secret"), "", 500, "INTERNAL", ""},
      {grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "secret"), "", 500, "INTERNAL", ""},
      {grpc::Status(grpc::StatusCode::UNAVAILABLE, "secret"), "", 503, "UPSTREAM_UNAVAILABLE", "1"},
      {grpc::Status(grpc::StatusCode::UNIMPLEMENTED, "secret"), "", 501, "METHOD_UNIMPLEMENTED",
       ""},
      {grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "secret"), "", 504, "DEADLINE_PASSED", ""},
      {grpc::Status(grpc::StatusCode::CANCELLED, "secret"), "", 499, "CLIENT_GONE", ""},
      {grpc::Status(grpc::StatusCode::INTERNAL, "secret", "garbage"), "", 500, "INTERNAL", ""},
  };
  for (const Case& c : kCases) {
    upstream_.AnswerWith({.status = c.status});
    const RawResponse response = Send("DELETE", "/v1/things/a", c.headers);
    EXPECT_EQ(response.status, c.http) << c.reason;
    EXPECT_EQ(ReasonIn(response), c.reason);
    EXPECT_EQ(response.Header("Retry-After"), c.retry_after) << c.reason;
    EXPECT_EQ(response.body.find("secret"), std::string::npos) << response.body;
  }
}

TEST_F(HttpFrontTest, MalformedAnswersStayInside) {
  upstream_.AnswerWith({.messages = {"\xff\xff"}});
  const RawResponse response = Send("GET", "/v1/things/a");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(ReasonIn(response), "INTERNAL");
}

TEST_F(HttpFrontTest, HeadersFillTheMessage) {
  upstream_.AnswerWith({.messages = {Bytes<echo::Thing>("etag: 'e2'")}});
  const RawResponse response =
      Send("PATCH", "/v1/things/a",
           absl::StrCat(kJsonType, "If-Match: \"e1\"\r\nIdempotency-Key: k\r\nX-Request-Id: x\r\n"),
           R"({"count": 1})");
  EXPECT_EQ(response.Header("ETag"), "\"e2\"");
  EXPECT_EQ(Canonical("UpdateThing", upstream_.calls().back().messages[0]),
            Bytes<echo::UpdateThingRequest>(
                "thing { name: 'things/a' count: 1 etag: 'e1' } request_id: 'k'"));
  Send("DELETE", "/v1/things/a", "If-Match: *\r\nX-Request-Id: x\r\n");
  EXPECT_EQ(upstream_.calls().back().messages[0],
            Bytes<echo::DeleteThingRequest>("name: 'things/a' request_id: 'x'"));
}

TEST_F(HttpFrontTest, TracesFollowTheCall) {
  upstream_.AnswerWith({.messages = {""}});
  const std::string trace_id = "0af7651916cd43dd8448eb211c80319c";
  const RawResponse response =
      Send("GET", "/v1/things/a",
           absl::StrCat("traceparent: 00-", trace_id, "-b7ad6b7169203331-01\r\n"));
  const std::string sent = upstream_.calls().back().metadata["traceparent"];
  EXPECT_EQ(sent.substr(3, 32), trace_id);
  EXPECT_NE(sent.substr(36, 16), "b7ad6b7169203331");
  EXPECT_EQ(response.Header("traceparent"), sent);
  EXPECT_EQ(Send("GET", "/v1/nothing").Header("traceparent").size(), 55u);
}

TEST_F(HttpFrontTest, IdentityPassesOnlyWhenAllowed) {
  upstream_.AnswerWith({.messages = {""}});
  constexpr char kIdentity[] = "X-Ladder-Dev-Identity: principal=users/ann\r\n";
  Send("GET", "/v1/things/a", kIdentity);
  EXPECT_EQ(upstream_.calls().back().metadata.count("x-ladder-dev-identity"), 0u);
  HttpFrontOptions options;
  options.insecure_identity = true;
  StartGateway(options, {});
  Send("GET", "/v1/things/a", kIdentity);
  EXPECT_EQ(upstream_.calls().back().metadata["x-ladder-dev-identity"], "principal=users/ann");
}

TEST_F(HttpFrontTest, DeadlinesAreGrantedWithinLimits) {
  struct Case {
    const char* target;
    const char* headers;
    absl::Duration least;
    absl::Duration most;
  };
  const Case kCases[] = {
      {"/v1/things/a", "", absl::Seconds(8), absl::Seconds(10)},
      {"/v1/things/a", "X-Server-Timeout: 30\r\n", absl::Seconds(28), absl::Seconds(30)},
      {"/v1/things/a", "X-Server-Timeout: 1e9\r\n", absl::Seconds(58), absl::Seconds(60)},
      {"/v1/things/a:download", "", absl::Seconds(298), absl::Seconds(300)},
      {"/v1/things/a:download", "X-Server-Timeout: 5\r\n", absl::Seconds(3), absl::Seconds(5)},
  };
  for (const Case& c : kCases) {
    upstream_.AnswerWith({.messages = {""}});
    Send("GET", c.target, c.headers);
    const absl::Duration time_left = upstream_.calls().back().time_left;
    EXPECT_GE(time_left, c.least) << c.target << c.headers;
    // gRPC rounds what it sends up.
    EXPECT_LE(time_left, c.most + absl::Seconds(1)) << c.target << c.headers;
  }
  upstream_.AnswerWith({.hold = true});
  const RawResponse late = Send("GET", "/v1/things/a", "X-Server-Timeout: 0.05\r\n");
  EXPECT_EQ(late.status, 504);
  EXPECT_EQ(ReasonIn(late), "DEADLINE_PASSED");
}

TEST_F(HttpFrontTest, AClientThatGoesCancelsItsCall) {
  upstream_.AnswerWith({.hold = true});
  RawClient client(http_->port());
  client.Send(MakeRequest("GET", "/v1/things/a"));
  ASSERT_TRUE(upstream_.WaitForHeld());
  client.Close();
  EXPECT_TRUE(upstream_.WaitForCancelled());
}

TEST_F(HttpFrontTest, FilesInOnePiece) {
  google::api::HttpBody photo;
  photo.set_content_type("image/png");
  photo.set_data(std::string("\x89PNG\0\r\n", 7));
  upstream_.AnswerWith({.messages = {photo.SerializeAsString()}});
  const RawResponse response = Send("GET", "/v1/things/a/photo");
  EXPECT_EQ(response.Header("Content-Type"), "image/png");
  EXPECT_EQ(response.body, photo.data());
  upstream_.AnswerWith({.messages = {Bytes<echo::Thing>("name: 'things/a'")}});
  const RawResponse set = Send("PUT", "/v1/things/a/photo",
                               "Content-Type: image/png\r\nIdempotency-Key: k\r\n", photo.data());
  EXPECT_EQ(set.body, R"({"name":"things/a"})");
  echo::FileRequest request;
  ASSERT_TRUE(request.ParseFromString(upstream_.calls().back().messages[0]));
  EXPECT_EQ(request.name(), "things/a");
  EXPECT_EQ(request.file().data(), photo.data());
  EXPECT_EQ(request.file().content_type(), "image/png");
  EXPECT_EQ(request.request_id(), "k");
}

std::string BodyMessage(const std::string& type, const std::string& data) {
  google::api::HttpBody body;
  body.set_content_type(type);
  body.set_data(data);
  return body.SerializeAsString();
}

TEST_F(HttpFrontTest, DownloadsInPieces) {
  upstream_.AnswerWith({.messages = {BodyMessage("text/csv", "a,b\n"), BodyMessage("", "c,d\n"),
                                     BodyMessage("", "")}});
  const RawResponse response = Send("GET", "/v1/things/a:download");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("Content-Type"), "text/csv");
  EXPECT_EQ(response.Header("Transfer-Encoding"), "chunked");
  EXPECT_EQ(response.body, "a,b\nc,d\n");
  EXPECT_TRUE(response.complete);
  // A failure before the first byte is a refusal like any other, one after it breaks the answer
  // off.
  upstream_.AnswerWith({.status = ToGrpc(Refuse(::ladder::Reason::kNotFound, {{"name", "x"}}))});
  EXPECT_EQ(Send("GET", "/v1/things/a:download").status, 404);
  upstream_.AnswerWith({.status = grpc::Status(grpc::StatusCode::INTERNAL, ""),
                        .messages = {BodyMessage("text/csv", "a")}});
  const RawResponse broken = Send("GET", "/v1/things/a:download");
  EXPECT_EQ(broken.status, 200);
  EXPECT_FALSE(broken.complete);
  EXPECT_TRUE(broken.closed);
}

TEST_F(HttpFrontTest, StreamsOfMessagesAreLines) {
  upstream_.AnswerWith(
      {.messages = {Bytes<echo::Thing>("count: 1"), Bytes<echo::Thing>("count: 2")}});
  const RawResponse response = Send("GET", "/v1/things:watch?count=2");
  EXPECT_EQ(response.Header("Content-Type"), "application/x-ndjson; charset=utf-8");
  EXPECT_EQ(response.body, "{\"count\":1}\n{\"count\":2}\n");
  upstream_.AnswerWith({});
  EXPECT_EQ(Send("GET", "/v1/things:watch").status, 200);
}

TEST_F(HttpFrontTest, UploadsInPieces) {
  upstream_.AnswerWith({.messages = {Bytes<echo::Thing>("name: 'things/a'")}});
  const std::string large(300'000, 'x');
  const RawResponse response = Send("POST", "/v1/things/a:upload",
                                    "Content-Type: text/csv\r\nIdempotency-Key: k\r\n", large);
  EXPECT_EQ(response.body, R"({"name":"things/a"})");
  const FakeUpstream::Call call = upstream_.calls().back();
  ASSERT_GT(call.messages.size(), 1u);
  std::string data;
  for (size_t i = 0; i < call.messages.size(); ++i) {
    echo::FileRequest request;
    ASSERT_TRUE(request.ParseFromString(call.messages[i]));
    EXPECT_EQ(request.name(), i == 0 ? "things/a" : "");
    EXPECT_EQ(request.request_id(), i == 0 ? "k" : "");
    EXPECT_EQ(request.file().content_type(), i == 0 ? "text/csv" : "");
    data += request.file().data();
  }
  EXPECT_EQ(data, large);
  // The upstream may refuse before it has seen all.
  upstream_.AnswerWith(
      {.status = ToGrpc(Refuse(::ladder::Reason::kPermissionDenied)), .early = true});
  EXPECT_EQ(Send("POST", "/v1/things/a:upload", "", large).status, 403);
  EXPECT_EQ(Send("POST", "/v1/things/a:upload", "Content-Length: 99999999999\r\n").status, 413);
}

TEST_F(HttpFrontTest, ProbesAndDescription) {
  EXPECT_EQ(Send("GET", "/healthz").body, "ok\n");
  EXPECT_EQ(Send("GET", "/readyz").status, 200);
  http_front_->SetReady(false);
  EXPECT_EQ(Send("GET", "/readyz").status, 503);
  EXPECT_EQ(Send("GET", "/healthz").status, 200);
  const json document = json::parse(Send("GET", "/openapi.json").body);
  EXPECT_TRUE(document["paths"].contains("/v1/things/{thing}"));
  EXPECT_EQ(Send("POST", "/healthz").status, 404);
}

TEST_F(HttpFrontTest, DrainFinishesWhatIsAtWork) {
  upstream_.AnswerWith({.hold = true});
  RawClient client(http_->port());
  client.Send(MakeRequest("GET", "/v1/things/a", "X-Server-Timeout: 0.2\r\n"));
  ASSERT_TRUE(upstream_.WaitForHeld());
  http_->Drain(absl::Seconds(10));
  const RawResponse response = client.Read();
  EXPECT_EQ(response.status, 504);
  EXPECT_EQ(response.Header("Connection"), "close");
  EXPECT_TRUE(client.IsClosed());
}

}  // namespace
}  // namespace ladder::gateway
