// Resource names: "persons/{person}" and the ids in them (AIP-122).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"

namespace ladder::rpc {

// The variable segments of `name` by `pattern`: ("persons/{person}/spells/{spell}", ...) -> two
// texts. NAME_INVALID about `field` when the shape differs or a segment is empty, over 64
// characters or not [A-Za-z0-9._-].
absl::StatusOr<std::vector<std::string>> ParseName(absl::string_view pattern,
                                                   absl::string_view name,
                                                   absl::string_view field = "name");

// The same for a pattern with one variable segment that is a ULID.
absl::StatusOr<Ulid> ParseId(absl::string_view pattern, absl::string_view name,
                             absl::string_view field = "name");

// The same when the name may be left out.
absl::StatusOr<std::optional<Ulid>> ParseOptionalId(absl::string_view pattern,
                                                    absl::string_view name,
                                                    absl::string_view field);
// The ids of a pattern with several variable segments that are ULIDs, in their order.
absl::StatusOr<std::vector<Ulid>> ParseIds(absl::string_view pattern, absl::string_view name,
                                           absl::string_view field = "name");

// ("persons", id) -> "persons/01H...".
std::string NameOf(absl::string_view collection, const Ulid& id);

// The id a create brings (AIP-133) or, when empty, a new one of `now`. NAME_INVALID about `field`.
absl::StatusOr<Ulid> IdForCreate(absl::string_view wanted, absl::Time now, absl::string_view field);

}  // namespace ladder::rpc
