#include "platform/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace ladder::log {
namespace {

std::string& ServiceName() {
  static std::string* name = new std::string("ladder");
  return *name;
}

spdlog::logger& Sink() {
  static spdlog::logger* sink = [] {
    auto* logger = new spdlog::logger("ladder", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%v");
    logger->flush_on(spdlog::level::warn);
    return logger;
  }();
  return *sink;
}

nlohmann::ordered_json ToJson(absl::string_view level, absl::string_view event,
                              std::initializer_list<Field> fields) {
  nlohmann::ordered_json line;
  line["level"] = std::string(level);
  line["service"] = ServiceName();
  line["event"] = std::string(event);
  for (const Field& field : fields) {
    std::visit([&](const auto& value) { line[field.name] = value; }, field.value);
  }
  return line;
}

// Bytes that are no UTF-8 are replaced: a log line never breaks its reader.
std::string Dump(const nlohmann::ordered_json& line) {
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void Write(absl::string_view level, absl::string_view event, std::initializer_list<Field> fields) {
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone());
  line.update(ToJson(level, event, fields));
  Sink().log(spdlog::level::info, Dump(line));
}

}  // namespace

void Start(absl::string_view service) { ServiceName() = std::string(service); }

void Info(absl::string_view event, std::initializer_list<Field> fields) {
  Write("info", event, fields);
}
void Warning(absl::string_view event, std::initializer_list<Field> fields) {
  Write("warning", event, fields);
  Sink().flush();
}
void Error(absl::string_view event, std::initializer_list<Field> fields) {
  Write("error", event, fields);
  Sink().flush();
}

std::string Format(absl::string_view level, absl::string_view event,
                   std::initializer_list<Field> fields) {
  return Dump(ToJson(level, event, fields));
}

}  // namespace ladder::log
