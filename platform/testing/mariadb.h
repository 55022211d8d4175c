// A database server of the test's own: private socket, private directory, gone with the test
// process. Tests of storage talk to the real thing (docs/architecture.md, the database in tests is
// real).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"

namespace ladder {

struct MariaDbSettings {
  // Survives power loss, as in production, with a binary log; without it, only kill -9 of the
  // server.
  bool durable = false;
  // Further arguments of mariadbd, such as "--innodb-buffer-pool-size=512M"; later ones win.
  std::vector<std::string> arguments = {};
};

// Whatever goes wrong ends the test process with the server's log on stderr: without a database
// there is no test.
class TestMariaDb {
 public:
  explicit TestMariaDb(MariaDbSettings settings = {});
  ~TestMariaDb();
  TestMariaDb(const TestMariaDb&) = delete;
  TestMariaDb& operator=(const TestMariaDb&) = delete;

  std::string dsn() const;
  pid_t pid() const { return pid_; }

  // A new, empty schema whose name starts with `name`, and a user who may do nothing outside it.
  mysql::Options CreateSchema(absl::string_view name);
  // The administrator's, without a schema.
  mysql::Options RootOptions() const;
  // One statement as the administrator.
  absl::Status Administer(absl::string_view sql) const;

  // As a crash: SIGKILL. The sockets of clients break, the data stay.
  void Kill();
  // In order: SIGTERM, and waits.
  void Stop();
  // Again on the same data and the same socket; returns when it takes connections.
  void Start();

 private:
  std::vector<std::string> Arguments() const;
  void End(int signal);
  bool Greets() const;
  [[noreturn]] void Fail(absl::string_view what) const;

  const MariaDbSettings settings_;
  const pid_t owner_;  // a forked copy of the test must not end the server
  std::string dir_;
  pid_t pid_ = 0;
  int guard_ = -1;  // open as long as the test lives; its end wakes the cleaner
  int schemas_ = 0;
};

// The one server of this test binary, started at the first call.
TestMariaDb& SharedMariaDb();

}  // namespace ladder
