// Who may read a service's feed, and how much of it.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/feed/service.h"
#include "platform/identity/principal.h"

namespace ladder::server {

// The name of one of the suite's own services as a principal: "services/registry".
std::string ServicePrincipal(absl::string_view service);

// What a service says of itself to the feeds it follows, in a development set-up.
std::string FeedReaderHeader(absl::string_view service, absl::string_view upstream);

// The suite's own services see all, others what their scope covers: an aggregate that left it comes
// as a tombstone, and what belongs to no division is the county's: for those whose scope holds
// all of it. `county` is its 12-digit division.
feed::EventFilter FilterFor(const identity::Principal& reader, int64_t county);

// What the caller with this development header may see of `service`; "" is a caller without one.
// UNAUTHENTICATED without an identity, PERMISSION_DENIED without `events.{service}.read`.
absl::StatusOr<feed::EventFilter> AdmitReader(absl::string_view header, absl::string_view service,
                                              int64_t county, bool insecure_identity);

// The same for EventFeedOptions::admit.
std::function<absl::StatusOr<feed::EventFilter>(const grpc::CallbackServerContext&)> AdmitReaders(
    std::string service, int64_t county, bool insecure_identity);

}  // namespace ladder::server
