// The copies made of the registry's events: no more than the rules read.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/events/v1/registry.pb.h"
#include "matching-svc/domain/person_record.h"
#include "matching-svc/storage/persons.h"

namespace ladder::matching {

absl::StatusOr<PersonRecord> CopyOf(const events::v1::PersonChanged& event);
absl::StatusOr<IntentionRecord> CopyOf(const events::v1::IntentionChanged& event);

}  // namespace ladder::matching
