// matching-svc: enterprises, carriers and jobs, which job fits whom, referrals and hires.
#include "ladder/matching/v1/operation.grpc.pb.h"
#include "matching-svc/migrations/migrations.h"
#include "matching-svc/rpc/carrier_rpc.h"
#include "matching-svc/rpc/enterprise_rpc.h"
#include "matching-svc/rpc/hire_rpc.h"
#include "matching-svc/rpc/job_rpc.h"
#include "matching-svc/rpc/policies.h"
#include "matching-svc/rpc/recommendation_rpc.h"
#include "matching-svc/rpc/referral_rpc.h"
#include "matching-svc/tasks/deadlines.h"
#include "matching-svc/tasks/registry_events.h"
#include "matching-svc/tasks/snapshot.h"
#include "platform/server/process.h"
#include "platform/standards/data_files.h"

int main(int argc, char** argv) {
  using namespace ladder;  // NOLINT(google-build-using-namespace): the whole file is wiring
  const auto process = server::Process::StartOrExit(argc, argv, "matching", matching::Migrations());
  const DivisionTable divisions = server::OrExit(LoadDivisionTable(kDivisionsFile));
  const auto policies = server::OrExit(matching::PolicyBook::Load(matching::kPoliciesFolder));
  matching::ServiceContext context{.transactor = process->transactor(),
                                   .pager = process->pager(),
                                   .divisions = divisions,
                                   .policies = *policies};

  matching::EnterpriseRpc enterprise_rpc(context);
  matching::CarrierRpc carrier_rpc(context);
  matching::JobRpc job_rpc(context);
  matching::RecommendationRpc recommendation_rpc(context);
  matching::ReferralRpc referral_rpc(context);
  matching::HireRpc hire_rpc(context);
  rpc::Binder binder;
  enterprise_rpc.Bind(binder);
  carrier_rpc.Bind(binder);
  job_rpc.Bind(binder);
  recommendation_rpc.Bind(binder);
  referral_rpc.Bind(binder);
  hire_rpc.Bind(binder);

  process->OfferOperations<matching::v1::OperationService, matching::v1::OperationMetadata>(binder);
  process->OfferSnapshot(matching::SnapshotPagers());
  process->Follow("registry", matching::RegistryHandlers());
  const operations::DailyWalk walk = process->daily_walk();
  process->daily_work().Add("referral-deadlines", [&](CivilDay day) {
    return matching::ExpireReferrals(walk, *policies, process->origin(), day);
  });
  return process->Serve(binder);
}
