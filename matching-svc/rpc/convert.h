// Border values of matching that several resources share: names, divisions, update masks.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "ladder/matching/v1/text.pb.h"
#include "matching-svc/domain/text.h"
#include "platform/id/ulid.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/division_names.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/standards/division_table.h"

namespace ladder::matching {

using rpc::NameOfDivision;
using rpc::ParseAskedDivision;
using rpc::ParseDayOr;
using rpc::ParseOptionalDay;
using rpc::ParseOptionalId;

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

// The code of a division that must be named. NAME_INVALID and DIV_* about `field`. 0 for an empty
// text, which the rules refuse.
absl::StatusOr<int64_t> ParsePlace(absl::string_view name, const DivisionTable& table,
                                   absl::string_view field);

// `status`, or NOT_FOUND of `name` when it is a NOT_FOUND: whose row it was is not the caller's to
// know.
absl::Status NotFound(const absl::Status& status, absl::string_view name);

v1::LocalizedText ToProto(const Text& text);

// Copies the fields that the mask names from `changes` to `target`. UPDATE_MASK_INVALID for an
// empty mask, a path below a field, and a field that is output only, immutable, a name or an etag.
absl::Status ApplyMask(const google::protobuf::Message& changes,
                       const google::protobuf::FieldMask& mask, google::protobuf::Message& target);

}  // namespace ladder::matching
