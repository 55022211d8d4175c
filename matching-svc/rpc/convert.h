// Border values of matching that several resources share: names, divisions, days, update masks.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "google/type/date.pb.h"
#include "ladder/matching/v1/text.pb.h"
#include "matching-svc/domain/text.h"
#include "matching-svc/storage/list_key.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "platform/rpc/page.h"
#include "platform/scope/scope.h"
#include "platform/standards/division_table.h"

namespace ladder::matching {

inline constexpr char kEnterpriseName[] = "enterprises/{enterprise}";
inline constexpr char kCarrierName[] = "carriers/{carrier}";
inline constexpr char kJobName[] = "jobs/{job}";
inline constexpr char kPersonName[] = "persons/{person}";
inline constexpr char kIntentionName[] = "intentions/{intention}";
inline constexpr char kHireName[] = "hires/{hire}";

std::string NameOfEnterprise(const Ulid& id);
std::string NameOfCarrier(const Ulid& id);
std::string NameOfJob(const Ulid& id);
std::string NameOfPerson(const Ulid& id);
std::string NameOfIntention(const Ulid& id);
std::string NameOfReferral(const Ulid& person, const Ulid& id);
std::string NameOfHire(const Ulid& id);

// The id of an optional name. NAME_INVALID about `field`.
absl::StatusOr<std::optional<Ulid>> ParseOptionalId(absl::string_view pattern,
                                                    absl::string_view name,
                                                    absl::string_view field);

// The 12 digits of a division that must be named; DIV_* about `field`. 0 for an empty text, which
// the rules refuse.
absl::StatusOr<int64_t> ParsePlace(absl::string_view code, const DivisionTable& table,
                                   absl::string_view field);
std::string WrittenPlace(int64_t division);
// The subtree that a list asks for; nothing when none is named.
absl::StatusOr<std::optional<DivisionRange>> ParseAskedDivision(absl::string_view code,
                                                                const DivisionTable& table);

// `status`, or NOT_FOUND of `name` when it is a NOT_FOUND: whose row it was is not the caller's to
// know.
absl::Status NotFound(const absl::Status& status, absl::string_view name);

// A day that may stay unknown. DATE_INVALID about `field`.
absl::StatusOr<std::optional<CivilDay>> ParseOptionalDay(bool has, const google::type::Date& date,
                                                         absl::string_view field);

v1::LocalizedText ToProto(const Text& text);

// Copies the fields that the mask names from `changes` to `target`. UPDATE_MASK_INVALID for an
// empty mask, a path below a field, and a field that is output only, immutable, a name or an etag.
absl::Status ApplyMask(const google::protobuf::Message& changes,
                       const google::protobuf::FieldMask& mask, google::protobuf::Message& target);

// The token of the page that follows, or "" on the last one.
template <typename T>
std::string NextToken(const rpc::Pager& pager, const rpc::Call& call, const rpc::Page& page,
                      const Listed<T>& listed) {
  return listed.more ? pager.Next(call, page, listed.last.ToString()) : "";
}

}  // namespace ladder::matching
