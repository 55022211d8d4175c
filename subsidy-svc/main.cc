// subsidy-svc: policies, claims, payee accounts, the ledger and payments.
#include "absl/flags/flag.h"
#include "ladder/subsidy/v1/operation.grpc.pb.h"
#include "platform/calendar/text_file.h"
#include "platform/calendar/workdays_file.h"
#include "platform/server/process.h"
#include "subsidy-svc/migrations/migrations.h"
#include "subsidy-svc/rpc/budget_rpc.h"
#include "subsidy-svc/rpc/claim_rpc.h"
#include "subsidy-svc/rpc/pay_batch_rpc.h"
#include "subsidy-svc/rpc/pay_item_rpc.h"
#include "subsidy-svc/rpc/payee_account_rpc.h"
#include "subsidy-svc/rpc/policy_rpc.h"
#include "subsidy-svc/rpc/reconciliation_rpc.h"
#include "subsidy-svc/tasks/budget_queue.h"
#include "subsidy-svc/tasks/matching_events.h"
#include "subsidy-svc/tasks/notices.h"
#include "subsidy-svc/tasks/payments.h"
#include "subsidy-svc/tasks/policy_seed.h"
#include "subsidy-svc/tasks/proposals.h"
#include "subsidy-svc/tasks/registry_events.h"
#include "subsidy-svc/tasks/snapshot.h"
#include "subsidy-svc/tasks/training_events.h"

ABSL_FLAG(std::string, bank_folder, ".ladder/bank", "Where payment files are put for the bank.");
ABSL_FLAG(std::string, bank_sender, "GUCHENG", "Who we are in the bank's files.");
ABSL_FLAG(std::string, bank_account, "GUCHENG-SUBSIDY",
          "Our account, as the bank's statements name it.");

int main(int argc, char** argv) {
  using namespace ladder;  // NOLINT(google-build-using-namespace): the whole file is wiring
  const auto process = server::Process::StartOrExit(argc, argv, "subsidy", subsidy::Migrations());
  const WorkdayCalendar workdays =
      server::OrExit(LoadWorkdayCalendar(kHolidaysFile, {kHubeiHolidaysFile}));
  const std::string codes = server::OrExit(ReadTextFile("subsidy-svc/policies/bank_codes.tsv"));
  if (const absl::Status seeded = subsidy::SeedPolicies(process->database(), "subsidy-svc/policies",
                                                        process->system_clock().Now());
      !seeded.ok()) {
    server::Exit(seeded);
  }
  subsidy::ServiceContext context{
      .transactor = process->transactor(),
      .pager = process->pager(),
      .workdays = workdays,
      .bank_codes = server::OrExit(subsidy::ParseBankCodes(codes, "DOMESTIC")),
      .county = process->config().county,
      .index_key = process->config().index_key,
      .sender = absl::GetFlag(FLAGS_bank_sender),
      .bank_folder = absl::GetFlag(FLAGS_bank_folder),
      .bank_account = absl::GetFlag(FLAGS_bank_account)};

  subsidy::PolicyRpc policy_rpc(context);
  subsidy::PayeeAccountRpc payee_account_rpc(context);
  subsidy::BudgetRpc budget_rpc(context);
  subsidy::ClaimRpc claim_rpc(context);
  subsidy::PayItemRpc pay_item_rpc(context);
  subsidy::PayBatchRpc pay_batch_rpc(context);
  subsidy::ReconciliationRpc reconciliation_rpc(context);
  rpc::Binder binder;
  policy_rpc.Bind(binder);
  payee_account_rpc.Bind(binder);
  budget_rpc.Bind(binder);
  claim_rpc.Bind(binder);
  pay_item_rpc.Bind(binder);
  pay_batch_rpc.Bind(binder);
  reconciliation_rpc.Bind(binder);

  const operations::DailyWalk walk = process->daily_walk();
  process->daily_work().Add("subsidy.notices", [&](CivilDay day) {
    return subsidy::ClearNotices(walk, context, process->origin(), day);
  });
  process->daily_work().Add("subsidy.expired_proposals", [&](CivilDay day) {
    return subsidy::ExpireProposals(walk, context, process->origin(), day);
  });
  process->daily_work().Add("subsidy.proposals", [&](CivilDay day) {
    return subsidy::ProposeClaims(walk, process->origin(), day);
  });
  process->daily_work().Add("subsidy.returned", [&](CivilDay day) {
    return subsidy::GiveUpReturned(walk, context, process->origin(), day);
  });
  process->daily_work().Add("subsidy.queues", [&](CivilDay day) {
    return subsidy::ReleaseQueues(walk, context, process->origin(), day);
  });
  process->daily_work().Add("subsidy.unanswered", [&](CivilDay day) {
    return subsidy::DoubtUnanswered(walk, context, process->origin(), day);
  });
  process->daily_work().Add("subsidy.statements",
                            [&](CivilDay day) { return subsidy::LookAtStatements(walk, day); });
  process->OfferOperations<subsidy::v1::OperationService, subsidy::v1::OperationMetadata>(binder);
  process->OfferSnapshot(subsidy::SnapshotPagers());
  process->Follow("registry", subsidy::RegistryHandlers());
  process->Follow("matching", subsidy::MatchingHandlers());
  process->Follow("training", subsidy::TrainingHandlers());
  return process->Serve(binder);
}
