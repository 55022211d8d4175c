// Policies and their versions as the API shows and takes them.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/field_mask.pb.h"
#include "ladder/subsidy/v1/policy.pb.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

v1::Policy ToProto(Policy policy);
v1::PolicyVersion ToProto(const VersionRecord& record);

// A draft of the text. PARAMETER_UNIT for a value that is not of its unit, DATE_INVALID,
// MONEY_INVALID, and what CheckVersion refuses.
absl::StatusOr<PolicyVersion> ParseVersion(const v1::PolicyVersion& text, Policy policy,
                                           const std::string& code);

// Takes the fields of the mask from `asked`. UPDATE_MASK_INVALID about "update_mask" for a path
// that no caller writes, or none.
absl::Status ApplyMask(const v1::PolicyVersion& asked, const google::protobuf::FieldMask& mask,
                       v1::PolicyVersion& target);

// What a case expects to be paid; nothing when it names no amount. MONEY_INVALID about "cases".
absl::StatusOr<Fen> ParseMoneyOr(const v1::WorkedCase& worked);

}  // namespace ladder::subsidy
