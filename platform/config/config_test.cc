#include "platform/config/config.h"

#include <cstdlib>
#include <fstream>

#include "absl/flags/reflection.h"
#include "platform/testing/status_matchers.h"

namespace ladder::config {
namespace {

class ConfigTest : public ::testing::Test {
 protected:
  absl::StatusOr<Config> LoadWith(std::vector<std::string> args) {
    args.insert(args.begin(), "service");
    std::vector<char*> argv;
    for (std::string& arg : args) argv.push_back(arg.data());
    return Load(static_cast<int>(argv.size()), argv.data());
  }
  std::string Write(const std::string& name, const std::string& content) {
    const std::string path = ::testing::TempDir() + name;
    std::ofstream(path) << content;
    return path;
  }
  absl::FlagSaver saver_;  // flags are process-wide
};

TEST_F(ConfigTest, CommandLineOverEnvironmentAndSecretsFromFiles) {
  setenv("LADDER_DB_DSN", "unix:///env.sock", 1);
  setenv("LADDER_DB_SCHEMA", "from_env", 1);
  const absl::StatusOr<Config> config =
      LoadWith({"--listen=127.0.0.1:1", "--db_schema=registry", "--db_user=registry",
                "--db_password_file=" + Write("password", "s3cret\n"),
                "--page_token_key_file=" + Write("keys", "new\nold\n"),
                "--index_key_file=" + Write("index", "indexed\n"),
                "--upstreams=registry=127.0.0.1:1,matching=127.0.0.1:2"});
  unsetenv("LADDER_DB_DSN");
  unsetenv("LADDER_DB_SCHEMA");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->db_dsn, "unix:///env.sock");
  EXPECT_EQ(config->db_schema, "registry");
  EXPECT_EQ(config->db_password, "s3cret");
  EXPECT_EQ(config->page_token_keys, (std::vector<std::string>{"new", "old"}));
  EXPECT_EQ(config->upstreams.at("matching"), "127.0.0.1:2");
  // Nothing else was said of what seals.
  EXPECT_EQ(config->seal_keys, (std::vector<std::string>{"indexed"}));
}

TEST_F(ConfigTest, SealKeysAreTheirOwn) {
  const absl::StatusOr<Config> config =
      LoadWith({"--listen=127.0.0.1:1", "--db_dsn=unix:///a", "--db_schema=a", "--db_user=a",
                "--page_token_key_file=" + Write("keys", "token\n"),
                "--index_key_file=" + Write("index", "indexed\n"),
                "--seal_key_file=" + Write("seal", "new\nold\n")});
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->seal_keys, (std::vector<std::string>{"new", "old"}));
}

TEST_F(ConfigTest, EveryBadValueIsNamedAtOnce) {
  setenv("LADDER_DB_CONNECTIONS", "many", 1);
  const absl::Status status =
      LoadWith({"--upstreams=registry", "--db_password_file=/nowhere"}).status();
  unsetenv("LADDER_DB_CONNECTIONS");
  for (const char* part :
       {"LADDER_DB_CONNECTIONS", "--upstreams", "--db_dsn", "--db_schema", "--db_user", "--listen",
        "--db_password_file", "--page_token_key_file", "--seal_key_file"}) {
    EXPECT_NE(status.message().find(part), absl::string_view::npos) << part << " in\n"
                                                                    << status.message();
  }
}

}  // namespace
}  // namespace ladder::config
