#include "platform/mysql/session.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace ladder::mysql {
namespace {

constexpr absl::string_view kModes[] = {"STRICT_ALL_TABLES", "NO_ZERO_IN_DATE", "NO_ZERO_DATE",
                                        "ERROR_FOR_DIVISION_BY_ZERO", "NO_ENGINE_SUBSTITUTION"};

absl::Status Missing(absl::string_view setting, absl::string_view wanted, absl::string_view found) {
  return absl::FailedPreconditionError(absl::StrCat("the database session has ", setting, " = '",
                                                    found, "', but '", wanted,
                                                    "' is needed: it is refused"));
}

}  // namespace

int64_t WholeSeconds(absl::Duration duration) {
  return std::max<int64_t>(1, absl::ToInt64Seconds(absl::Ceil(duration, absl::Seconds(1))));
}

std::string SessionSql(const Options& options) {
  return absl::StrFormat(
      "SET SESSION character_set_client = utf8mb4, SESSION character_set_connection = utf8mb4, "
      "SESSION character_set_results = utf8mb4, SESSION collation_connection = utf8mb4_bin, "
      "SESSION sql_mode = '%s', SESSION time_zone = '+00:00', "
      "SESSION tx_isolation = 'READ-COMMITTED', SESSION autocommit = 1, "
      "SESSION idle_transaction_timeout = %d, SESSION innodb_lock_wait_timeout = %d, "
      "SESSION max_statement_time = %.6f",
      absl::StrJoin(kModes, ","), WholeSeconds(options.idle_transaction_timeout),
      WholeSeconds(options.lock_wait_timeout), absl::ToDoubleSeconds(options.statement_timeout));
}

const absl::string_view kSessionQuery =
    "SELECT @@character_set_client, @@character_set_connection, @@character_set_results, "
    "@@collation_connection, @@sql_mode, @@time_zone, @@tx_isolation, @@autocommit, "
    "@@idle_transaction_timeout, @@innodb_lock_wait_timeout, "
    "CAST(ROUND(@@max_statement_time * 1000000) AS SIGNED), "
    "(SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = "
    "'Ssl_cipher')";

absl::Status CheckSession(const Options& options, const Row& row) {
  struct TextSetting {
    const char* name;
    size_t column;
    const char* wanted;
  };
  const TextSetting texts[] = {{"character_set_client", 0, "utf8mb4"},
                               {"character_set_connection", 1, "utf8mb4"},
                               {"character_set_results", 2, "utf8mb4"},
                               {"collation_connection", 3, "utf8mb4_bin"},
                               {"time_zone", 5, "+00:00"},
                               {"tx_isolation", 6, "READ-COMMITTED"}};
  for (const TextSetting& setting : texts) {
    const std::string found = row.OptText(setting.column).value_or("");
    if (found != setting.wanted) return Missing(setting.name, setting.wanted, found);
  }
  const std::string modes = row.OptText(4).value_or("");
  const std::vector<absl::string_view> found_modes = absl::StrSplit(modes, ',');
  for (absl::string_view mode : kModes) {
    if (std::find(found_modes.begin(), found_modes.end(), mode) == found_modes.end()) {
      return Missing("sql_mode", mode, modes);
    }
  }
  struct NumberSetting {
    const char* name;
    size_t column;
    int64_t wanted;
  };
  const NumberSetting numbers[] = {
      {"autocommit", 7, 1},
      {"idle_transaction_timeout", 8, WholeSeconds(options.idle_transaction_timeout)},
      {"innodb_lock_wait_timeout", 9, WholeSeconds(options.lock_wait_timeout)},
      {"max_statement_time (us)", 10, absl::ToInt64Microseconds(options.statement_timeout)}};
  for (const NumberSetting& setting : numbers) {
    const std::optional<int64_t> found = row.OptInt(setting.column);
    if (found != setting.wanted) {
      return Missing(setting.name, absl::StrCat(setting.wanted),
                     found ? absl::StrCat(*found) : "NULL");
    }
  }
  if (!options.tls_ca.empty() && row.OptText(11).value_or("").empty()) {
    return Missing("Ssl_cipher", "any cipher", "");
  }
  return absl::OkStatus();
}

}  // namespace ladder::mysql
