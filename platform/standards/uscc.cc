#include "platform/standards/uscc.h"

#include <array>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // no I, O, S, V, Z
constexpr absl::string_view kDepartments = "123456789ANY";
constexpr std::array<int, 17> kUsccWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                              29, 25, 13, 8,  24, 10, 30, 28};
constexpr std::array<int, 8> kOrganisationWeights = {3, 7, 9, 10, 5, 8, 4, 2};

constexpr std::array<int, 128> MakeAlphabetValues() {
  std::array<int, 128> values = {};
  for (int& value : values) value = -1;
  for (size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<size_t>(kAlphabet[i])] = static_cast<int>(i);
  return values;
}
constexpr std::array<int, 128> kAlphabetValues = MakeAlphabetValues();

// Place in the USCC's alphabet, or -1.
int UsccValue(char c) {
  const size_t byte = static_cast<unsigned char>(c);
  return byte < kAlphabetValues.size() ? kAlphabetValues[byte] : -1;
}

// 0-9, and A = 10 to Z = 35; -1 for any other.
int OrganisationValue(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return DigitValue(c);
}

bool InUsccAlphabet(absl::string_view canonical) {
  for (const char c : canonical) {
    if (UsccValue(c) < 0) return false;
  }
  return true;
}

bool HasOrganisationCharacters(absl::string_view canonical) {
  for (const char c : canonical.substr(0, 8)) {
    if (OrganisationValue(c) < 0) return false;
  }
  return DigitValue(canonical[8]) >= 0 || canonical[8] == 'X';
}

bool HasOrganisationCheck(absl::string_view canonical) {
  return OrganisationCheckCharacter(canonical.substr(0, 8)) == canonical[8];
}

std::optional<Reason> OrganisationFault(absl::string_view canonical) {
  if (canonical.size() != 9) return Reason::kOrgLength;
  if (!HasOrganisationCharacters(canonical)) return Reason::kOrgCharset;
  if (!HasOrganisationCheck(canonical)) return Reason::kOrgChecksum;
  return std::nullopt;
}

std::optional<Reason> UsccFault(absl::string_view canonical, bool pilot) {
  if (canonical.size() != 18) return Reason::kUsccLength;
  if (!InUsccAlphabet(canonical)) return Reason::kUsccCharset;
  if (!pilot && UsccCheckCharacter(canonical.substr(0, 17)) != canonical[17])
    return Reason::kUsccChecksum;
  if (!absl::StrContains(kDepartments, canonical[0])) return Reason::kUsccDepartment;
  if (!pilot && !HasOrganisationCheck(canonical.substr(8, 9))) return Reason::kUsccOrgChecksum;
  return std::nullopt;
}

}  // namespace

std::string OrganisationCode::Printed() const {
  return absl::StrCat(value().substr(0, 8), "-", value().substr(8));
}

bool OrganisationCode::WrittenAs(absl::string_view written) const {
  return code_.Is(written) || written == Printed();
}

absl::StatusOr<OrganisationCode> ParseOrganisationCode(absl::string_view written,
                                                       absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = OrganisationFault(code.text()))
    return RefuseField(*fault, field);
  return OrganisationCode(code.text());
}

Uscc Uscc::FromStored(absl::string_view canonical) {
  LADDER_INVARIANT(canonical.size() == 18);
  return Uscc(canonical);
}

absl::StatusOr<Uscc> ParseUscc(absl::string_view written, absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = UsccFault(code.text(), false))
    return RefuseField(*fault, field);
  return Uscc(code.text());
}

absl::StatusOr<Uscc> ParsePilotUscc(absl::string_view written, absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = UsccFault(code.text(), true))
    return RefuseField(*fault, field);
  return Uscc(code.text());
}

char UsccCheckCharacter(absl::string_view body17) {
  LADDER_INVARIANT(body17.size() == kUsccWeights.size() && InUsccAlphabet(body17));
  int sum = 0;
  for (size_t i = 0; i < kUsccWeights.size(); ++i) sum += UsccValue(body17[i]) * kUsccWeights[i];
  return kAlphabet[static_cast<size_t>((31 - sum % 31) % 31)];
}

char OrganisationCheckCharacter(absl::string_view body8) {
  LADDER_INVARIANT(body8.size() == kOrganisationWeights.size());
  int sum = 0;
  for (size_t i = 0; i < kOrganisationWeights.size(); ++i) {
    const int value = OrganisationValue(body8[i]);
    LADDER_INVARIANT(value >= 0);
    sum += value * kOrganisationWeights[i];
  }
  constexpr absl::string_view kChecks =
      "0X987654321";  // 11 - sum mod 11, where 11 is 0 and 10 is X
  return kChecks[static_cast<size_t>(sum % 11)];
}

}  // namespace ladder
