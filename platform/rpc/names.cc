#include "platform/rpc/names.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::rpc {
namespace {

bool IsSegment(absl::string_view segment) {
  if (segment.empty() || segment.size() > 64) return false;
  for (char c : segment) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '_' && c != '-')
      return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ParseName(absl::string_view pattern,
                                                   absl::string_view name,
                                                   absl::string_view field) {
  const std::vector<absl::string_view> wanted = absl::StrSplit(pattern, '/');
  const std::vector<absl::string_view> given = absl::StrSplit(name, '/');
  const auto refused = [&] {
    return RefuseField(Reason::kNameInvalid, field, {{"format", std::string(pattern)}});
  };
  if (wanted.size() != given.size()) return refused();
  std::vector<std::string> variables;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (absl::StartsWith(wanted[i], "{")) {
      if (!IsSegment(given[i])) return refused();
      variables.emplace_back(given[i]);
    } else if (wanted[i] != given[i]) {
      return refused();
    }
  }
  return variables;
}

absl::StatusOr<std::vector<Ulid>> ParseIds(absl::string_view pattern, absl::string_view name,
                                           absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<std::string> variables,
                          ParseName(pattern, name, field));
  std::vector<Ulid> ids;
  for (const std::string& variable : variables) {
    const absl::StatusOr<Ulid> id = Ulid::Parse(variable);
    if (!id.ok()) {
      return RefuseField(Reason::kNameInvalid, field, {{"format", std::string(pattern)}});
    }
    ids.push_back(*id);
  }
  return ids;
}

absl::StatusOr<Ulid> ParseId(absl::string_view pattern, absl::string_view name,
                             absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> ids, ParseIds(pattern, name, field));
  LADDER_INVARIANT(ids.size() == 1);
  return ids[0];
}

absl::StatusOr<std::optional<Ulid>> ParseOptionalId(absl::string_view pattern,
                                                    absl::string_view name,
                                                    absl::string_view field) {
  if (name.empty()) return std::optional<Ulid>();
  LADDER_ASSIGN_OR_RETURN(const Ulid id, ParseId(pattern, name, field));
  return std::optional<Ulid>(id);
}

std::string NameOf(absl::string_view collection, const Ulid& id) {
  return absl::StrCat(collection, "/", id.ToString());
}

absl::StatusOr<Ulid> IdForCreate(absl::string_view wanted, absl::Time now,
                                 absl::string_view field) {
  if (wanted.empty()) return Ulid::New(now);
  const absl::StatusOr<Ulid> id = Ulid::Parse(wanted);
  if (!id.ok() || id->is_zero())
    return RefuseField(Reason::kNameInvalid, field, {{"format", "ULID"}});
  return *id;
}

}  // namespace ladder::rpc
