#include "platform/migrate/migration.h"

#include <openssl/sha.h>

#include <array>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "platform/status/status.h"

namespace ladder::migrate {
namespace {

// Pieces of `text` between `separator`s that stand outside quotes and parentheses.
std::vector<std::string> SplitTop(absl::string_view text, char separator) {
  std::vector<std::string> pieces(1);
  char quote = '\0';
  int depth = 0;
  for (char c : text) {
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      --depth;
    } else if (c == separator && depth == 0) {
      pieces.emplace_back();
      continue;
    }
    pieces.back().push_back(c);
  }
  return pieces;
}

// Capitals, single spaces: for looking at keywords.
std::string Keywords(absl::string_view sql) {
  std::string text = absl::AsciiStrToUpper(StatementOf(sql));
  absl::RemoveExtraAsciiWhitespace(&text);
  return text;
}

bool SaysIf(absl::string_view clause) {
  return absl::StrContains(clause, " IF EXISTS ") || absl::StrContains(clause, " IF NOT EXISTS ");
}

// ALTER TABLE [IF EXISTS] name clause, clause ...
bool AlterIsRepeatable(absl::string_view statement) {
  absl::ConsumePrefix(&statement, "ALTER TABLE ");
  absl::ConsumePrefix(&statement, "IF EXISTS ");
  const size_t name_end = statement.find(' ');
  if (name_end == absl::string_view::npos) return false;
  const std::vector<std::string> clauses = SplitTop(statement.substr(name_end), ',');
  if (clauses.size() == 2 && clauses[0] == " DROP PRIMARY KEY" &&
      absl::StartsWith(clauses[1], " ADD PRIMARY KEY (")) {
    return true;
  }
  for (const std::string& clause : clauses) {
    const absl::string_view text = absl::StripAsciiWhitespace(clause);
    if (!SaysIf(clause) && !absl::StartsWith(text, "MODIFY ")) return false;
  }
  return true;
}

absl::Status Wrong(const Migration& migration, absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat("migration ", migration.component, "/", migration.name, ": ", what));
}

absl::Status CheckOne(const Migration& migration) {
  if (migration.version < 1) return Wrong(migration, "versions count from 1");
  if (migration.min_compatible < 1 || migration.min_compatible > migration.version) {
    return Wrong(migration, "min_compatible is between 1 and its version");
  }
  if (SplitTop(StatementOf(migration.sql), ';').size() != 1) {
    return Wrong(migration, "one statement a file");
  }
  if (FormOf(migration.sql) == Form::kRefused) {
    return Wrong(migration,
                 "its statement could not be repeated after a crash: use IF [NOT] EXISTS");
  }
  return absl::OkStatus();
}

}  // namespace

std::string StatementOf(absl::string_view sql) {
  std::vector<absl::string_view> lines;
  for (absl::string_view line : absl::StrSplit(sql, '\n')) {
    if (!absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), "--")) lines.push_back(line);
  }
  const std::string text = absl::StrJoin(lines, "\n");
  absl::string_view statement = absl::StripAsciiWhitespace(text);
  absl::ConsumeSuffix(&statement, ";");
  return std::string(absl::StripAsciiWhitespace(statement));
}

Form FormOf(absl::string_view sql) {
  const std::string statement = Keywords(sql);
  for (absl::string_view verb : {"INSERT ", "UPDATE ", "DELETE ", "REPLACE "}) {
    if (absl::StartsWith(statement, verb)) return Form::kChange;
  }
  if (absl::StartsWith(statement, "ALTER TABLE ")) {
    return AlterIsRepeatable(statement) ? Form::kRepeatable : Form::kRefused;
  }
  for (absl::string_view verb : {"CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ",
                                 "DROP TABLE ", "DROP INDEX ", "RENAME TABLE "}) {
    if (!absl::StartsWith(statement, verb)) continue;
    const absl::string_view rest = absl::StripPrefix(statement, verb);
    const bool repeatable =
        absl::StartsWith(rest, "IF EXISTS ") || absl::StartsWith(rest, "IF NOT EXISTS ");
    return repeatable ? Form::kRepeatable : Form::kRefused;
  }
  return Form::kRefused;
}

std::string ChecksumOf(absl::string_view sql) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(sql.data()), sql.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

absl::Status CheckSeries(absl::Span<const Migration> series) {
  for (size_t i = 0; i < series.size(); ++i) {
    LADDER_RETURN_IF_ERROR(CheckOne(series[i]));
    if (i == 0) continue;
    if (series[i].component != series[0].component) return Wrong(series[i], "another component");
    if (series[i].version <= series[i - 1].version) return Wrong(series[i], "versions grow");
  }
  return absl::OkStatus();
}

}  // namespace ladder::migrate
