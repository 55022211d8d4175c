// Border values of the registry that several resources share: names, divisions, days, codes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/type/date.pb.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "platform/scope/scope.h"
#include "platform/standards/division_table.h"

namespace ladder::registry {

inline constexpr char kPersonName[] = "persons/{person}";
inline constexpr char kHouseholdName[] = "households/{household}";
inline constexpr char kIntentionName[] = "intentions/{intention}";
inline constexpr char kZoneName[] = "zones/{zone}";

std::string NameOfPerson(const Ulid& id);
std::string NameOfHousehold(const Ulid& id);
std::string NameOfIntention(const Ulid& id);
std::string NameOfZone(const Ulid& id);
std::string NameOfDivision(int64_t code);

// "divisions/420625100015" -> the code. NAME_INVALID, DIV_LENGTH, DIV_CHARSET, DIV_UNKNOWN about
// `field`.
absl::StatusOr<DivisionCode> ParseDivisionName(absl::string_view name, const DivisionTable& table,
                                               absl::string_view field);
// The subtrees of several divisions; nothing when none is named.
absl::StatusOr<std::optional<std::vector<DivisionRange>>> ParseAskedDivisions(
    const google::protobuf::RepeatedPtrField<std::string>& names, const DivisionTable& table);

// The day of an optional date, or `otherwise`. DATE_INVALID about `field`.
absl::StatusOr<CivilDay> ParseDayOr(bool has, const google::type::Date& date, CivilDay otherwise,
                                    absl::string_view field);
// The same for a day that may stay unknown.
absl::StatusOr<std::optional<CivilDay>> ParseOptionalDay(bool has, const google::type::Date& date,
                                                         absl::string_view field);

// "420625190103059012" -> "420625********901X": what anyone in scope may see (docs/domain.md 8.4).
std::string MaskedCitizenId(absl::string_view number);
// "13800001234" -> "*******1234".
std::string MaskedPhone(absl::string_view number);

}  // namespace ladder::registry
