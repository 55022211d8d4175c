// The harness on the wire: a real gRPC server and client, no database.
#include "platform/rpc/harness.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <thread>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/rpctest/v1/echo.grpc.pb.h"
#include "platform/rpc/binder.h"
#include "platform/rpc/status_proto.h"
#include "platform/server/server.h"
#include "platform/testing/status_matchers.h"

namespace ladder::rpc {
namespace {

namespace pb = ::ladder::rpctest::v1;

// Handlers as services write them.
class EchoRpc {
 public:
  void Bind(Binder& binder) {
    binder.Service("ladder.rpctest.v1.EchoService")
        .Unary("GetEcho", this, &EchoRpc::GetEcho)
        .Unary("CreateEcho", this, &EchoRpc::CreateEcho)
        .Unary("ListEchoes", this, &EchoRpc::ListEchoes)
        .Unary("UpdateEcho", this, &EchoRpc::UpdateEcho);
  }

  absl::StatusOr<pb::Echo> GetEcho(const Call& call, const pb::GetEchoRequest& request) {
    if (request.name() == "throw") throw std::bad_alloc();
    if (request.name() == "internal") return absl::InternalError("secret detail");
    if (request.name() == "refuse") return Refuse(Reason::kNotFound, {{"name", request.name()}});
    pb::Echo echo;
    echo.set_name(request.name());
    echo.set_text(call.principal().name);
    echo.set_output(call.trace().trace_id);
    return echo;
  }
  absl::StatusOr<pb::Echo> CreateEcho(const Call&, const pb::CreateEchoRequest& request) {
    if (++at_work == 1) started.Notify();
    release.WaitForNotification();
    return request.echo();
  }
  absl::StatusOr<pb::ListEchoesResponse> ListEchoes(const Call&, const pb::ListEchoesRequest&) {
    return pb::ListEchoesResponse();
  }
  absl::StatusOr<pb::Echo> UpdateEcho(const Call&, const pb::UpdateEchoRequest& request) {
    return request.echo();
  }

  std::atomic<int> at_work{0};
  absl::Notification started, release;
};

class HarnessTest : public ::testing::Test {
 protected:
  HarnessTest() {
    absl::TimeZone zone = absl::FixedTimeZone(8 * 3600);
    civil_clock_ = std::make_unique<CivilClock>(system_clock_, zone);
    Binder binder;
    rpc_.Bind(binder);
    harness_ = std::make_unique<Harness>(HarnessOptions{.workers = 1, .insecure_identity = true},
                                         system_clock_, *civil_clock_, metrics_, *binder.Finish());
    server_ = *server::Server::Start({}, *harness_);
    channel_ = grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
    stub_ = pb::EchoService::NewStub(channel_);
  }

  // "" for OK, otherwise the reason.
  std::string Get(const std::string& name,
                  const std::string& identity = "principal=users/ann; permissions=*",
                  pb::Echo* answer = nullptr) {
    grpc::ClientContext context;
    if (!identity.empty()) context.AddMetadata(identity::kDevelopmentHeader, identity);
    context.AddMetadata("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    pb::GetEchoRequest request;
    request.set_name(name);
    pb::Echo echo;
    last_ = stub_->GetEcho(&context, request, &echo);
    if (answer != nullptr) *answer = echo;
    return last_.ok() ? "" : ReasonOfDetails(last_.error_details());
  }
  std::string Create(const std::string& request_id) {
    grpc::ClientContext context;
    context.AddMetadata(identity::kDevelopmentHeader, "principal=users/ann; permissions=*");
    pb::CreateEchoRequest request;
    request.set_request_id(request_id);
    request.mutable_echo()->set_text("x");
    request.mutable_echo()->set_number(1);
    request.mutable_echo()->set_colour(pb::COLOUR_RED);
    pb::Echo echo;
    const grpc::Status status = stub_->CreateEcho(&context, request, &echo);
    return status.ok() ? "" : ReasonOfDetails(status.error_details());
  }

  SystemClock system_clock_;
  telemetry::Metrics metrics_;
  std::unique_ptr<CivilClock> civil_clock_;
  EchoRpc rpc_;
  std::unique_ptr<Harness> harness_;
  std::unique_ptr<server::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<pb::EchoService::Stub> stub_;
  grpc::Status last_;
};

TEST_F(HarnessTest, AnswersWithTheCallersIdentityAndTrace) {
  pb::Echo echo;
  EXPECT_EQ(Get("hello", "principal=users/ann; permissions=rpctest.*", &echo), "");
  EXPECT_EQ(echo.name(), "hello");
  EXPECT_EQ(echo.text(), "users/ann");
  EXPECT_EQ(echo.output(), "4bf92f3577b34da6a3ce929d0e0e4736");
}

TEST_F(HarnessTest, ChecksInTheFixedOrder) {
  EXPECT_EQ(Get("", ""), "UNAUTHENTICATED");
  EXPECT_EQ(Get("", "principal=users/ann; permissions=other.*"), "PERMISSION_DENIED");
  EXPECT_EQ(Get(""), "FIELD_REQUIRED");
  EXPECT_EQ(Get("refuse"), "NOT_FOUND");
}

TEST_F(HarnessTest, NothingInsideLeaks) {
  EXPECT_EQ(Get("internal"), "INTERNAL");
  EXPECT_EQ(last_.error_message().find("secret"), std::string::npos);
  EXPECT_EQ(Get("throw"), "INTERNAL");
  EXPECT_NE(last_.error_message().find("4bf92f3577b34da6a3ce929d0e0e4736"), std::string::npos);
}

TEST_F(HarnessTest, UnreadableRequestsAreRefusedAsBadInput) {
  grpc::ClientContext context;
  context.AddMetadata(identity::kDevelopmentHeader, "principal=users/ann; permissions=*");
  // An Echo whose field 2 is text where the request expects a message of its own.
  pb::Echo wrong;
  wrong.set_name("\xff\xff\xff");
  pb::GetEchoRequest request;
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(1, "\xff\xfe");
  pb::Echo echo;
  const grpc::Status status = stub_->GetEcho(&context, request, &echo);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
}

TEST_F(HarnessTest, OneRequestIdIsAtWorkOnceFourWaitOthersAreTold) {
  std::vector<std::thread> threads;
  std::atomic<int> ok{0}, in_progress{0};
  threads.emplace_back([&] { ok += Create("r1").empty(); });
  rpc_.started.WaitForNotification();
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      const std::string reason = Create("r1");
      ok += reason.empty();
      in_progress += reason == "REQUEST_IN_PROGRESS";
    });
  }
  const absl::Time give_up = absl::Now() + absl::Seconds(10);
  while (in_progress < 2 && absl::Now() < give_up) std::this_thread::yield();
  EXPECT_EQ(rpc_.at_work, 1);
  // Waiting calls hold no worker, but another id would: the one worker is busy. Let go.
  rpc_.release.Notify();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(in_progress, 2);
  EXPECT_EQ(ok, 5);
}

TEST_F(HarnessTest, AFullQueueRefusesAtOnceWithARetryDelay) {
  std::vector<std::thread> threads;
  std::atomic<int> overloaded{0};
  threads.emplace_back([&] { Create("r0"); });
  rpc_.started.WaitForNotification();
  for (int i = 1; i <= 4; ++i) {  // one worker, so the queue holds two
    threads.emplace_back([&, i] { overloaded += Create("r" + std::to_string(i)) == "OVERLOADED"; });
  }
  const absl::Time give_up = absl::Now() + absl::Seconds(10);
  while (overloaded < 2 && absl::Now() < give_up) std::this_thread::yield();
  rpc_.release.Notify();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(overloaded, 2);
}

TEST_F(HarnessTest, DrainingRefusesNewCalls) {
  harness_->BeginDrain();
  EXPECT_EQ(Get("hello"), "SHUTTING_DOWN");
}

TEST(BinderTest, AServiceWithAMissingHandlerOrPermissionDoesNotStart) {
  EchoRpc rpc;
  Binder binder;
  binder.Service("ladder.rpctest.v1.EchoService").Unary("GetEcho", &rpc, &EchoRpc::GetEcho);
  EXPECT_THAT(binder.Finish(), HasCode(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace ladder::rpc
