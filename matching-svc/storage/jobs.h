// Jobs. They are no one's secret: no scope is asked.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/domain/job.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"

namespace ladder::matching {

// NOT_FOUND.
absl::StatusOr<Job> GetJob(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<Job> LockJob(mysql::Transaction& tx, const Ulid& id);
// The next jobs in the order of ids, locked in it.
absl::StatusOr<std::vector<Job>> LockJobsAfter(mysql::Transaction& tx, const Ulid& after,
                                               int limit);

// ALREADY_EXISTS.
absl::Status InsertJobs(mysql::Transaction& tx, const std::vector<Job>& jobs);
absl::Status SaveJob(mysql::Transaction& tx, const Job& job);

struct JobQuery {
  std::optional<JobState> state = std::nullopt;
  std::optional<bool> low_threshold = std::nullopt;
  std::optional<DivisionRange> division = std::nullopt;
  Occupation occupation = {};  // an occupation or a group
  std::optional<Ulid> enterprise = std::nullopt;
  std::optional<CivilDay> open_on = std::nullopt;  // open, published by then, not expired
  ListKey after = {};
  int size = 50;
};
// In order of division when one is asked and no enterprise, else of ids.
absl::StatusOr<Listed<Job>> ListJobs(mysql::Transaction& tx, const JobQuery& query);

struct JobCounts {
  int jobs = 0;
  int low_threshold = 0;
  int vacancies_left = 0;  // a closed job has none
  int low_threshold_vacancies_left = 0;
};
// All jobs, or those open on a day.
absl::StatusOr<JobCounts> CountJobs(mysql::Transaction& tx, std::optional<CivilDay> open_on);

// A number that another set of jobs and enterprises never has: it grows with each change of either.
absl::StatusOr<int64_t> MarketVersion(mysql::Transaction& tx);
// Open jobs with what is asked of their employers, in the order of ids after `after`. Without
// descriptions and tags, which no filter and no score reads.
absl::StatusOr<std::vector<std::pair<OpenJob, std::string>>> LoadOpenJobs(mysql::Transaction& tx,
                                                                          const Ulid& after,
                                                                          int limit);

absl::StatusOr<std::vector<Job>> SnapshotJobs(mysql::Transaction& tx, int partition,
                                              const Ulid& after, int limit);

}  // namespace ladder::matching
