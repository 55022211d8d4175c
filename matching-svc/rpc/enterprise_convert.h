// Enterprises to and from protos.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/matching/v1/enterprise.pb.h"
#include "matching-svc/domain/enterprise.h"
#include "platform/standards/division_table.h"

namespace ladder::matching {

// What was typed, not yet judged. DIV_* about "division".
absl::StatusOr<EnterpriseDraft> ParseDraft(const v1::Enterprise& enterprise,
                                           const DivisionTable& divisions);
v1::Enterprise ToProto(const Enterprise& enterprise);

}  // namespace ladder::matching
