#include "subsidy-svc/tasks/policy_seed.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/calendar/text_file.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/policy_data.h"
#include "subsidy-svc/storage/policies.h"

namespace ladder::subsidy {

absl::Status SeedPolicies(mysql::Database& database, const std::string& folder, absl::Time now) {
  LADDER_ASSIGN_OR_RETURN(const std::string versions,
                          ReadTextFile(absl::StrCat(folder, "/versions.tsv")));
  LADDER_ASSIGN_OR_RETURN(const std::string parameters,
                          ReadTextFile(absl::StrCat(folder, "/parameters.tsv")));
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyVersion> parsed,
                          ParsePolicyData(versions, parameters));
  return database.Transact([&](mysql::Transaction& tx) -> absl::Status {
    for (const PolicyVersion& version : parsed) {
      LADDER_RETURN_IF_ERROR(SeedVersion(tx, version, now));
    }
    return absl::OkStatus();
  });
}

}  // namespace ladder::subsidy
