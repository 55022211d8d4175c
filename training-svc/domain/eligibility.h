// Who may apply to a class (docs/domain.md 6 eligibility).
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "platform/standards/certificate.h"
#include "training-svc/domain/person_profile.h"
#include "training-svc/domain/seats.h"
#include "training-svc/domain/session.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

// An occupation and level the person was trained in before.
struct Learnt {
  std::string occupation = "";
  Certificate certificate = Certificate::kCompletion;
};

struct Applicant {
  PersonProfile profile = {};
  bool live_enrolment_exists = false;  // in this class
  std::vector<Learnt> learnt = {};
  std::vector<Session> other_sessions = {};  // of classes in which the person holds a seat
};

struct Eligibility {
  SeatPriority priority = SeatPriority::kOther;
  // Old enough for subsidies; whether money is due is subsidy-svc's to decide.
  bool subsidised = false;
};

// Ages are of the class's first day: 16 and more, or 15 for a school leaver, without subsidy (rules
// on child labour 13). Order of refusals: PERSON_GONE, AGE_UNDER_MIN, ENROLMENT_EXISTS,
// SAME_OCCUPATION_LEVEL, SESSION_CLASH.
absl::StatusOr<Eligibility> CheckEligible(const TrainingClass& training_class,
                                          absl::Span<const Session> sessions,
                                          const Applicant& applicant);

}  // namespace ladder::training
