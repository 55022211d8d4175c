// One migration: one numbered SQL statement, embedded in the binary (docs/architecture.md 9.8).
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace ladder::migrate {

// A row of a generated table; the texts are constants.
struct Migration {
  absl::string_view component = "";  // "platform", "registry": each counts for itself
  int version = 0;                   // the file's number, from 1
  absl::string_view name = "";       // "0001_households"
  absl::string_view sql = "";        // the whole file
  int min_compatible =
      1;  // the oldest version of the component that works on the schema after this
};

// How a statement can be run again after a crash that left its outcome unknown.
enum class Form {
  kChange,  // INSERT, UPDATE, DELETE, REPLACE: in one transaction with its row in schema_migration
  kRepeatable,  // DDL that changes nothing the second time
  kRefused,  // DDL of which nobody could say after a crash whether it happened, and anything else
};

// The form of one statement. A table is made by CREATE TABLE IF NOT EXISTS; every clause of an
// ALTER TABLE says IF EXISTS or IF NOT EXISTS, or is a MODIFY, or it gives the table another
// primary key by DROP PRIMARY KEY, ADD PRIMARY KEY (...) and does nothing else.
Form FormOf(absl::string_view sql);

// The statement itself: without comment lines and a last semicolon.
std::string StatementOf(absl::string_view sql);

// SHA-256 of the file's text, 32 bytes.
std::string ChecksumOf(absl::string_view sql);

// FAILED_PRECONDITION unless the versions grow, all rows are of one component, each has one
// statement of a form that is not refused, and 1 <= min_compatible <= version. An empty series is
// fine.
absl::Status CheckSeries(absl::Span<const Migration> series);

}  // namespace ladder::migrate
