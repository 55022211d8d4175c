// Jobs to and from protos.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/matching/v1/job.pb.h"
#include "matching-svc/domain/job.h"
#include "matching-svc/domain/job_text.h"
#include "matching-svc/domain/low_threshold.h"
#include "platform/standards/division_table.h"

namespace ladder::matching {

// What was typed, not yet judged, with the defaults of the contract. NAME_INVALID, MONEY_INVALID,
// DATE_INVALID, OCCUPATION_INVALID, FIELD_ENUM (schooling), DIV_*: each a violation.
absl::StatusOr<JobDraft> ParseDraft(const v1::Job& job, const DivisionTable& divisions);
// Without the trace of the low-threshold rule.
v1::Job ToProto(const Job& job);
void AddTrace(const LowThresholdVerdict& verdict, v1::Job& proto);

v1::TextFinding ToProto(const TextFinding& finding);

}  // namespace ladder::matching
