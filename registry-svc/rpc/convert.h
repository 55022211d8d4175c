// Border values of the registry that several resources share: names, divisions, days, codes.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/division_names.h"
#include "platform/rpc/names.h"

namespace ladder::registry {

using rpc::NameOfDivision;
using rpc::ParseAskedDivisions;
using rpc::ParseDayOr;
using rpc::ParseDivisionName;
using rpc::ParseOptionalDay;
using rpc::ParseOptionalId;

inline constexpr char kPersonName[] = "persons/{person}";
inline constexpr char kHouseholdName[] = "households/{household}";
inline constexpr char kIntentionName[] = "intentions/{intention}";
inline constexpr char kZoneName[] = "zones/{zone}";

std::string NameOfPerson(const Ulid& id);
std::string NameOfHousehold(const Ulid& id);
std::string NameOfIntention(const Ulid& id);
std::string NameOfZone(const Ulid& id);

// "420625190103059012" -> "420625********901X": what anyone in scope may see (docs/domain.md 8.4).
std::string MaskedCitizenId(absl::string_view number);
// "13800001234" -> "*******1234".
std::string MaskedPhone(absl::string_view number);

}  // namespace ladder::registry
