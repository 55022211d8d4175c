#include "gateway/options.h"

#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/config/config.h"

// What every process has is defined once, in platform/config.
ABSL_DECLARE_FLAG(std::string, listen);
ABSL_DECLARE_FLAG(std::string, metrics_listen);
ABSL_DECLARE_FLAG(std::string, upstreams);
ABSL_DECLARE_FLAG(bool, insecure_identity);

ABSL_FLAG(std::string, descriptors, "", "file of the descriptor set whose methods are served");
ABSL_FLAG(std::string, http_listen, "", "HTTP address, such as 127.0.0.1:8080");
ABSL_FLAG(int, http_threads, 2, "threads that serve HTTP, 1 to 64");
ABSL_FLAG(int, upstream_channels, 2, "connections to each upstream, 1 to 16");
ABSL_FLAG(bool, access_log, true, "one log line per request");
ABSL_FLAG(int, max_connections, 4096, "open HTTP connections");
ABSL_FLAG(int, max_head_bytes, 16 * 1024, "request line and headers");
ABSL_FLAG(int, max_request_bytes, 4 * 1024 * 1024, "body of a request that is one message");
ABSL_FLAG(int, max_upload_bytes, 64 * 1024 * 1024, "body that is streamed");
ABSL_FLAG(int, max_body_memory_bytes, 512 * 1024 * 1024,
          "bodies in memory, of all connections together");
ABSL_FLAG(absl::Duration, idle_time, absl::Seconds(60),
          "how long a connection may wait between requests");
ABSL_FLAG(absl::Duration, head_time, absl::Seconds(10),
          "how long a client may take for request line and headers");
ABSL_FLAG(absl::Duration, body_time, absl::Seconds(30), "how long a client may take for a body");
ABSL_FLAG(absl::Duration, upload_time, absl::Seconds(300),
          "how long a client may take for a streamed body");
ABSL_FLAG(absl::Duration, write_time, absl::Seconds(30),
          "how long a client may take to accept a piece of an answer");
ABSL_FLAG(absl::Duration, deadline_default, absl::Seconds(10), "time of a call that asks for none");
ABSL_FLAG(absl::Duration, deadline_max, absl::Seconds(60),
          "longest time of a call, unless its method says otherwise");
ABSL_FLAG(absl::Duration, drain_time, absl::Seconds(20),
          "how long requests at work may go on after SIGTERM");

namespace ladder::gateway {
namespace {

constexpr const char* kFlags[] = {"listen",           "metrics_listen",
                                  "upstreams",        "insecure_identity",
                                  "descriptors",      "http_listen",
                                  "http_threads",     "upstream_channels",
                                  "access_log",       "max_connections",
                                  "max_head_bytes",   "max_request_bytes",
                                  "max_upload_bytes", "max_body_memory_bytes",
                                  "idle_time",        "head_time",
                                  "body_time",        "upload_time",
                                  "write_time",       "deadline_default",
                                  "deadline_max",     "drain_time"};

// LADDER_HTTP_LISTEN sets --http_listen.
void SetFromEnvironment(std::vector<std::string>& errors) {
  for (const char* name : kFlags) {
    const std::string variable = absl::StrCat("LADDER_", absl::AsciiStrToUpper(name));
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr) continue;
    std::string error;
    if (!absl::FindCommandLineFlag(name)->ParseFrom(value, &error)) {
      errors.push_back(absl::StrCat(variable, ": ", error));
    }
  }
}

// Reads bounded flags and remembers those that are out of bounds.
class Reader {
 public:
  explicit Reader(std::vector<std::string>& errors) : errors_(errors) {}

  std::string Needed(const char* name, const absl::Flag<std::string>& flag) {
    std::string value = absl::GetFlag(flag);
    if (value.empty()) errors_.push_back(absl::StrCat("--", name, " is needed"));
    return value;
  }
  int Between(const char* name, const absl::Flag<int>& flag, int least, int most) {
    const int value = absl::GetFlag(flag);
    if (value < least || value > most)
      errors_.push_back(absl::StrCat("--", name, " must be ", least, " to ", most));
    return value;
  }
  size_t Size(const char* name, const absl::Flag<int>& flag) {
    return static_cast<size_t>(Between(name, flag, 1, 1 << 30));
  }
  absl::Duration Time(const char* name, const absl::Flag<absl::Duration>& flag) {
    const absl::Duration value = absl::GetFlag(flag);
    if (value < absl::Milliseconds(1) || value > absl::Hours(1)) {
      errors_.push_back(absl::StrCat("--", name, " must be 1ms to 1h"));
    }
    return value;
  }

 private:
  std::vector<std::string>& errors_;
};

HttpLimits ReadLimits(Reader& reader) {
  HttpLimits limits;
  limits.connections_max = reader.Size("max_connections", FLAGS_max_connections);
  limits.head_bytes_max = reader.Size("max_head_bytes", FLAGS_max_head_bytes);
  limits.body_bytes_max = reader.Size("max_request_bytes", FLAGS_max_request_bytes);
  limits.upload_bytes_max = reader.Size("max_upload_bytes", FLAGS_max_upload_bytes);
  limits.bodies_bytes_max = reader.Size("max_body_memory_bytes", FLAGS_max_body_memory_bytes);
  limits.idle_time_max = reader.Time("idle_time", FLAGS_idle_time);
  limits.head_time_max = reader.Time("head_time", FLAGS_head_time);
  limits.body_time_max = reader.Time("body_time", FLAGS_body_time);
  limits.upload_time_max = reader.Time("upload_time", FLAGS_upload_time);
  limits.write_time_max = reader.Time("write_time", FLAGS_write_time);
  return limits;
}

}  // namespace

absl::StatusOr<GatewayOptions> LoadOptions(int argc, char** argv) {
  std::vector<std::string> errors;
  SetFromEnvironment(errors);
  absl::ParseCommandLine(argc, argv);

  Reader reader(errors);
  GatewayOptions options;
  options.descriptors = reader.Needed("descriptors", FLAGS_descriptors);
  options.http_listen = reader.Needed("http_listen", FLAGS_http_listen);
  options.listen = reader.Needed("listen", FLAGS_listen);
  options.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);
  options.upstream_channels = reader.Between("upstream_channels", FLAGS_upstream_channels, 1, 16);
  options.http_threads =
      static_cast<size_t>(reader.Between("http_threads", FLAGS_http_threads, 1, 64));
  options.insecure_identity = absl::GetFlag(FLAGS_insecure_identity);
  options.access_log = absl::GetFlag(FLAGS_access_log);
  options.http = ReadLimits(reader);
  options.deadlines.fallback = reader.Time("deadline_default", FLAGS_deadline_default);
  options.deadlines.longest = reader.Time("deadline_max", FLAGS_deadline_max);
  options.drain_time_max = reader.Time("drain_time", FLAGS_drain_time);
  absl::StatusOr<std::map<std::string, std::string>> upstreams =
      config::ParseUpstreams(absl::GetFlag(FLAGS_upstreams));
  if (upstreams.ok()) {
    options.upstreams = *std::move(upstreams);
  } else {
    errors.push_back(absl::StrCat("--upstreams: ", upstreams.status().message()));
  }
  if (!errors.empty()) return absl::InvalidArgumentError(absl::StrJoin(errors, "\n"));
  return options;
}

}  // namespace ladder::gateway
