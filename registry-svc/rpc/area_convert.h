// Where and when a list or a count looks, as requests say it: divisions or a zone, as_of, known_at.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"
#include "platform/rpc/page.h"
#include "platform/scope/scope.h"
#include "platform/standards/division_table.h"
#include "platform/status/status.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/storage/moment.h"

namespace ladder::registry {

// What was asked for: subtrees, or a zone whose members are looked up on the day.
struct AskedArea {
  std::optional<std::vector<DivisionRange>> ranges = std::nullopt;
  std::optional<Ulid> zone = std::nullopt;
};

absl::StatusOr<AskedArea> ParseAskedArea(
    const google::protobuf::RepeatedPtrField<std::string>& divisions, const std::string& zone,
    const DivisionTable& table);

// The ranges asked for on `day`; a zone's are its members'. NOT_FOUND for a zone that is none.
absl::StatusOr<std::optional<std::vector<DivisionRange>>> RangesOf(mysql::Transaction& tx,
                                                                   const AskedArea& area,
                                                                   CivilDay day);

// What is asked of time, before it is pinned.
struct AskedMoment {
  CivilDay as_of = {};
  std::optional<absl::Time> known_at = std::nullopt;
};

// Pins the moment on the first page: what was asked, but never later than `settle` behind the
// database's clock, because a late commit carries an earlier record time
// (docs/architecture.md 9.4). Later pages keep the first one's.
absl::StatusOr<Moment> PinSettled(mysql::Transaction& tx, const AskedMoment& asked,
                                  absl::Duration settle, rpc::Page& page);
// The same for lists that show what is believed now unless an instant is named.
absl::StatusOr<Moment> PinCurrent(mysql::Transaction& tx, const AskedMoment& asked,
                                  absl::Duration settle, rpc::Page& page);

// For requests with `divisions` and `zone`.
template <typename Request>
absl::StatusOr<AskedArea> ParseArea(const Request& request, const DivisionTable& table) {
  return ParseAskedArea(request.divisions(), request.zone(), table);
}

// For requests with `as_of` and `known_at`.
template <typename Request>
absl::StatusOr<AskedMoment> ParseMoment(const Request& request, CivilDay today) {
  AskedMoment asked;
  LADDER_ASSIGN_OR_RETURN(asked.as_of,
                          ParseDayOr(request.has_as_of(), request.as_of(), today, "as_of"));
  if (request.has_known_at()) {
    asked.known_at = absl::FromUnixSeconds(request.known_at().seconds()) +
                     absl::Nanoseconds(request.known_at().nanos());
  }
  return asked;
}

}  // namespace ladder::registry
