// Enrolments: roots that change under their class's lock, which is taken first.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "training-svc/domain/enrolment.h"

namespace ladder::training {

// NOT_FOUND when the class has no such enrolment, or when neither the class's site nor the person's
// divisions are in `scope`. In a change the class is locked before.
absl::StatusOr<Enrolment> GetEnrolment(mysql::Transaction& tx, const Ulid& class_id, const Ulid& id,
                                       const Scope& scope);

// ALREADY_EXISTS for a taken id and for a second live enrolment of a person in a class.
absl::Status InsertEnrolment(mysql::Transaction& tx, const Enrolment& enrolment);
// Emit first. ETAG_MISMATCH when the row is not of version `before`.
absl::Status SaveEnrolment(mysql::Transaction& tx, int64_t before, const Enrolment& enrolment);

// Those of a class in one of the states, in the order of ids. A class has at most some hundreds.
// The scope is checked with the class.
absl::StatusOr<std::vector<Enrolment>> EnrolmentsOf(mysql::Transaction& tx, const Ulid& class_id,
                                                    absl::Span<const EnrolmentState> states);

// Who waits, in seat order: from the first, or after `after`; at most `limit`.
absl::StatusOr<std::vector<Enrolment>> Waitlist(mysql::Transaction& tx, const Ulid& class_id,
                                                const std::optional<Ulid>& after, int limit);
// Place of an enrolment in the waitlist, from 1.
absl::StatusOr<int> WaitPosition(mysql::Transaction& tx, const Enrolment& enrolment);

// Classes with offers whose last day to answer is before `day`, in the order of ids after `after`.
absl::StatusOr<std::vector<Ulid>> ClassesWithLapsedOffers(mysql::Transaction& tx, CivilDay day,
                                                          const Ulid& after, int limit);

// Whether the person has a live enrolment in the class.
absl::StatusOr<bool> HasLiveEnrolment(mysql::Transaction& tx, const Ulid& class_id,
                                      const Ulid& person);
// What the person completed before.
absl::StatusOr<std::vector<Learnt>> LearntBy(mysql::Transaction& tx, const Ulid& person);

struct EnrolmentQuery {
  std::optional<Ulid> class_id = {};  // its scope is checked with the class
  std::optional<Ulid> person = {};
  std::optional<EnrolmentState> state = {};
  ListKey after = {};
  int size = 50;
};

// A page: of a class or of a person in the order of ids, else in (division, person, id) order over
// the persons of `scope`. Without a class only persons in `scope` are shown.
absl::StatusOr<Listed<Enrolment>> ListEnrolments(mysql::Transaction& tx, const Scope& scope,
                                                 const EnrolmentQuery& query);

// The enrolments of a partition of the feed, for readers that start anew.
absl::StatusOr<std::vector<Enrolment>> SnapshotEnrolments(mysql::Transaction& tx, int partition,
                                                          const Ulid& after, int limit);

}  // namespace ladder::training
