#include "platform/standards/citizen_id.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "platform/standards/age.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr absl::string_view kCheckCharacters = "10X98765432";
constexpr int kAgeMax = 150;
constexpr int kCentenarianSequence = 996;
// Written instead of a county on the residence permits of Hong Kong, Macao and Taiwan people.
constexpr std::array<int64_t, 3> kPermitDivisions = {810000, 820000, 830000};

constexpr std::array<bool, 100> MakeProvinces() {
  std::array<bool, 100> known = {};
  constexpr std::array<std::array<size_t, 2>, 7> kSpans = {
      {{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {81, 83}}};
  for (const auto& [first, last] : kSpans) {
    for (size_t code = first; code <= last; ++code) known[code] = true;
  }
  known[71] = true;
  return known;
}
constexpr std::array<bool, 100> kProvinces = MakeProvinces();

// nullopt when there is no such day. There is no year 0.
std::optional<CivilDay> RealDay(int64_t year, int64_t month, int64_t day) {
  const CivilDay civil(year, static_cast<int>(month), static_cast<int>(day));
  if (year < 1 || civil.year() != year || civil.month() != month || civil.day() != day)
    return std::nullopt;
  return civil;
}

std::optional<CivilDay> BirthOf(absl::string_view canonical) {
  return RealDay(DigitsValue(canonical.substr(6, 4)), DigitsValue(canonical.substr(10, 2)),
                 DigitsValue(canonical.substr(12, 2)));
}

bool HasIdForm(absl::string_view canonical) {
  return canonical.size() == 18 && AllDigits(canonical.substr(0, 17)) &&
         (DigitValue(canonical[17]) >= 0 || canonical[17] == 'X');
}

std::optional<Reason> BirthFault(absl::string_view canonical, CivilDay today) {
  const std::optional<CivilDay> birth = BirthOf(canonical);
  if (!birth) return Reason::kIdBirthdate;
  if (*birth > today) return Reason::kIdBirthFuture;
  if (Birthday(*birth, kAgeMax) < today) return Reason::kIdBirthTooOld;
  return std::nullopt;
}

std::optional<Reason> DivisionFault(absl::string_view canonical, const CitizenIdRules& rules) {
  if (!kProvinces[static_cast<size_t>(DigitsValue(canonical.substr(0, 2)))])
    return Reason::kIdDivision;
  const int64_t county = DigitsValue(canonical.substr(0, 6));
  if (!rules.known_county_only || rules.counties.Has(county) ||
      std::find(kPermitDivisions.begin(), kPermitDivisions.end(), county) !=
          kPermitDivisions.end()) {
    return std::nullopt;
  }
  return Reason::kIdDivisionUnknown;
}

std::optional<Reason> Fault15(absl::string_view canonical) {
  if (canonical.size() != 15) return Reason::kIdLength;
  if (!AllDigits(canonical)) return Reason::kIdCharset;
  if (DigitsValue(canonical.substr(12)) >= kCentenarianSequence)
    return Reason::kId15CentenarianReview;
  const std::optional<CivilDay> birth =
      RealDay(1900 + DigitsValue(canonical.substr(6, 2)), DigitsValue(canonical.substr(8, 2)),
              DigitsValue(canonical.substr(10, 2)));
  if (!birth) return Reason::kIdBirthdate;
  return std::nullopt;
}

}  // namespace

CitizenId CitizenId::FromStored(absl::string_view canonical) {
  LADDER_INVARIANT(HasIdForm(canonical) && BirthOf(canonical).has_value());
  return CitizenId(canonical);
}

CivilDay CitizenId::birth() const { return *BirthOf(value()); }

Sex CitizenId::sex() const { return DigitValue(value()[16]) % 2 == 1 ? Sex::kMale : Sex::kFemale; }

int32_t CitizenId::division() const {
  return static_cast<int32_t>(DigitsValue(value().substr(0, 6)));
}

std::optional<Reason> CitizenIdFault(absl::string_view canonical, const CitizenIdRules& rules) {
  if (canonical.size() != 18) return Reason::kIdLength;
  if (!HasIdForm(canonical)) return Reason::kIdCharset;
  if (CitizenIdCheckCharacter(canonical.substr(0, 17)) != canonical[17]) return Reason::kIdChecksum;
  if (const std::optional<Reason> fault = BirthFault(canonical, rules.today)) return fault;
  return DivisionFault(canonical, rules);
}

absl::StatusOr<CitizenId> ParseCitizenId(absl::string_view written, const CitizenIdRules& rules,
                                         absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = CitizenIdFault(code.text(), rules))
    return RefuseField(*fault, field);
  return CitizenId(code.text());
}

absl::StatusOr<CitizenId> ParseOldOrNewCitizenId(absl::string_view written,
                                                 const CitizenIdRules& rules,
                                                 absl::string_view field) {
  if (CodeText(written).size() != 15) return ParseCitizenId(written, rules, field);
  LADDER_ASSIGN_OR_RETURN(const std::string upgraded, UpgradeCitizenId15(written, field));
  return ParseCitizenId(upgraded, rules, field);
}

absl::StatusOr<std::string> UpgradeCitizenId15(absl::string_view written, absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = Fault15(code.text())) return RefuseField(*fault, field);
  std::string upgraded = absl::StrCat(code.text().substr(0, 6), "19", code.text().substr(6));
  upgraded.push_back(CitizenIdCheckCharacter(upgraded));
  return upgraded;
}

absl::Status MatchUpgrade(absl::string_view upgraded, absl::string_view written,
                          absl::string_view field) {
  const CodeText code(written);
  if (code.size() != 18 || code.text().substr(0, 17) != upgraded.substr(0, 17)) {
    return RefuseField(Reason::kId15Mismatch, field);
  }
  if (code.text() != upgraded) return RefuseField(Reason::kIdChecksum, field);
  return absl::OkStatus();
}

char CitizenIdCheckCharacter(absl::string_view digits17) {
  LADDER_INVARIANT(digits17.size() == kWeights.size() && AllDigits(digits17));
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) sum += DigitValue(digits17[i]) * kWeights[i];
  return kCheckCharacters[static_cast<size_t>(sum % 11)];
}

}  // namespace ladder
