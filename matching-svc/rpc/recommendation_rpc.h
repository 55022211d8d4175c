// RecommendationService: which jobs fit whom. Nothing here is stored.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/matching/v1/recommendation.pb.h"
#include "matching-svc/rpc/open_jobs.h"
#include "matching-svc/rpc/service_context.h"
#include "platform/rpc/binder.h"

namespace ladder::matching {

class RecommendationRpc {
 public:
  explicit RecommendationRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::RecommendJobsResponse> RecommendJobs(const rpc::Call& call,
                                                          const v1::RecommendJobsRequest& request);
  absl::StatusOr<v1::RecommendPersonsResponse> RecommendPersons(
      const rpc::Call& call, const v1::RecommendPersonsRequest& request);
  absl::StatusOr<v1::Match> ExplainMatch(const rpc::Call& call,
                                         const v1::ExplainMatchRequest& request);
  absl::StatusOr<v1::ListSeekersResponse> ListSeekers(const rpc::Call& call,
                                                      const v1::ListSeekersRequest& request);
  absl::StatusOr<v1::CountSeekersResponse> CountSeekers(const rpc::Call& call,
                                                        const v1::CountSeekersRequest& request);

 private:
  ServiceContext& context_;
  OpenJobs open_jobs_;
};

}  // namespace ladder::matching
