// Households between the contract and the domain.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/household.pb.h"
#include "platform/standards/division_table.h"
#include "registry-svc/domain/household.h"
#include "registry-svc/storage/household_views.h"

namespace ladder::registry {

// Wrong fields are named below "household".
absl::StatusOr<NewHousehold> ParseNewHousehold(const v1::Household& household, const Ulid& id,
                                               CivilDay from, const DivisionTable& divisions);

// As of `day`; facts that begin later are shown as of their first day. Without members.
HouseholdView ViewOf(const Household& household, CivilDay day);

v1::Household ToProto(const HouseholdView& view);

}  // namespace ladder::registry
