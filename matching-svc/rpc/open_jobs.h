// The open jobs of the county in memory, for recommendations. A copy is as good as the database: it
// is used only while no job and no enterprise has changed since it was read.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matching-svc/domain/hard_filter.h"
#include "platform/mysql/database.h"

namespace ladder::matching {

// Jobs beside the names of their enterprises.
struct JobShelf {
  std::vector<OpenJob> jobs = {};
  std::vector<std::string> enterprise_names = {};
};

struct Market {
  int64_t version = 0;
  JobShelf all = {};
  JobShelf low_threshold = {};
};

// Thread-safe.
class OpenJobs {
 public:
  // As they are for the transaction, or newer.
  absl::StatusOr<std::shared_ptr<const Market>> Current(mysql::Transaction& tx);

 private:
  std::mutex mutex_;
  std::shared_ptr<const Market> market_;
};

}  // namespace ladder::matching
