// An upstream: numberer and EventFeed service of one schema behind a socket of their own, as a
// service's main wires them.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/grpcpp.h"
#include "platform/clock/clock.h"
#include "platform/feed/numberer.h"
#include "platform/feed/service.h"
#include "platform/feed/testing/things.h"
#include "platform/status/status.h"

namespace ladder::feed {

// A directory for sockets that goes with the test.
class SocketDir {
 public:
  SocketDir() { LADDER_INVARIANT(mkdtemp(path_.data()) != nullptr); }
  ~SocketDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string target() const { return absl::StrCat("unix:", path_, "/feed.sock"); }

 private:
  std::string path_ = "/tmp/feed_XXXXXX";
};

class FeedServer {
 public:
  explicit FeedServer(mysql::Database& database, EventFeedOptions options = {},
                      NumbererOptions numberer = {})
      : numberer_(database, clock_, heads_, wakeup_, std::move(numberer)),
        service_(database, clock_, heads_, {ThingPager()}, std::move(options)) {
    numberer_.Start();
    service_.Start();
    Listen();
  }
  ~FeedServer() {
    service_.Stop();
    Close();
    numberer_.Stop();
  }

  // The door alone; the service stays.
  void Listen() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(dir_.target(), grpc::InsecureServerCredentials());
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    LADDER_INVARIANT(server_ != nullptr);
  }
  void Close() {
    if (server_ != nullptr) server_->Shutdown(std::chrono::system_clock::now());
    server_.reset();
  }

  std::string target() const { return dir_.target(); }
  std::shared_ptr<grpc::Channel> channel() const {
    return grpc::CreateChannel(dir_.target(), grpc::InsecureChannelCredentials());
  }
  Wakeup& wakeup() { return wakeup_; }
  EventFeedService& service() { return service_; }

 private:
  const SocketDir dir_;
  const SystemClock clock_;
  Heads heads_;
  Wakeup wakeup_;
  Numberer numberer_;
  EventFeedService service_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace ladder::feed
