// One job with its employer, as filters and score see it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/storage/enterprises.h"
#include "matching-svc/storage/jobs.h"
#include "platform/mysql/database.h"
#include "platform/status/status.h"

namespace ladder::matching {

struct NamedOpenJob {
  OpenJob open = {};
  std::string enterprise_name = "";
};

// NOT_FOUND. The job may be of any state.
inline absl::StatusOr<NamedOpenJob> GetOpenJob(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const Job job, GetJob(tx, id));
  LADDER_ASSIGN_OR_RETURN(const Enterprise employer, GetEnterprise(tx, job.facts.enterprise));
  return NamedOpenJob{.open = {.job = job,
                               .employer = employer.state,
                               .employer_retention_bp = employer.retention_bp},
                      .enterprise_name = employer.facts.display_name};
}

}  // namespace ladder::matching
