// Connections and servers that go away: before COMMIT, at COMMIT, and for a process that was
// stopped.
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/mysql/database.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::mysql {
namespace {

constexpr absl::string_view kInsert = "INSERT INTO thing VALUES (?)";

int64_t CountOf(Database& database) {
  const absl::StatusOr<int64_t> count =
      database.Read([](Transaction& tx) -> absl::StatusOr<int64_t> {
        LADDER_ASSIGN_OR_RETURN(const std::optional<Row> row,
                                tx.QueryOne("SELECT COUNT(*) FROM thing"));
        return row->Int(0);
      });
  EXPECT_THAT(count, IsOk());
  return count.value_or(-1);
}

absl::Status KillSession(Transaction& tx) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<Row> row, tx.QueryOne("SELECT CONNECTION_ID()"));
  return SharedMariaDb().Administer(absl::StrCat("KILL ", row->Int(0)));
}

class LossTest : public testing::Test {
 protected:
  void SetUp() override {
    options_ = SharedMariaDb().CreateSchema("loss");
    absl::StatusOr<std::unique_ptr<Database>> opened = Database::Open(options_);
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
    ASSERT_THAT(database_->ExecuteAlone("CREATE TABLE thing (id INT PRIMARY KEY) ENGINE=InnoDB"),
                IsOk());
  }

  Options options_;
  std::unique_ptr<Database> database_;
};

TEST_F(LossTest, ALossBeforeCommitIsRunAgain) {
  int runs = 0;
  EXPECT_THAT(database_->Transact([&](Transaction& tx) -> absl::Status {
    ++runs;
    LADDER_RETURN_IF_ERROR(tx.Execute(kInsert, {1}).status());
    if (runs == 1) {
      LADDER_RETURN_IF_ERROR(KillSession(tx));
    }
    return tx.Execute(kInsert, {2}).status();
  }),
              IsOk());
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(CountOf(*database_), 2);
  EXPECT_EQ(database_->stats().discarded, 1);
}

TEST_F(LossTest, ALossAtCommitIsRunAgainOnlyIfHarmless) {
  struct Case {
    bool repeatable;
    bool writes;
    int runs;
    const char* reason;
  };
  const Case cases[] = {
      {false, true, 1, "DATABASE_UNAVAILABLE"}, {true, true, 2, ""}, {false, false, 2, ""}};
  for (const Case& c : cases) {
    ASSERT_THAT(database_->ExecuteAlone("DELETE FROM thing"), IsOk());
    int runs = 0;
    const absl::Status status =
        database_->Transact({.repeatable = c.repeatable}, [&](Transaction& tx) -> absl::Status {
          ++runs;
          if (c.writes) LADDER_RETURN_IF_ERROR(tx.Execute(kInsert, {1}).status());
          return runs == 1 ? KillSession(tx) : absl::OkStatus();
        });
    EXPECT_EQ(ReasonOf(status), c.reason) << status;
    EXPECT_EQ(runs, c.runs);
    EXPECT_EQ(CountOf(*database_), c.writes && status.ok() ? 1 : 0);
  }
}

TEST_F(LossTest, LossesWithoutEndAreUnavailable) {
  int runs = 0;
  EXPECT_THAT(database_->Transact([&](Transaction& tx) -> absl::Status {
    ++runs;
    LADDER_RETURN_IF_ERROR(KillSession(tx));
    return tx.Execute(kInsert, {1}).status();
  }),
              Refused("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(runs, 3);
}

TEST_F(LossTest, TheSameDatabaseWorksAgainAfterItsServerWasKilled) {
  TestMariaDb server;
  Options options = server.CreateSchema("killed");
  LADDER_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Database> database, Database::Open(options));
  ASSERT_THAT(database->ExecuteAlone("CREATE TABLE thing (id INT PRIMARY KEY) ENGINE=InnoDB"),
              IsOk());
  const auto use_all = [&](int first) {
    std::vector<std::thread> threads;
    std::atomic<int> ok{0};
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        ok += database
                  ->Transact(
                      [&](Transaction& tx) { return tx.Execute(kInsert, {first + i}).status(); })
                  .ok();
      });
    }
    for (std::thread& thread : threads) thread.join();
    return ok.load();
  };
  EXPECT_EQ(use_all(0), 8);
  for (int round = 1; round <= 3; ++round) {
    server.Kill();
    EXPECT_THAT(database->Read([](Transaction& tx) { return tx.Query("SELECT 1").status(); }),
                Refused("DATABASE_UNAVAILABLE"));
    server.Start();
    EXPECT_EQ(use_all(round * 8), 8) << round;
  }
  // A restart that nobody noticed: every connection of the pool is stale.
  server.Kill();
  server.Start();
  EXPECT_EQ(use_all(100), 8);
  EXPECT_EQ(CountOf(*database), 40);
}

// Between client and server: passes everything, until a COMMIT (a query is told by a byte 3) has
// gone through; then it cuts the line before the answer comes back.
class CuttingProxy {
 public:
  explicit CuttingProxy(const std::string& server_dsn)
      : server_path_(server_dsn.substr(strlen("unix://"))), path_(server_path_ + ".proxy") {
    listener_ = Socket();
    const sockaddr_un address = Address(path_);
    EXPECT_EQ(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    EXPECT_EQ(listen(listener_, 16), 0);
    thread_ = std::thread([this] { Serve(); });
  }
  ~CuttingProxy() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    for (std::thread& line : lines_) line.join();
    close(listener_);
    unlink(path_.c_str());
  }

  std::string dsn() const { return "unix://" + path_; }
  void CutNextCommit() { armed_ = true; }

 private:
  static int Socket() { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }
  static sockaddr_un Address(const std::string& path) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
    return address;
  }

  void Serve() {
    for (;;) {
      const int client = accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      lines_.emplace_back([this, client] { Pass(client); });
    }
  }

  void Pass(int client) {
    const int server = Socket();
    const sockaddr_un address = Address(server_path_);
    const bool connected =
        connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    bool cut = false;
    pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    while (connected && poll(ends, 2, -1) > 0) {
      char buffer[65536];
      const bool from_client = ends[0].revents != 0;
      const ssize_t size = read(from_client ? client : server, buffer, sizeof(buffer));
      if (size <= 0 || (cut && !from_client)) break;
      const absl::string_view bytes(buffer, static_cast<size_t>(size));
      if (from_client &&
          absl::StrContains(bytes,
                            "\x03"
                            "COMMIT") &&
          armed_.exchange(false))
        cut = true;
      if (write(from_client ? server : client, buffer, bytes.size()) != size) break;
    }
    close(client);
    close(server);
  }

  const std::string server_path_;
  const std::string path_;
  int listener_ = -1;
  std::atomic<bool> armed_{false};
  std::thread thread_;
  std::vector<std::thread> lines_;
};

TEST_F(LossTest, ACommitWhoseAnswerWasLostIsNotSaidToHaveFailedOrSucceeded) {
  CuttingProxy proxy(options_.dsn);
  options_.dsn = proxy.dsn();
  LADDER_ASSERT_OK_AND_ASSIGN(std::unique_ptr<Database> through, Database::Open(options_));
  int runs = 0;
  proxy.CutNextCommit();
  const absl::Status once = through->Transact([&](Transaction& tx) {
    ++runs;
    return tx.Execute(kInsert, {1}).status();
  });
  EXPECT_THAT(once, Refused("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(RefusalOf(once)->metadata, (Metadata{{"commit", "unknown"}}));
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(CountOf(*database_), 1);

  // Repeatable: the second run finds the first one's row, as a request id would be found.
  runs = 0;
  proxy.CutNextCommit();
  const absl::Status twice =
      through->Transact({.repeatable = true}, [&](Transaction& tx) -> absl::Status {
        ++runs;
        LADDER_ASSIGN_OR_RETURN(const Rows rows, tx.Query("SELECT id FROM thing WHERE id = 2"));
        return rows.empty() ? tx.Execute(kInsert, {2}).status() : absl::OkStatus();
      });
  EXPECT_THAT(twice, IsOk());
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(CountOf(*database_), 2);
  through.reset();
}

// A process that stands still between its last statement and COMMIT loses its locks to others, and
// then commits nothing.
TEST_F(LossTest, AStoppedProcessCannotCommitLate) {
  Options options = options_;
  options.idle_transaction_timeout = absl::Seconds(1);
  options.transaction_time_max = absl::Seconds(60);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const absl::StatusOr<std::unique_ptr<Database>> mine = Database::Open(options);
    const absl::Status status = (*mine)->Transact([&](Transaction& tx) -> absl::Status {
      LADDER_RETURN_IF_ERROR(tx.Execute(kInsert, {1}).status());
      (void)!write(ends[1], "x", 1);
      raise(SIGSTOP);
      return absl::OkStatus();
    });
    _exit(ReasonOf(status) == "DATABASE_UNAVAILABLE" ? 42 : 1);
  }
  char told = 0;
  ASSERT_EQ(read(ends[0], &told, 1), 1);
  // Waits for the stopped process's row lock, and gets it when the server gives that process up.
  EXPECT_THAT(
      database_->Transact([](Transaction& tx) { return tx.Execute(kInsert, {1}).status(); }),
      IsOk());
  kill(child, SIGCONT);
  int state = 0;
  waitpid(child, &state, 0);
  EXPECT_TRUE(WIFEXITED(state) && WEXITSTATUS(state) == 42) << state;
  EXPECT_EQ(CountOf(*database_), 1);
}

}  // namespace
}  // namespace ladder::mysql
