#include "platform/operations/tests/commit_loss.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr int kPollMs = 10;
// A packet of the protocol: its command, COM_QUERY, and its text.
constexpr char kCommit[] =
    "\x03"
    "COMMIT";

sockaddr_un AddressOf(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  LADDER_INVARIANT(path.size() < sizeof(address.sun_path));
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

std::string ReadSome(int from) {
  std::string bytes(65536, '\0');
  const ssize_t count = recv(from, bytes.data(), bytes.size(), 0);
  bytes.resize(count > 0 ? static_cast<size_t>(count) : 0);
  return bytes;
}

bool WriteAll(int to, const std::string& bytes) {
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = send(to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<size_t>(count);
  }
  return true;
}

}  // namespace

CommitLoss::CommitLoss(const std::string& server)
    : server_(absl::StripPrefix(server, "unix://")), dir_("/tmp/ladder-loss-XXXXXX") {
  LADDER_INVARIANT(mkdtemp(dir_.data()) != nullptr);
  listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = AddressOf(absl::StrCat(dir_, "/my.sock"));
  LADDER_INVARIANT(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) ==
                   0);
  LADDER_INVARIANT(listen(listener_, 16) == 0);
  acceptor_ = std::thread([this] { Accept(); });
}

CommitLoss::~CommitLoss() {
  stopping_ = true;
  acceptor_.join();
  for (std::thread& carrier : carriers_) carrier.join();
  close(listener_);
  unlink(absl::StrCat(dir_, "/my.sock").c_str());
  rmdir(dir_.c_str());
}

std::string CommitLoss::dsn() const { return absl::StrCat("unix://", dir_, "/my.sock"); }

void CommitLoss::Accept() {
  while (!stopping_) {
    pollfd waiting = {.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, kPollMs) <= 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = AddressOf(server_);
    LADDER_INVARIANT(
        connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    carriers_.emplace_back([this, client, server] { Carry(client, server); });
  }
}

bool CommitLoss::Loses(const std::string& bytes) {
  if (!absl::StrContains(bytes, kCommit)) return false;
  int left = to_lose_;
  while (left > 0 && !to_lose_.compare_exchange_weak(left, left - 1)) {
  }
  return left > 0;
}

void CommitLoss::Carry(int client, int server) {
  while (!stopping_) {
    pollfd ends[] = {{.fd = client, .events = POLLIN, .revents = 0},
                     {.fd = server, .events = POLLIN, .revents = 0}};
    if (poll(ends, 2, kPollMs) <= 0) continue;
    if (ends[0].revents != 0) {
      const std::string bytes = ReadSome(client);
      if (bytes.empty() || !WriteAll(server, bytes)) break;
      if (Loses(bytes)) {
        // The server's answer is read, so it has committed, and goes nowhere.
        (void)ReadSome(server);
        ++lost_;
        break;
      }
    }
    if (ends[1].revents != 0) {
      const std::string bytes = ReadSome(server);
      if (bytes.empty() || !WriteAll(client, bytes)) break;
    }
  }
  close(client);
  close(server);
}

}  // namespace ladder::operations
