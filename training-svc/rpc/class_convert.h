// Classes between the contract and the domain.
#pragma once

#include "absl/status/statusor.h"
#include "google/protobuf/field_mask.pb.h"
#include "ladder/training/v1/class.pb.h"
#include "platform/standards/division_table.h"
#include "training-svc/domain/training_class.h"
#include "training-svc/storage/classes.h"

namespace ladder::training {

// What the school wrote; the rules of its form are ParseClass's. Wrong fields are named below
// "training_class": NAME_INVALID, DATE_INVALID, MONEY_INVALID, DIV_*.
absl::StatusOr<ClassDraft> ParseDraft(const v1::TrainingClass& written,
                                      const DivisionTable& divisions);

// `held` with the fields that the mask names taken from `written`. UPDATE_MASK_INVALID.
absl::StatusOr<ClassDraft> Patch(ClassDraft held, const v1::TrainingClass& written,
                                 const google::protobuf::FieldMask& mask,
                                 const DivisionTable& divisions);

absl::StatusOr<ClassQuery> ParseQuery(const v1::ListClassesRequest& request,
                                      const DivisionTable& divisions);

v1::TrainingClass ToProto(const TrainingClass& training_class);

}  // namespace ladder::training
