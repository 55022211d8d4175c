// JobService: jobs from their entry to their end, and which of them anyone can enter.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "ladder/matching/v1/job.pb.h"
#include "matching-svc/domain/job.h"
#include "matching-svc/rpc/service_context.h"
#include "platform/rpc/binder.h"

namespace ladder::matching {

class JobRpc {
 public:
  explicit JobRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Job> GetJob(const rpc::Call& call, const v1::GetJobRequest& request);
  absl::StatusOr<v1::ListJobsResponse> ListJobs(const rpc::Call& call,
                                                const v1::ListJobsRequest& request);
  absl::StatusOr<v1::CountJobsResponse> CountJobs(const rpc::Call& call,
                                                  const v1::CountJobsRequest& request);
  absl::StatusOr<v1::Job> CreateJob(const rpc::Call& call, const v1::CreateJobRequest& request);
  absl::StatusOr<v1::BatchCreateJobsResponse> BatchCreateJobs(
      const rpc::Call& call, const v1::BatchCreateJobsRequest& request);
  absl::StatusOr<v1::Job> UpdateJob(const rpc::Call& call, const v1::UpdateJobRequest& request);
  absl::StatusOr<v1::Job> PublishJob(const rpc::Call& call, const v1::PublishJobRequest& request);
  absl::StatusOr<v1::Job> CloseJob(const rpc::Call& call, const v1::CloseJobRequest& request);
  absl::StatusOr<v1::SelectJobsResponse> SelectJobs(const rpc::Call& call,
                                                    const v1::SelectJobsRequest& request);
  absl::StatusOr<v1::CheckJobTextResponse> CheckJobText(const rpc::Call& call,
                                                        const v1::CheckJobTextRequest& request);

 private:
  using Rule = std::function<absl::StatusOr<Job>(const Job&, EnterpriseState employer)>;
  // Changes the job of `name` by `rule`, judges it again and tells of it.
  absl::StatusOr<v1::Job> Change(const rpc::Call& call, absl::string_view name,
                                 absl::string_view etag, const Rule& rule);
  // A job as it was typed, lawful in its words, not yet saved.
  absl::StatusOr<Job> Draft(const rpc::Call& call, const v1::Job& written, const Ulid& id) const;
  // Publishes when asked, judges, tells and saves.
  absl::Status Enter(mysql::Transaction& tx, const rpc::Call& call, bool publish,
                     std::vector<Job>& jobs) const;

  ServiceContext& context_;
};

}  // namespace ladder::matching
