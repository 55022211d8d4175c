// The way of every change of one person: lock, check the etag, decide, emit, save, show.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ladder/registry/v1/person.pb.h"
#include "platform/rpc/call.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

// Decides what becomes of the person as locked.
using PersonRule = std::function<absl::StatusOr<Person>(Person)>;

// Runs `rule` on the person `id` in `tx`, tells the others and saves; returns the person after.
// NOT_FOUND out of scope, ETAG_MISMATCH, and what the rule refuses. A rule that changes nothing
// writes nothing.
absl::StatusOr<Person> ChangePerson(mysql::Transaction& tx, const rpc::Call& call,
                                    const ServiceContext& context, const Ulid& id,
                                    absl::string_view etag, const PersonRule& rule);

// The same in a transaction of its own, answered with the person as it stands today. `name` is the
// request's.
absl::StatusOr<v1::Person> ChangePersonNamed(const rpc::Call& call, ServiceContext& context,
                                             absl::string_view name, absl::string_view etag,
                                             const PersonRule& rule);

}  // namespace ladder::registry
