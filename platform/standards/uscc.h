// Who a firm is: the unified social credit code (USCC) of GB 32100-2015 and the organisation code
// of GB 11714-1997 that stands inside it (docs/domain.md 2.2).
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/standards/short_code.h"

namespace ladder {

class OrganisationCode {
 public:
  // 9 characters, without a hyphen. Valid as long as this object.
  absl::string_view value() const { return code_.view(); }
  // As it is printed: 12345678-8.
  std::string Printed() const;
  // Whether `written` already was one of the code's two forms: the hyphen may stand or not.
  bool WrittenAs(absl::string_view written) const;

  friend bool operator==(const OrganisationCode&, const OrganisationCode&) = default;

 private:
  explicit OrganisationCode(absl::string_view canonical) : code_(canonical) {}
  friend absl::StatusOr<OrganisationCode> ParseOrganisationCode(absl::string_view,
                                                                absl::string_view);

  ShortCode<9> code_;
};

// Refuses about `field`, in this order: ORG_LENGTH, ORG_CHARSET (8 digits or letters, then a digit
// or X), ORG_CHECKSUM.
absl::StatusOr<OrganisationCode> ParseOrganisationCode(
    absl::string_view written, absl::string_view field = "organisation_code");

class Uscc {
 public:
  // A code that was parsed before it was stored. Another length ends the process.
  static Uscc FromStored(absl::string_view canonical);

  // 18 characters. Valid as long as this object.
  absl::string_view value() const { return code_.view(); }
  char department() const { return value()[0]; }  // who registered it: 9 is the market regulator
  absl::string_view division() const { return value().substr(2, 6); }  // of the registering office
  absl::string_view organisation_code() const {
    return value().substr(8, 9);
  }  // the firm's own 9 characters
  bool WrittenAs(absl::string_view written) const { return code_.Is(written); }

  friend bool operator==(const Uscc&, const Uscc&) = default;
  friend auto operator<=>(const Uscc&, const Uscc&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Uscc& uscc) {
    return H::combine(std::move(h), uscc.code_);
  }

 private:
  explicit Uscc(absl::string_view canonical) : code_(canonical) {}
  friend absl::StatusOr<Uscc> ParseUscc(absl::string_view, absl::string_view);
  friend absl::StatusOr<Uscc> ParsePilotUscc(absl::string_view, absl::string_view);

  ShortCode<18> code_;
};

// Refuses about `field`, in this order: USCC_LENGTH, USCC_CHARSET, USCC_CHECKSUM, USCC_DEPARTMENT,
// USCC_ORG_CHECKSUM.
absl::StatusOr<Uscc> ParseUscc(absl::string_view written, absl::string_view field = "uscc");

// For the codes of the pilot years that fail a check and are legal: both check characters are left
// untested. Only for an officer who has seen the registry's print-out (docs/domain.md 2.2,
// USCC_PILOT_OVERRIDE).
absl::StatusOr<Uscc> ParsePilotUscc(absl::string_view written, absl::string_view field = "uscc");

// The check character of a USCC's first 17 characters and of an organisation code's first 8.
// Characters outside the alphabet end the process.
char UsccCheckCharacter(absl::string_view body17);
char OrganisationCheckCharacter(absl::string_view body8);

}  // namespace ladder
