#include "platform/mysql/session.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::mysql {
namespace {

const auto kRefused = HasCode(absl::StatusCode::kFailedPrecondition);

TEST(SessionTest, EverySettingIsAsserted) {
  const std::string modes =
      "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
      "NO_ENGINE_SUBSTITUTION";
  using Cells = std::vector<Row::Cell>;
  const Cells right = {"utf8mb4",  "utf8mb4",  "utf8mb4",        "utf8mb4_bin",
                       modes,      "+00:00",   "READ-COMMITTED", int64_t{1},
                       int64_t{3}, int64_t{2}, int64_t{5000000}, ""};
  const Options options;
  EXPECT_THAT(CheckSession(options, Row(right)), IsOk());
  const Cells wrong = {
      "latin1",  "latin1",          "latin1",   "utf8mb4_general_ci", "STRICT_TRANS_TABLES",
      "SYSTEM",  "REPEATABLE-READ", int64_t{0}, int64_t{0},           int64_t{50},
      int64_t{0}};
  for (size_t i = 0; i < wrong.size(); ++i) {
    Cells cells = right;
    cells[i] = wrong[i];
    EXPECT_THAT(CheckSession(options, Row(cells)), kRefused) << i;
    cells[i] = Row::Cell();
    EXPECT_THAT(CheckSession(options, Row(cells)), kRefused) << i;
  }
  Options secure;
  secure.tls_ca = "/ca.pem";
  EXPECT_THAT(CheckSession(secure, Row(right)), kRefused);
  Cells encrypted = right;
  encrypted[11] = "TLS_AES_256_GCM_SHA384";
  EXPECT_THAT(CheckSession(secure, Row(encrypted)), IsOk());
}

TEST(SessionTest, TimeoutsAreWholeSecondsAndNeverNone) {
  EXPECT_EQ(WholeSeconds(absl::ZeroDuration()), 1);
  EXPECT_EQ(WholeSeconds(absl::Milliseconds(1)), 1);
  EXPECT_EQ(WholeSeconds(absl::Milliseconds(1001)), 2);
  EXPECT_EQ(WholeSeconds(absl::Seconds(3)), 3);
}

// The server cuts a value it does not support to one that it does, with a warning nobody reads.
TEST(SessionTest, ASettingThatTheServerBendsIsRefused) {
  Options options = SharedMariaDb().CreateSchema("session");
  EXPECT_THAT(Database::Open(options), IsOk());
  options.idle_transaction_timeout = absl::Hours(24 * 366 * 10);
  EXPECT_THAT(Database::Open(options), kRefused);
}

TEST(SessionTest, AWrongAccountOrSchemaIsRefusedAndADeadServerUnavailable) {
  const Options right = SharedMariaDb().CreateSchema("session");
  Options options = right;
  options.password = "no";
  EXPECT_THAT(Database::Open(options), kRefused);
  options = right;
  options.schema = "nowhere";
  EXPECT_THAT(Database::Open(options), kRefused);
  options = right;
  options.dsn = "unix:///tmp/no-such-socket";
  EXPECT_THAT(Database::Open(options), Refused("DATABASE_UNAVAILABLE"));
}

// An authority, a server's key signed by it, and another authority.
class TlsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string path = "/tmp/ladder-tls-XXXXXX";
    ASSERT_NE(mkdtemp(path.data()), nullptr);
    dir_ = path;
    for (const char* name : {"ca", "other"}) {
      Run(absl::StrCat("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=", name,
                       " -keyout ", name, ".key -out ", name, ".pem"));
    }
    Run("openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out "
        "server.csr");
    Run("openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
        "-out server.pem");
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  void Run(const std::string& command) {
    ASSERT_EQ(std::system(absl::StrCat("cd ", dir_, " && ", command, " >/dev/null 2>&1").c_str()),
              0)
        << command;
  }

  std::string dir_;
};

TEST_F(TlsTest, ClearTextAndStrangersAreRefusedWhenAnAuthorityIsNamed) {
  Options plain = SharedMariaDb().CreateSchema("tls");
  plain.tls_ca = dir_ + "/ca.pem";
  EXPECT_THAT(Database::Open(plain), kRefused);

  TestMariaDb server({.arguments = {absl::StrCat("--ssl-ca=", dir_, "/ca.pem"),
                                    absl::StrCat("--ssl-cert=", dir_, "/server.pem"),
                                    absl::StrCat("--ssl-key=", dir_, "/server.key")}});
  Options options = server.CreateSchema("tls");
  options.tls_ca = dir_ + "/ca.pem";
  LADDER_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Database> database, Database::Open(options));
  EXPECT_THAT(database->ExecuteAlone("SELECT 1"), IsOk());
  options.tls_ca = dir_ + "/other.pem";
  EXPECT_THAT(Database::Open(options), kRefused);
}

}  // namespace
}  // namespace ladder::mysql
