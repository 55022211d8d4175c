// Persons between the contract and the domain.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "google/protobuf/field_mask.pb.h"
#include "ladder/registry/v1/person.pb.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/domain/person_change.h"
#include "registry-svc/rpc/service_context.h"
#include "registry-svc/storage/class_intervals.h"
#include "registry-svc/storage/person_views.h"

namespace ladder::registry {

// What a new person is made of. Wrong fields are named below "person".
struct PersonFacts {
  Ulid id = {};
  CivilDay from = {};
  CivilDay today = {};
};
absl::StatusOr<NewPerson> ParseNewPerson(const v1::Person& person, const PersonFacts& facts,
                                         const ServiceContext& context);

// The facts named by the mask. UPDATE_MASK_INVALID for a path that can't be edited, or for none.
absl::StatusOr<PersonPatch> ParsePersonPatch(const v1::Person& person,
                                             const google::protobuf::FieldMask& mask, CivilDay from,
                                             const ServiceContext& context);

// The person as of `day`, which is not before its first day.
PersonView ViewOf(const Person& person, CivilDay day, const ClassRules& rules);

v1::Person ToProto(const PersonView& view);
v1::ClassInterval ToProto(const RecordedInterval& interval);

}  // namespace ladder::registry
