// Divisions as the API names them: "divisions/420625100015" (AIP-122).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "platform/scope/scope.h"
#include "platform/standards/division_table.h"

namespace ladder::rpc {

std::string NameOfDivision(int64_t code);

// NAME_INVALID, DIV_LENGTH, DIV_CHARSET, DIV_UNKNOWN about `field`.
absl::StatusOr<DivisionCode> ParseDivisionName(absl::string_view name, const DivisionTable& table,
                                               absl::string_view field);
// The subtree that a list asks for by `field`; nothing when none is named.
absl::StatusOr<std::optional<DivisionRange>> ParseAskedDivision(
    absl::string_view name, const DivisionTable& table, absl::string_view field = "division");
// The subtrees of the field `divisions`; nothing when none is named.
absl::StatusOr<std::optional<std::vector<DivisionRange>>> ParseAskedDivisions(
    const google::protobuf::RepeatedPtrField<std::string>& names, const DivisionTable& table);

}  // namespace ladder::rpc
