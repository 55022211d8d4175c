#include "platform/config/config.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/status/status.h"

ABSL_FLAG(std::string, listen, "", "gRPC address, such as 127.0.0.1:7101");
ABSL_FLAG(std::string, metrics_listen, "", "address of /metrics; empty: none");
ABSL_FLAG(std::string, db_dsn, "", "database: unix:///path/my.sock or tcp://host:3306");
ABSL_FLAG(std::string, db_schema, "", "the service's schema");
ABSL_FLAG(std::string, db_user, "", "the service's database user");
ABSL_FLAG(std::string, db_password_file, "", "file that holds the database password");
ABSL_FLAG(std::string, db_tls_ca, "",
          "file of the CA the database's certificate must come from; empty: no TLS");
ABSL_FLAG(int, db_connections, 16, "connections, and workers, 1 to 256");
ABSL_FLAG(bool, insecure_identity, false,
          "accept the development identity header; never in production");
ABSL_FLAG(bool, movable_clock, false, "follow the civil clock's offset row; never in production");
ABSL_FLAG(bool, migrate, false, "apply the schema's migrations and exit");
ABSL_FLAG(std::string, upstreams, "", "services this one listens to: name=host:port,...");
ABSL_FLAG(std::string, page_token_key_file, "",
          "file of the page tokens' keys, one a line, current first");
ABSL_FLAG(std::string, index_key_file, "", "file of the key of blind indexes");
ABSL_FLAG(
    std::string, seal_key_file, "",
    "file of the keys of what is kept sealed, one a line, current first; empty: the index key");
ABSL_FLAG(absl::Duration, settle_time, absl::Seconds(10),
          "how far reports stay behind the database's clock");
ABSL_FLAG(std::string, time_zone, "Asia/Shanghai", "time zone of the civil day");
ABSL_FLAG(int64_t, county, 420625000000, "the county's 12-digit division");
ABSL_FLAG(std::string, crash_at, "", "named point at which this process ends itself; tests only");

namespace ladder::config {
namespace {

constexpr const char* kFlags[] = {"listen",
                                  "metrics_listen",
                                  "db_dsn",
                                  "db_schema",
                                  "db_user",
                                  "db_password_file",
                                  "db_tls_ca",
                                  "db_connections",
                                  "insecure_identity",
                                  "movable_clock",
                                  "migrate",
                                  "upstreams",
                                  "page_token_key_file",
                                  "index_key_file",
                                  "seal_key_file",
                                  "settle_time",
                                  "time_zone",
                                  "county",
                                  "crash_at"};

// LADDER_DB_DSN sets --db_dsn.
std::vector<std::string> SetFromEnvironment() {
  std::vector<std::string> errors;
  for (const char* name : kFlags) {
    const std::string variable = absl::StrCat("LADDER_", absl::AsciiStrToUpper(name));
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr) continue;
    std::string error;
    if (!absl::FindCommandLineFlag(name)->ParseFrom(value, &error)) {
      errors.push_back(absl::StrCat(variable, ": ", error));
    }
  }
  return errors;
}

// Collects what is wrong, so that one start names everything.
class Errors {
 public:
  void Add(std::string error) { errors_.push_back(std::move(error)); }
  void Need(const char* flag, const std::string& value) {
    if (value.empty()) Add(absl::StrCat("--", flag, " is needed"));
  }
  template <typename T>
  T Take(const char* flag, absl::StatusOr<T> result) {
    if (result.ok()) return *std::move(result);
    Add(absl::StrCat("--", flag, ": ", result.status().message()));
    return T();
  }
  absl::Status ToStatus() const {
    return errors_.empty() ? absl::OkStatus()
                           : absl::InvalidArgumentError(absl::StrJoin(errors_, "\n"));
  }

 private:
  std::vector<std::string> errors_;
};

std::vector<std::string> Lines(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipWhitespace());
}

}  // namespace

absl::StatusOr<std::string> ReadSecret(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  return std::string(absl::StripAsciiWhitespace(content.str()));
}

absl::StatusOr<std::map<std::string, std::string>> ParseUpstreams(absl::string_view text) {
  std::map<std::string, std::string> upstreams;
  for (absl::string_view part : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    const std::vector<absl::string_view> pair = absl::StrSplit(part, absl::MaxSplits('=', 1));
    if (pair.size() != 2 || pair[0].empty() || pair[1].find(':') == absl::string_view::npos) {
      return absl::InvalidArgumentError(absl::StrCat("\"", part, "\" is not name=host:port"));
    }
    if (!upstreams.emplace(std::string(pair[0]), std::string(pair[1])).second) {
      return absl::InvalidArgumentError(absl::StrCat("\"", pair[0], "\" is named twice"));
    }
  }
  return upstreams;
}

absl::StatusOr<Config> Load(int argc, char** argv) {
  Errors errors;
  for (std::string& error : SetFromEnvironment()) errors.Add(std::move(error));
  absl::ParseCommandLine(argc, argv);

  Config config;
  config.listen = absl::GetFlag(FLAGS_listen);
  config.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);
  config.db_dsn = absl::GetFlag(FLAGS_db_dsn);
  config.db_schema = absl::GetFlag(FLAGS_db_schema);
  config.db_user = absl::GetFlag(FLAGS_db_user);
  config.db_tls_ca = absl::GetFlag(FLAGS_db_tls_ca);
  config.db_connections = absl::GetFlag(FLAGS_db_connections);
  config.insecure_identity = absl::GetFlag(FLAGS_insecure_identity);
  config.movable_clock = absl::GetFlag(FLAGS_movable_clock);
  config.migrate = absl::GetFlag(FLAGS_migrate);
  config.settle_time = absl::GetFlag(FLAGS_settle_time);
  config.time_zone = absl::GetFlag(FLAGS_time_zone);
  config.county = absl::GetFlag(FLAGS_county);
  if (config.county < 110'000'000'000 || config.county > 999'999'000'000 ||
      config.county % 1'000'000 != 0) {
    errors.Add("--county must be a county's division: 6 digits and 6 zeros");
  }
  config.crash_at = absl::GetFlag(FLAGS_crash_at);
  if (!config.crash_at.empty() && !config.insecure_identity)
    errors.Add("--crash_at needs --insecure_identity");
  config.upstreams = errors.Take("upstreams", ParseUpstreams(absl::GetFlag(FLAGS_upstreams)));

  errors.Need("db_dsn", config.db_dsn);
  errors.Need("db_schema", config.db_schema);
  errors.Need("db_user", config.db_user);
  if (!config.migrate) errors.Need("listen", config.listen);
  if (config.db_connections < 1 || config.db_connections > 256)
    errors.Add("--db_connections must be 1 to 256");
  if (const std::string path = absl::GetFlag(FLAGS_db_password_file); !path.empty()) {
    config.db_password = errors.Take("db_password_file", ReadSecret(path));
  }
  if (const std::string path = absl::GetFlag(FLAGS_page_token_key_file); !path.empty()) {
    config.page_token_keys = Lines(errors.Take("page_token_key_file", ReadSecret(path)));
  } else if (!config.migrate) {
    errors.Add("--page_token_key_file is needed: replicas must read each other's page tokens");
  }
  if (const std::string path = absl::GetFlag(FLAGS_index_key_file); !path.empty()) {
    config.index_key = errors.Take("index_key_file", ReadSecret(path));
  }
  if (const std::string path = absl::GetFlag(FLAGS_seal_key_file); !path.empty()) {
    config.seal_keys = Lines(errors.Take("seal_key_file", ReadSecret(path)));
  } else if (!config.index_key.empty()) {
    config.seal_keys = {config.index_key};
  }
  if (!config.migrate && config.seal_keys.empty()) {
    errors.Add(
        "--seal_key_file or --index_key_file is needed: replicas must open each other's work");
  }
  LADDER_RETURN_IF_ERROR(errors.ToStatus());
  return config;
}

}  // namespace ladder::config
