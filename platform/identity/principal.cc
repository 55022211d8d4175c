#include "platform/identity/principal.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::identity {

bool Principal::Holds(absl::string_view permission) const {
  for (const std::string& held : permissions) {
    if (held == permission || held == "*") return true;
    absl::string_view prefix = held;
    if (absl::ConsumeSuffix(&prefix, "*") && absl::EndsWith(prefix, ".") &&
        absl::StartsWith(permission, prefix)) {
      return true;
    }
  }
  return false;
}

absl::StatusOr<Principal> ParseDevelopmentHeader(absl::string_view header) {
  const absl::Status refused = Refuse(Reason::kUnauthenticated);
  Principal principal;
  std::vector<DivisionRange> ranges;
  std::vector<Ulid> persons;
  for (absl::string_view part : absl::StrSplit(header, ';', absl::SkipWhitespace())) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(absl::StripAsciiWhitespace(part), absl::MaxSplits('=', 1));
    if (pair.first == "principal") {
      principal.name = std::string(pair.second);
    } else if (pair.first == "permissions") {
      principal.permissions = absl::StrSplit(pair.second, ',', absl::SkipEmpty());
    } else if (pair.first == "divisions") {
      for (absl::string_view code : absl::StrSplit(pair.second, ',', absl::SkipEmpty())) {
        int64_t division = 0;
        if (code.size() != 12 || !absl::SimpleAtoi(code, &division)) return refused;
        ranges.push_back(Scope::Subtree(division));
      }
    } else if (pair.first == "persons") {
      for (absl::string_view text : absl::StrSplit(pair.second, ',', absl::SkipEmpty())) {
        absl::StatusOr<Ulid> id = Ulid::Parse(text);
        if (!id.ok()) return refused;
        persons.push_back(*id);
      }
    } else {
      return refused;
    }
  }
  if (principal.name.empty() || principal.name.size() > 128) return refused;
  absl::StatusOr<Scope> scope = Scope::Of(std::move(ranges), std::move(persons));
  if (!scope.ok()) return refused;
  principal.scope = *std::move(scope);
  return principal;
}

}  // namespace ladder::identity
