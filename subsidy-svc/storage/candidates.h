// Whom the nightly engine may propose a claim for, page by page, and whom it did before.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/claim_line.h"
#include "subsidy-svc/domain/proposal.h"

namespace ladder::subsidy {

// Where a walk of work stands. A spell's id is one person's alone.
struct WorkKey {
  Ulid spell = {};
  Ulid person = {};
};
// Spells of the living, by spell and person after `after`, at most `limit`.
absl::StatusOr<std::vector<WorkCandidate>> WorkCandidates(mysql::Transaction& tx,
                                                          const WorkKey& after, int limit);

// Where a walk of learners stands.
struct LearnerKey {
  Ulid training_class = {};
  Ulid person = {};
};
// Learners of frozen classes, by class and person after `after`, at most `limit`; each with the
// newest certificate of the class.
absl::StatusOr<std::vector<ClassCandidate>> ClassCandidates(mysql::Transaction& tx,
                                                            const LearnerKey& after, int limit);

// Whether the line was claimed: there is a live claim for it, or one that the engine would have
// paid came to its end. Nobody is asked twice.
absl::StatusOr<bool> WasClaimed(mysql::Transaction& tx, const LineKey& key, const Ulid& person);

// Proposals made before `day`, by id after `after`, at most `limit`.
absl::StatusOr<std::vector<Ulid>> ProposedBefore(mysql::Transaction& tx, CivilDay day,
                                                 const Ulid& after, int limit);

}  // namespace ladder::subsidy
