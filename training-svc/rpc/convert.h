// Border values of training that several resources share: names.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/division_names.h"

namespace ladder::training {

using rpc::NameOfDivision;
using rpc::ParseOptionalDay;

inline constexpr char kClassName[] = "classes/{class}";
inline constexpr char kPersonName[] = "persons/{person}";
inline constexpr char kIntentionName[] = "intentions/{intention}";
inline constexpr char kEnterpriseName[] = "enterprises/{enterprise}";
inline constexpr char kCertificateName[] = "certificates/{certificate}";

std::string NameOfClass(const Ulid& id);
std::string NameOfPerson(const Ulid& id);
std::string NameOfCertificate(const Ulid& id);
std::string NameOfEnrolment(const Ulid& class_id, const Ulid& id);
std::string NameOfSession(const Ulid& class_id, const Ulid& id);
std::string NameOfCorrection(const Ulid& class_id, const Ulid& session, const Ulid& id);
// The frozen attendance is an aggregate without a resource of its own.
std::string NameOfFrozenAttendance(const Ulid& class_id);

// An item of a class: an enrolment or a session.
struct ItemName {
  Ulid class_id = {};
  Ulid id = {};
};

// NAME_INVALID about `field`.
absl::StatusOr<ItemName> ParseEnrolmentName(absl::string_view name,
                                            absl::string_view field = "name");
absl::StatusOr<ItemName> ParseSessionName(absl::string_view name, absl::string_view field = "name");

struct CorrectionName {
  ItemName session = {};
  Ulid id = {};
};
absl::StatusOr<CorrectionName> ParseCorrectionName(absl::string_view name);

}  // namespace ladder::training
