#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gateway/proxy/bytes.h"
#include "gateway/tests/front_fixture.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

constexpr char kGet[] = "/ladder.gatewaytest.v1.EchoService/GetThing";
constexpr char kWatch[] = "/ladder.gatewaytest.v1.EchoService/WatchThings";
constexpr char kUpload[] = "/ladder.gatewaytest.v1.EchoService/UploadThing";

// A client call whose requests all go out before the first answer is read.
class ClientCall : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  void Start(grpc::GenericStub& stub, const std::string& method,
             std::vector<std::string> requests) {
    requests_ = std::move(requests);
    stub.PrepareBidiStreamingCall(&context, method, grpc::StubOptions(), this);
    StartRead(&response_);
    WriteNext();
    StartCall();
  }
  grpc::Status Wait() {
    EXPECT_TRUE(done_.WaitForNotificationWithTimeout(absl::Seconds(10)));
    return status_;
  }
  const std::vector<std::string>& responses() const { return responses_; }

  void OnWriteDone(bool ok) override {
    if (ok) WriteNext();
  }
  void OnReadDone(bool ok) override {
    if (!ok) return;
    responses_.push_back(ToBytes(response_));
    StartRead(&response_);
  }
  void OnDone(const grpc::Status& status) override {
    status_ = status;
    done_.Notify();
  }

  grpc::ClientContext context;

 private:
  void WriteNext() {
    if (next_ == requests_.size()) {
      StartWritesDone();
      return;
    }
    request_ = ToByteBuffer(requests_[next_++]);
    StartWrite(&request_);
  }

  std::vector<std::string> requests_;
  size_t next_ = 0;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  std::vector<std::string> responses_;
  grpc::Status status_;
  absl::Notification done_;
};

class GrpcFrontTest : public FrontTest {
 protected:
  grpc::GenericStub& stub() {
    if (stub_ == nullptr) {
      stub_ = std::make_unique<grpc::GenericStub>(grpc::CreateChannel(
          absl::StrCat("127.0.0.1:", grpc_->port()), grpc::InsecureChannelCredentials()));
    }
    return *stub_;
  }

 private:
  std::unique_ptr<grpc::GenericStub> stub_;
};

TEST_F(GrpcFrontTest, PassesBytesOn) {
  struct Case {
    const char* method;
    std::vector<std::string> requests;
    std::vector<std::string> answers;
  };
  const Case kCases[] = {
      {kGet, {"any bytes"}, {"others"}},
      {kGet, {""}, {""}},
      {kWatch, {"w"}, {"one", "two", std::string(1'000'000, 'x')}},
      {kUpload, {"a", "b", std::string(1'000'000, 'y')}, {"done"}},
  };
  for (const Case& c : kCases) {
    upstream_.AnswerWith({.messages = c.answers});
    ClientCall call;
    call.context.AddMetadata("traceparent",
                             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    call.context.AddMetadata("x-ladder-dev-identity", "principal=users/ann");
    call.Start(stub(), c.method, c.requests);
    EXPECT_TRUE(call.Wait().ok()) << c.method;
    EXPECT_EQ(call.responses(), c.answers) << c.method;
    FakeUpstream::Call seen = upstream_.calls().back();
    EXPECT_EQ(seen.method, c.method);
    EXPECT_EQ(seen.messages, c.requests);
    EXPECT_EQ(seen.metadata["traceparent"].substr(3, 32), "0af7651916cd43dd8448eb211c80319c");
    EXPECT_EQ(seen.metadata.count("x-ladder-dev-identity"), 0u);
  }
}

TEST_F(GrpcFrontTest, InternalAndUnknownMethodsAreNotThere) {
  for (const char* method :
       {"/ladder.gatewaytest.v1.EchoService/Hidden", "/ladder.events.v1.EventFeed/Read",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "/x/y"}) {
    ClientCall call;
    call.Start(stub(), method, {""});
    EXPECT_EQ(call.Wait().error_code(), grpc::StatusCode::UNIMPLEMENTED) << method;
  }
  EXPECT_TRUE(upstream_.calls().empty());
}

TEST_F(GrpcFrontTest, RefusalsPassAndDefectsDoNot) {
  const google::rpc::Status refusal =
      rpc::ToStatusProto(Refuse(::ladder::Reason::kNotFound, {{"name", "things/a"}}));
  upstream_.AnswerWith({.status = grpc::Status(grpc::StatusCode::NOT_FOUND, refusal.message(),
                                               refusal.SerializeAsString())});
  ClientCall refused;
  refused.Start(stub(), kGet, {""});
  const grpc::Status status = refused.Wait();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(rpc::ReasonOfDetails(status.error_details()), "NOT_FOUND");
  upstream_.AnswerWith({.status = grpc::Status(grpc::StatusCode::INTERNAL, "secret")});
  ClientCall failed;
  failed.Start(stub(), kGet, {""});
  EXPECT_EQ(failed.Wait().error_message().find("secret"), std::string::npos);
  EXPECT_EQ(rpc::ReasonOfDetails(failed.Wait().error_details()), "INTERNAL");
}

TEST_F(GrpcFrontTest, DeadlinesArePassedAndCut) {
  upstream_.AnswerWith({.messages = {""}});
  struct Case {
    absl::Duration asked;
    absl::Duration least;
    absl::Duration most;
  };
  const Case kCases[] = {
      {absl::InfiniteDuration(), absl::Seconds(8), absl::Seconds(10)},
      {absl::Seconds(5), absl::Seconds(3), absl::Seconds(5)},
      {absl::Seconds(3600), absl::Seconds(58), absl::Seconds(60)},
  };
  for (const Case& c : kCases) {
    ClientCall call;
    if (c.asked != absl::InfiniteDuration())
      call.context.set_deadline(absl::ToChronoTime(absl::Now() + c.asked));
    call.Start(stub(), kGet, {""});
    call.Wait();
    EXPECT_GE(upstream_.calls().back().time_left, c.least) << c.asked;
    // gRPC rounds what it sends up.
    EXPECT_LE(upstream_.calls().back().time_left, c.most + absl::Seconds(1)) << c.asked;
  }
}

TEST_F(GrpcFrontTest, CancellationReachesTheUpstream) {
  upstream_.AnswerWith({.hold = true});
  ClientCall call;
  call.Start(stub(), kGet, {""});
  ASSERT_TRUE(upstream_.WaitForHeld());
  call.context.TryCancel();
  EXPECT_EQ(call.Wait().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(upstream_.WaitForCancelled());
}

TEST_F(GrpcFrontTest, AnUpstreamMayAnswerBeforeItHasReadAll) {
  upstream_.AnswerWith({.messages = {"enough"}, .early = true});
  ClientCall call;
  call.Start(stub(), kUpload, std::vector<std::string>(100, std::string(100'000, 'x')));
  EXPECT_TRUE(call.Wait().ok());
  EXPECT_EQ(call.responses(), std::vector<std::string>{"enough"});
}

TEST_F(GrpcFrontTest, DrainEndsWhatOutlastsIt) {
  upstream_.AnswerWith({.hold = true});
  ClientCall call;
  call.Start(stub(), kGet, {""});
  ASSERT_TRUE(upstream_.WaitForHeld());
  grpc_->Drain(absl::Milliseconds(20));
  EXPECT_FALSE(call.Wait().ok());
}

}  // namespace
}  // namespace ladder::gateway
