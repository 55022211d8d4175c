#include "gateway/proxy/http_front.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "gateway/proxy/upstream_status.h"
#include "gateway/transcode/error.h"
#include "gateway/transcode/http_body.h"
#include "gateway/transcode/http_code.h"
#include "gateway/transcode/to_json.h"
#include "gateway/transcode/url.h"
#include "ladder/gateway/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/log/log.h"
#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

constexpr char kJson[] = "application/json; charset=utf-8";
constexpr char kJsonLines[] = "application/x-ndjson; charset=utf-8";
constexpr char kBytes[] = "application/octet-stream";

// Answers hold people's data: nothing on the way may keep them, and no browser may read them as
// something else.
HttpHeaders AnswerHeaders(std::string content_type) {
  return {{"Content-Type", std::move(content_type)},
          {"Cache-Control", "no-store"},
          {"X-Content-Type-Options", "nosniff"},
          {"Content-Security-Policy", "default-src 'none'; sandbox"}};
}

bool IsPlainEtag(absl::string_view etag) {
  for (const char c : etag) {
    if (c <= ' ' || c == '"' || c >= 0x7f) return false;
  }
  return !etag.empty();
}

}  // namespace

// One request and what is known of it so far.
struct HttpFront::Exchange {
  const HttpRequest& request;
  absl::Time start = absl::Now();
  telemetry::Trace trace = {};
  std::string language = "zh";
  Target target = {};
  RouteMatch match = {};
  RequestParts parts = {};
  CallTerms terms = {};
  absl::StatusCode code = absl::StatusCode::kOk;
  int http_status = 200;
  bool streamed = false;  // the answer is already on its way

  const Route& route() const { return *match.route; }
  const Method& method() const { return *match.route->method; }
};

HttpFront::HttpFront(const Api& api, const RouteTable& routes, const Upstreams& upstreams,
                     Observer& observer, HttpFrontOptions options, std::string openapi)
    : api_(api),
      routes_(routes),
      upstreams_(upstreams),
      observer_(observer),
      options_(std::move(options)),
      openapi_(std::move(openapi)) {}

HttpHandler HttpFront::handler() {
  HttpHandler handler;
  handler.serve = [this](Connection& connection) { return Serve(connection); };
  handler.refuse = [this](const absl::Status& status, const HttpRequest* request) {
    const HttpRequest none;
    Exchange exchange{.request = request == nullptr ? none : *request};
    exchange.trace = telemetry::Trace::New();
    observer_.Begin();
    HttpResponse response = Refusal(exchange, status);
    Record(exchange);
    return response;
  };
  return handler;
}

asio::awaitable<void> HttpFront::Serve(Connection& connection) {
  observer_.Begin();
  Exchange exchange{.request = connection.request()};
  const std::string* traceparent = exchange.request.Header("traceparent");
  exchange.trace =
      traceparent == nullptr ? telemetry::Trace::New() : telemetry::Trace::Continue(*traceparent);
  const std::string* language = exchange.request.Header("accept-language");
  if (language != nullptr) exchange.language = PreferredLanguage(*language);
  HttpResponse response = co_await Answer(connection, exchange);
  if (!exchange.streamed) {
    exchange.http_status = response.status;
    response.headers.emplace_back("traceparent", exchange.trace.ToHeader());
    co_await connection.Respond(std::move(response));
  }
  Record(exchange);
}

asio::awaitable<HttpResponse> HttpFront::Answer(Connection& connection, Exchange& exchange) {
  HttpResponse response;
  if (AnswerLocally(exchange, response)) co_return response;
  const absl::Status planned = Plan(exchange);
  if (!planned.ok()) co_return Refusal(exchange, planned);
  if (exchange.method().client_streaming) {
    response = co_await AnswerUpload(connection, exchange);
  } else if (exchange.method().server_streaming) {
    response = co_await AnswerStream(connection, exchange);
  } else {
    response = co_await AnswerUnary(connection, exchange);
  }
  co_return response;
}

// What needs no upstream: probes, the API's description, OPTIONS, and paths that are not there.
bool HttpFront::AnswerLocally(Exchange& exchange, HttpResponse& response) const {
  absl::StatusOr<Target> target = SplitTarget(exchange.request.target);
  const bool any_path = exchange.request.method == "OPTIONS" && exchange.request.target == "*";
  if (!target.ok() && !any_path) {
    response = Refusal(exchange, target.status());
    return true;
  }
  exchange.target = any_path ? Target{.path = "*", .query = {}} : *target;
  const bool reads = exchange.request.method == "GET" || exchange.request.method == "HEAD";
  if (reads && exchange.target.path == "/openapi.json") {
    response = {.status = 200, .headers = AnswerHeaders(kJson), .body = openapi_};
    return true;
  }
  if (reads && (exchange.target.path == "/healthz" || exchange.target.path == "/readyz")) {
    const bool fine = exchange.target.path == "/healthz" || ready_.load();
    response = {.status = fine ? 200 : 503,
                .headers = AnswerHeaders("text/plain"),
                .body = fine ? "ok\n" : "draining\n"};
    return true;
  }
  exchange.match = routes_.Find(exchange.request.method, exchange.target.path);
  if (exchange.match.route != nullptr) return false;
  std::vector<std::string>& allowed = exchange.match.allowed;
  if (any_path || (exchange.request.method == "OPTIONS" && !allowed.empty())) {
    allowed.push_back("OPTIONS");
    response = {.status = 204, .headers = {{"Allow", absl::StrJoin(allowed, ", ")}}, .body = ""};
    return true;
  }
  if (allowed.empty()) {
    response = Refusal(exchange, Refuse(Reason::kRouteNotFound));
    return true;
  }
  const std::string allow = absl::StrJoin(allowed, ", ");
  response = Refusal(exchange, Refuse(Reason::kMethodNotAllowed, {{"allow", allow}}));
  response.headers.emplace_back("Allow", allow);
  return true;
}

// Everything that the head says about the call. Needs the route.
absl::Status HttpFront::Plan(Exchange& exchange) const {
  const HttpRequest& request = exchange.request;
  const Route& route = exchange.route();
  LADDER_ASSIGN_OR_RETURN(exchange.parts.variables, CaptureVariables(exchange.match));
  exchange.parts.query = exchange.target.query;
  LADDER_ASSIGN_OR_RETURN(exchange.parts.etag, IfMatchOf(request));
  LADDER_ASSIGN_OR_RETURN(exchange.parts.request_id, RequestIdOf(request));
  LADDER_ASSIGN_OR_RETURN(exchange.terms.deadline, DeadlineOf(*route.method, options_.deadlines,
                                                              request.Header("x-server-timeout")));
  exchange.terms.traceparent = exchange.trace.ToHeader();
  const std::string* identity = request.Header("x-ladder-dev-identity");
  if (options_.insecure_identity && identity != nullptr)
    exchange.terms.development_identity = *identity;
  if (!request.has_body()) return absl::OkStatus();
  if (route.body == Route::Body::kNone) return Refuse(Reason::kBodyUnexpected);
  const std::string* content_type = request.Header("content-type");
  if (route.request_http_body() != nullptr) {
    exchange.parts.content_type =
        content_type == nullptr ? absl::string_view(kBytes) : *content_type;
    return absl::OkStatus();
  }
  // Asking for it by name also keeps web pages of other origins from posting forms here.
  if (content_type == nullptr || !IsJson(*content_type)) {
    return Refuse(Reason::kMediaType, {{"expected", "application/json"}});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> HttpFront::Build(Exchange& exchange, absl::string_view body) const {
  exchange.parts.body = body;
  return BuildRequest(api_.schema(), exchange.route(), exchange.parts, options_.message_bytes_max);
}

asio::awaitable<absl::StatusOr<std::string>> HttpFront::ReadMessage(Connection& connection,
                                                                    Exchange& exchange) {
  const absl::StatusOr<std::string> body = co_await connection.ReadBody();
  if (!body.ok()) co_return body.status();
  co_return Build(exchange, *body);
}

asio::awaitable<HttpResponse> HttpFront::AnswerUnary(Connection& connection, Exchange& exchange) {
  absl::StatusOr<std::string> message = co_await ReadMessage(connection, exchange);
  if (!message.ok()) co_return Refusal(exchange, message.status());
  const Method& method = exchange.method();
  UnaryCall call(upstreams_.StubOf(method), method.path, exchange.terms);
  connection.WatchPeer([&call] { call.Cancel(); });
  const CallResult result = co_await call.Run(*std::move(message));
  connection.StopWatching();
  co_return Print(exchange, result);
}

// A request in pieces: the first message carries what path, query and headers say, the others only
// bytes.
asio::awaitable<HttpResponse> HttpFront::AnswerUpload(Connection& connection, Exchange& exchange) {
  const Method& method = exchange.method();
  absl::StatusOr<std::string> piece = co_await connection.ReadPiece();
  if (!piece.ok()) co_return Refusal(exchange, piece.status());
  absl::StatusOr<std::string> message = Build(exchange, *piece);
  if (!message.ok()) co_return Refusal(exchange, message.status());
  StreamCall call(upstreams_.StubOf(method), method.path, exchange.terms);
  bool going = co_await call.Write(*std::move(message));
  while (going && !piece->empty()) {
    piece = co_await connection.ReadPiece();
    if (!piece.ok()) co_return Refusal(exchange, piece.status());
    if (piece->empty()) break;
    std::string bytes = BuildUploadPiece(exchange.route(), *piece);
    going = co_await call.Write(std::move(bytes));
  }
  if (going) co_await call.WritesDone();
  CallResult result;
  connection.WatchPeer([&call] { call.Cancel(); });
  absl::optional<std::string> response = co_await call.Read();
  connection.StopWatching();
  if (response) result.response = *std::move(response);
  result.status = co_await call.Finish();
  co_return Print(exchange, result);
}

// An answer in pieces. Its first message decides between an answer and a refusal; after that only
// the end can tell.
asio::awaitable<HttpResponse> HttpFront::AnswerStream(Connection& connection, Exchange& exchange) {
  absl::StatusOr<std::string> message = co_await ReadMessage(connection, exchange);
  if (!message.ok()) co_return Refusal(exchange, message.status());
  const Method& method = exchange.method();
  StreamCall call(upstreams_.StubOf(method), method.path, exchange.terms);
  connection.WatchPeer([&call] { call.Cancel(); });
  const bool written = co_await call.Write(*std::move(message));
  if (written) co_await call.WritesDone();
  absl::optional<std::string> first = co_await call.Read();
  connection.StopWatching();
  if (!first) {
    CallResult result;
    result.status = co_await call.Finish();
    co_return Print(exchange, result);
  }
  exchange.streamed = true;
  const bool copied = co_await CopyStream(connection, exchange, call, *std::move(first));
  if (!copied) exchange.code = absl::StatusCode::kCancelled;
  if (copied) {
    const grpc::Status status = co_await call.Finish();
    exchange.code = static_cast<absl::StatusCode>(status.error_code());
  }
  co_await connection.EndStream(exchange.code == absl::StatusCode::kOk);
  co_return HttpResponse();
}

// False: the client is gone, or the upstream sent what can't be printed.
asio::awaitable<bool> HttpFront::CopyStream(Connection& connection, Exchange& exchange,
                                            StreamCall& call, std::string first) {
  std::string content_type = kJsonLines;
  if (exchange.route().response_http_body() != nullptr) {
    const absl::StatusOr<HttpBodyParts> body = HttpBodyOf(exchange.route(), first);
    content_type = body.ok() && !body->content_type.empty() ? body->content_type : kBytes;
  }
  HttpResponse head;
  head.headers = AnswerHeaders(std::move(content_type));
  head.headers.emplace_back("traceparent", exchange.trace.ToHeader());
  bool going = co_await connection.StartStream(std::move(head));
  absl::optional<std::string> message = std::move(first);
  while (going && message) {
    absl::StatusOr<std::string> piece = StreamPiece(exchange, *message);
    if (!piece.ok()) co_return false;
    going = co_await connection.WritePiece(*std::move(piece));
    if (going) message = co_await call.Read();
  }
  co_return going;
}

absl::StatusOr<std::string> HttpFront::StreamPiece(const Exchange& exchange,
                                                   const std::string& message) const {
  if (exchange.route().response_http_body() != nullptr) {
    LADDER_ASSIGN_OR_RETURN(HttpBodyParts body, HttpBodyOf(exchange.route(), message));
    return std::move(body.data);
  }
  LADDER_ASSIGN_OR_RETURN(std::string line,
                          ToJson(api_.schema(), *exchange.method().response, message));
  line += "\n";
  return line;
}

HttpResponse HttpFront::Print(Exchange& exchange, const CallResult& result) const {
  const Route& route = exchange.route();
  if (!result.status.ok()) {
    return Refusal(
        exchange, StatusOfUpstream(result.status, route.method->upstream, exchange.trace.trace_id));
  }
  HttpResponse response;
  if (route.response_http_body() != nullptr) {
    absl::StatusOr<HttpBodyParts> body = HttpBodyOf(route, result.response);
    if (!body.ok()) return Refusal(exchange, body.status());
    response.headers =
        AnswerHeaders(body->content_type.empty() ? kBytes : std::move(body->content_type));
    response.body = std::move(body->data);
    return response;
  }
  absl::StatusOr<std::string> json =
      route.response_field == nullptr
          ? ToJson(api_.schema(), *route.method->response, result.response)
          : FieldToJson(api_.schema(), *route.method->response, *route.response_field,
                        result.response);
  if (!json.ok()) return Refusal(exchange, json.status());
  response.headers = AnswerHeaders(kJson);
  response.body = *std::move(json);
  if (route.response_etag != nullptr) {
    const std::string etag = StringFieldOf(*route.response_etag, result.response);
    if (IsPlainEtag(etag)) response.headers.emplace_back("ETag", absl::StrCat("\"", etag, "\""));
  }
  return response;
}

HttpResponse HttpFront::Refusal(Exchange& exchange, const google::rpc::Status& status) const {
  const ErrorFacts facts = FactsOf(status, exchange.language);
  exchange.code = static_cast<absl::StatusCode>(status.code());
  HttpResponse response;
  response.status = HttpCode(exchange.code, facts.reason, exchange.parts.etag.has_value());
  exchange.http_status = response.status;
  response.headers = AnswerHeaders(kJson);
  response.headers.emplace_back("Content-Language", exchange.language);
  if (facts.retry_after_seconds) {
    response.headers.emplace_back("Retry-After", absl::StrCat(*facts.retry_after_seconds));
  }
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  response.body = ErrorJson(api_.schema(), status, response.status, facts.message);
  return response;
}

// Of the gateway's own making. What is no refusal is a defect here or upstream, which only the log
// may describe.
HttpResponse HttpFront::Refusal(Exchange& exchange, const absl::Status& status) const {
  if (!ReasonOf(status).empty()) return Refusal(exchange, rpc::ToStatusProto(status));
  log::Error("defect", {{"error", status.message()}, {"trace_id", exchange.trace.trace_id}});
  return Refusal(exchange, rpc::ToStatusProto(Refuse(::ladder::Reason::kInternal,
                                                     {{"trace", exchange.trace.trace_id}})));
}

void HttpFront::Record(const Exchange& exchange) const {
  RequestRecord record;
  record.http_method = exchange.request.method;
  if (exchange.match.route != nullptr) {
    record.pattern = exchange.route().pattern;
    record.rpc = exchange.method().path;
  }
  record.http_status = exchange.http_status;
  const std::string code = CodeName(static_cast<int>(exchange.code));
  record.code = code;
  record.duration = absl::Now() - exchange.start;
  record.trace_id = exchange.trace.trace_id;
  observer_.End(record);
}

}  // namespace ladder::gateway
