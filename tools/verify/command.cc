#include "tools/verify/command.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/calendar/text_file.h"
#include "platform/status/status.h"

namespace ladder::verify {
namespace {

// What the words ask for.
struct Command {
  const Check* check = nullptr;
  std::string file;
  Settings settings;
};

absl::Status Usage(absl::string_view what) {
  std::string names;
  for (const Check& check : AllChecks())
    absl::StrAppend(&names, names.empty() ? "" : "|", check.name);
  return absl::InvalidArgumentError(absl::StrCat(what, "; usage: ladder-verify ", names,
                                                 " FILE [--today YYYY-MM-DD] [--cache DIR]",
                                                 " [--stored ADDRESS]"));
}

absl::Status ReadOption(const std::string& name, const std::string& value, Settings& settings) {
  if (name == "--cache") {
    settings.cache = value;
    return absl::OkStatus();
  }
  if (name == "--stored") {
    settings.stored = value;
    return absl::OkStatus();
  }
  if (name != "--today") return Usage(absl::StrCat("there is no option ", name));
  const absl::StatusOr<CivilDay> today = ParseDay(value);
  if (!today.ok()) return Usage(absl::StrCat(value, " is not a day"));
  settings.today = *today;
  return absl::OkStatus();
}

absl::StatusOr<Command> ParseCommand(const std::vector<std::string>& words,
                                     const Settings& defaults) {
  Command command{.check = nullptr, .file = "", .settings = defaults};
  std::vector<std::string> names;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!absl::StartsWith(words[i], "--")) {
      names.push_back(words[i]);
    } else if (i + 1 == words.size()) {
      return Usage(absl::StrCat(words[i], " needs a value"));
    } else {
      LADDER_RETURN_IF_ERROR(ReadOption(words[i], words[i + 1], command.settings));
      ++i;
    }
  }
  if (names.size() != 2) return Usage("a check and a file are needed");
  const absl::Span<const Check> checks = AllChecks();
  const auto check = std::find_if(checks.begin(), checks.end(),
                                  [&](const Check& one) { return one.name == names[0]; });
  if (check == checks.end()) return Usage(absl::StrCat("there is no check ", names[0]));
  command.check = &*check;
  command.file = names[1];
  return command;
}

absl::Status RunCheck(const Command& command, Report& report) {
  LADDER_ASSIGN_OR_RETURN(const std::string text, ReadTextFile(command.file));
  const absl::Status checked = command.check->run(text, command.settings, report);
  if (absl::IsInvalidArgument(checked)) {
    return absl::InvalidArgumentError(absl::StrCat(command.file, ": ", checked.message()));
  }
  return checked;
}

Outcome NothingChecked(const absl::Status& why) {
  return {.exit_code = 2, .out = "", .error = absl::StrCat("ladder-verify: ", why.message(), "\n")};
}

}  // namespace

Outcome RunCommand(const std::vector<std::string>& words, const Settings& defaults) {
  const absl::StatusOr<Command> command = ParseCommand(words, defaults);
  if (!command.ok()) return NothingChecked(command.status());
  Report report;
  if (const absl::Status checked = RunCheck(*command, report); !checked.ok())
    return NothingChecked(checked);
  return {.exit_code = report.has_failures() ? 1 : 0, .out = report.ToText(), .error = ""};
}

}  // namespace ladder::verify
