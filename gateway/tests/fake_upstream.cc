#include "gateway/tests/fake_upstream.h"

#include <grpc/grpc.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gateway/proxy/bytes.h"
#include "platform/status/status.h"

namespace ladder::gateway {

class FakeUpstream::Reactor : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(FakeUpstream& upstream, const grpc::GenericCallbackServerContext& context, Answer answer)
      : upstream_(upstream), answer_(std::move(answer)) {
    call_.method = context.method();
    call_.time_left = absl::FromChrono(context.deadline()) - absl::Now();
    for (const auto& [key, value] : context.client_metadata()) {
      call_.metadata.emplace(std::string(key.data(), key.size()),
                             std::string(value.data(), value.size()));
    }
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (ok) call_.messages.push_back(ToBytes(request_));
    if (ok && !answer_.early) {
      StartRead(&request_);
      return;
    }
    if (answer_.hold) {
      if (!upstream_.held_.HasBeenNotified()) upstream_.held_.Notify();
      return;
    }
    {
      const std::lock_guard<std::mutex> lock(upstream_.mutex_);
      upstream_.calls_.push_back(call_);
    }
    WriteNext();
  }
  void OnWriteDone(bool ok) override {
    if (ok) {
      WriteNext();
    } else {
      Finish(grpc::Status::CANCELLED);
    }
  }
  void OnCancel() override {
    if (!answer_.hold) return;
    Finish(grpc::Status::CANCELLED);
    if (!upstream_.cancelled_.HasBeenNotified()) upstream_.cancelled_.Notify();
  }
  void OnDone() override { delete this; }

 private:
  void WriteNext() {
    if (next_ == answer_.messages.size()) {
      Finish(answer_.status);
      return;
    }
    response_ = ToByteBuffer(answer_.messages[next_++]);
    StartWrite(&response_);
  }

  FakeUpstream& upstream_;
  const Answer answer_;
  Call call_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  size_t next_ = 0;
};

FakeUpstream::FakeUpstream() {
  // Kept for the whole program: gRPC's clean-up after its last user may take ten seconds.
  grpc_init();
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
  builder.RegisterCallbackGenericService(this);
  server_ = builder.BuildAndStart();
  LADDER_INVARIANT(server_ != nullptr);
}

FakeUpstream::~FakeUpstream() { server_->Shutdown(absl::ToChronoTime(absl::Now())); }

std::string FakeUpstream::address() const { return absl::StrCat("127.0.0.1:", port_); }

void FakeUpstream::AnswerWith(Answer answer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  answer_ = std::move(answer);
}

std::vector<FakeUpstream::Call> FakeUpstream::calls() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return calls_;
}

grpc::ServerGenericBidiReactor* FakeUpstream::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return new Reactor(*this, *context, answer_);
}

}  // namespace ladder::gateway
