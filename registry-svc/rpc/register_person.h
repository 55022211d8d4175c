// Registering people: one or a batch, into their households, in one transaction.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ladder/registry/v1/person.pb.h"
#include "platform/rpc/call.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

// What a request says of one new person, parsed.
struct Registration {
  NewPerson person = {};
  std::optional<Ulid> household = std::nullopt;
  int relation = 0;
};

// `id` is the one the request brings, or empty; wrong fields are named as the request names them.
absl::StatusOr<Registration> ParseRegistration(const rpc::Call& call, const v1::NewPerson& request,
                                               const ServiceContext& context);

// Registers all or none: households are locked first, in the order of their ids; identity numbers
// are claimed. ALREADY_EXISTS, IDENTITY_NUMBER_TAKEN, NOT_FOUND for a household, and what the rules
// refuse.
absl::StatusOr<std::vector<Person>> RegisterPersons(mysql::Transaction& tx, const rpc::Call& call,
                                                    const ServiceContext& context,
                                                    absl::Span<const Registration> registrations);

}  // namespace ladder::registry
