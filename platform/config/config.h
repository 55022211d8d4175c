// Configuration of a service process: Abseil flags, each with an environment variable
// LADDER_<FLAG>, secrets from files. Read once in main; nothing below main looks at a flag.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ladder::config {

struct Config {
  std::string listen = "";          // --listen: gRPC address
  std::string metrics_listen = "";  // --metrics_listen: Prometheus address, empty for none
  std::string db_dsn = "";
  std::string db_schema = "";
  std::string db_user = "";
  std::string db_password = "";  // read from --db_password_file
  std::string db_tls_ca = "";
  int db_connections = 16;
  bool insecure_identity = false;  // accept the development header
  bool movable_clock = false;      // follow the civil clock's offset row
  bool migrate = false;            // apply migrations and exit
  std::map<std::string, std::string> upstreams =
      {};  // name -> address of the services this one listens to
  std::vector<std::string> page_token_keys =
      {};                      // from --page_token_key_file, one a line, current first
  std::string index_key = "";  // key of blind indexes, from --index_key_file
  // What is kept sealed; from --seal_key_file, one a line, current first; else the index key.
  std::vector<std::string> seal_keys = {};
  std::string time_zone = "Asia/Shanghai";  // of the county's civil day
  int64_t county = 0;                       // the county's 12-digit division
  std::string crash_at =
      "";  // a named point at which the process ends, for tests; needs insecure_identity
  absl::Duration settle_time =
      absl::Seconds(10);  // how far known_at stays behind the database's clock
};

// Environment first, then the command line over it. Every bad or missing value is named in one
// error, a line each.
absl::StatusOr<Config> Load(int argc, char** argv);

// "registry=127.0.0.1:7101,matching=127.0.0.1:7102"
absl::StatusOr<std::map<std::string, std::string>> ParseUpstreams(absl::string_view text);

// The file's content without surrounding white space; an error that names the file, never its
// content.
absl::StatusOr<std::string> ReadSecret(const std::string& path);

}  // namespace ladder::config
