#include "matching-svc/rpc/open_jobs.h"

#include <utility>

#include "matching-svc/storage/jobs.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kPage = 1000;

void Put(const OpenJob& job, const std::string& enterprise_name, JobShelf& shelf) {
  shelf.jobs.push_back(job);
  shelf.enterprise_names.push_back(enterprise_name);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Market>> OpenJobs::Current(mysql::Transaction& tx) {
  // The version is read before the jobs, so that a copy is never older than it says.
  LADDER_ASSIGN_OR_RETURN(const int64_t version, MarketVersion(tx));
  {
    const std::lock_guard lock(mutex_);
    if (market_ != nullptr && market_->version == version) return market_;
  }
  auto market = std::make_shared<Market>();
  market->version = version;
  for (Ulid after;;) {
    LADDER_ASSIGN_OR_RETURN(const auto page, LoadOpenJobs(tx, after, kPage));
    for (const auto& [job, enterprise_name] : page) {
      after = job.job.root.id;
      Put(job, enterprise_name, market->all);
      if (job.job.mark && job.job.mark->low_threshold) {
        Put(job, enterprise_name, market->low_threshold);
      }
    }
    if (page.size() < kPage) break;
  }
  const std::lock_guard lock(mutex_);
  market_ = market;
  return std::shared_ptr<const Market>(std::move(market));
}

}  // namespace ladder::matching
