// Carriers to and from protos.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/matching/v1/carrier.pb.h"
#include "matching-svc/domain/carrier.h"
#include "platform/standards/division_table.h"

namespace ladder::matching {

// What was typed, not yet judged. DIV_*, NAME_INVALID and those of ParseText.
absl::StatusOr<CarrierDraft> ParseDraft(const v1::Carrier& carrier, const DivisionTable& divisions);
// Without its heads, which are counted apart.
v1::Carrier ToProto(const Carrier& carrier);

}  // namespace ladder::matching
