// Citizen identity numbers by GB 11643-1999: 18 characters, and the 15 digits that came before them
// (docs/domain.md 2.2, 2.3). Once parsed a number is a CitizenId, and nobody tests it again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ladder/options/v1/reasons.h"
#include "platform/calendar/civil_day.h"
#include "platform/standards/county_table.h"
#include "platform/standards/sex.h"
#include "platform/standards/short_code.h"

namespace ladder {

// What a number is tested against besides itself.
struct CitizenIdRules {
  CivilDay today;               // births after it are refused
  const CountyTable& counties;  // today's and the historic county codes
  // Whether a code that was never a county's is refused. When false it passes, and the caller
  // warns.
  bool known_county_only = true;
};

class CitizenId {
 public:
  // A number that was parsed before it was stored. Anything else ends the process.
  static CitizenId FromStored(absl::string_view canonical);

  // 18 characters: 17 digits and a digit or X. Valid as long as this object.
  absl::string_view value() const { return code_.view(); }
  CivilDay birth() const;
  Sex sex() const;
  // The six digits of the county of first registration. Never where the person lives now
  // (docs/domain.md 2.2).
  int32_t division() const;
  // Whether `written` already was the number's one form: OK rather than OK_NORMALISED.
  bool WrittenAs(absl::string_view written) const { return code_.Is(written); }

  friend bool operator==(const CitizenId&, const CitizenId&) = default;
  friend auto operator<=>(const CitizenId&, const CitizenId&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const CitizenId& id) {
    return H::combine(std::move(h), id.code_);
  }

 private:
  explicit CitizenId(absl::string_view canonical) : code_(canonical) {}
  friend absl::StatusOr<CitizenId> ParseCitizenId(absl::string_view, const CitizenIdRules&,
                                                  absl::string_view);

  ShortCode<18> code_;
};

// Parses an 18-character number in any width and case, with or without spaces. Refuses about
// `field`, in this order: ID_LENGTH, ID_CHARSET, ID_CHECKSUM, ID_BIRTHDATE, ID_BIRTH_FUTURE,
// ID_BIRTH_TOO_OLD (over 150 years), ID_DIVISION, ID_DIVISION_UNKNOWN. The residence permits of
// Hong Kong, Macao and Taiwan people (810000, 820000, 830000) pass.
absl::StatusOr<CitizenId> ParseCitizenId(absl::string_view written, const CitizenIdRules& rules,
                                         absl::string_view field = "citizen_id");

// The same for a number of either length: 15 digits are upgraded first, so that both forms are one
// number.
absl::StatusOr<CitizenId> ParseOldOrNewCitizenId(absl::string_view written,
                                                 const CitizenIdRules& rules,
                                                 absl::string_view field = "citizen_id");

// The 18 characters of a 15-digit number: 19 after the sixth digit, the check character at the end.
// Refuses ID_LENGTH, ID_CHARSET, ID15_CENTENARIAN_REVIEW (sequence 996-999: born 18xx, a person
// decides), ID_BIRTHDATE.
absl::StatusOr<std::string> UpgradeCitizenId15(absl::string_view written,
                                               absl::string_view field = "citizen_id");

// Whether `written`, an 18-character number in any form, is the upgrade that `upgraded` holds:
// ID15_MISMATCH when another body or length, ID_CHECKSUM when only the check character differs.
absl::Status MatchUpgrade(absl::string_view upgraded, absl::string_view written,
                          absl::string_view field = "citizen_id");

// The first reason to refuse `canonical`, a number that CodeText has normalised; none when it is
// valid.
std::optional<Reason> CitizenIdFault(absl::string_view canonical, const CitizenIdRules& rules);

// The check character of 17 digits by ISO 7064 MOD 11-2. Other texts end the process.
char CitizenIdCheckCharacter(absl::string_view digits17);

}  // namespace ladder
