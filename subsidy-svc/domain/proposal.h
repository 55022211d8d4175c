// Which claims the nightly engine proposes: "policy finds person" (docs/domain.md 1.1, 4.1 G12, 5.1
// row 1). A candidate is work or a class of somebody; what is proposed for it is what the engine
// would pay today.
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/known_facts.h"
#include "subsidy-svc/domain/policy.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct WorkCandidate {
  Ulid spell = {};
  KnownPerson person = {};
  KnownHousehold household = {};  // on the first day of work
  KnownWork work = {};
};

struct ClassCandidate {
  KnownPerson person = {};
  KnownHousehold household = {};  // on the first day of the class
  KnownClass known = {};          // whose attendance is frozen
};

// What is proposed on `today`: TRANSPORT for work outside the county, ABSORB for employees of a
// firm that is known here. Nothing for the dead, and nothing that the engine would not pay on these
// facts; what was given earlier is not among them, so that the claim itself is decided again.
std::vector<Policy> ProposedFor(const WorkCandidate& candidate,
                                absl::Span<const PolicyVersion> versions, CivilDay today);
// TRAIN for a certificate, LIVING for the days attended.
std::vector<Policy> ProposedFor(const ClassCandidate& candidate,
                                absl::Span<const PolicyVersion> versions, CivilDay today);

// Whether a claim that was decided so is worth a proposal.
bool IsWorthProposing(const Decision& decision);

}  // namespace ladder::subsidy
