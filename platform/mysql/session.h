// The settings every session has, and the proof that it has them. The connector ignores options it
// doesn't know and falls back to clear text silently, so nothing is believed that the server does
// not confirm.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "platform/mysql/value.h"

namespace ladder::mysql {

// One SET statement with all settings of a session.
std::string SessionSql(const Options& options);

// Reads the settings back, in the order CheckSession expects.
extern const absl::string_view kSessionQuery;

// FAILED_PRECONDITION naming the first setting that is not as SessionSql asked.
absl::Status CheckSession(const Options& options, const Row& row);

// Whole seconds, at least 1: the grain of most of the server's timeouts.
int64_t WholeSeconds(absl::Duration duration);

}  // namespace ladder::mysql
