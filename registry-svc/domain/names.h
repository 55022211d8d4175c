// Texts that name people and households, parsed once: whoever holds one never tests it again.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::registry {

// A person's name: NFC, at most 50 characters, rare ones included (docs/domain.md 2.1).
class PersonName {
 public:
  PersonName() = default;
  // A name that was parsed before it was stored.
  static PersonName FromStored(std::string name) { return PersonName(std::move(name)); }

  const std::string& value() const { return name_; }
  friend bool operator==(const PersonName&, const PersonName&) = default;

 private:
  explicit PersonName(std::string name) : name_(std::move(name)) {}
  friend absl::StatusOr<PersonName> ParsePersonName(absl::string_view, absl::string_view);

  std::string name_;
};

// The dots that keyboards give between the parts of a name become U+00B7. Refuses about `field`:
// FIELD_TEXT, FIELD_REQUIRED, FIELD_TOO_LONG, and PERSON_NAME_INVALID for digits, signs and doubled
// spaces.
absl::StatusOr<PersonName> ParsePersonName(absl::string_view written,
                                           absl::string_view field = "display_name");

// The poverty office's number of a household: 4 to 20 digits or capital letters. One household per
// number.
class HouseholdNo {
 public:
  HouseholdNo() = default;
  // A number that was parsed before it was stored.
  static HouseholdNo FromStored(std::string number) { return HouseholdNo(std::move(number)); }

  const std::string& value() const { return number_; }
  friend bool operator==(const HouseholdNo&, const HouseholdNo&) = default;

 private:
  explicit HouseholdNo(std::string number) : number_(std::move(number)) {}
  friend absl::StatusOr<HouseholdNo> ParseHouseholdNo(absl::string_view, absl::string_view);

  std::string number_;
};

// Width, case and spaces don't matter. HOUSEHOLD_NO_INVALID about `field` otherwise.
absl::StatusOr<HouseholdNo> ParseHouseholdNo(absl::string_view written,
                                             absl::string_view field = "household_no");

}  // namespace ladder::registry
