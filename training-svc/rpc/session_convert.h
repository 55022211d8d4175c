// Sessions, marks and corrections between the contract and the domain.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ladder/training/v1/session.pb.h"
#include "training-svc/domain/correction.h"
#include "training-svc/domain/session.h"

namespace ladder::training {

// As planned, with new ids of `now`. DATE_INVALID about "sessions[i].day".
absl::StatusOr<std::vector<Session>> ParseSessions(const v1::PlanSessionsRequest& request,
                                                   absl::Time now);
v1::Session ToProto(const Session& session, const Ulid& class_id);

// NAME_INVALID about the enrolment; NOT_A_LEARNER for one of another class.
absl::StatusOr<Mark> ParseMark(const v1::Mark& written, const Ulid& class_id);
v1::Mark ToProto(const Mark& mark, const Ulid& class_id);

v1::Correction ToProto(const Correction& correction, const Ulid& class_id);

}  // namespace ladder::training
