#include "registry-svc/domain/names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "ladder/registry/v1/reasons.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder::registry {
namespace {

// Letters of any script pass: which characters a name may hold is not ours to say. Digits and signs
// are typing errors.
bool IsNameCharacter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 ||
         absl::ascii_isalpha(static_cast<unsigned char>(c)) || c == ' ' || c == '-' || c == '\'';
}

bool IsNumberCharacter(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
         absl::ascii_isupper(static_cast<unsigned char>(c));
}

}  // namespace

absl::StatusOr<PersonName> ParsePersonName(absl::string_view written, absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(
      const std::string text,
      ParseText(written, {.field = field, .characters_max = 50, .required = true}));
  std::string name =
      absl::StrReplaceAll(text, {{"•", "·"}, {"‧", "·"}, {"・", "·"}, {"・", "·"}, {"　", " "}});
  if (!std::all_of(name.begin(), name.end(), IsNameCharacter) ||
      name.find("  ") != std::string::npos || name.find("··") != std::string::npos) {
    return RefuseField(Reason::kPersonNameInvalid, field);
  }
  return PersonName(std::move(name));
}

absl::StatusOr<HouseholdNo> ParseHouseholdNo(absl::string_view written, absl::string_view field) {
  const CodeText code(written);
  const absl::string_view text = code.text();
  if (text.size() < 4 || text.size() > 20 ||
      !std::all_of(text.begin(), text.end(), IsNumberCharacter)) {
    return RefuseField(Reason::kHouseholdNoInvalid, field);
  }
  return HouseholdNo(std::string(text));
}

}  // namespace ladder::registry
