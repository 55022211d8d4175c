// registry-svc: divisions, households, persons, intentions, employment spells and the rosters.
#include "ladder/registry/v1/operation.grpc.pb.h"
#include "platform/server/process.h"
#include "platform/standards/data_files.h"
#include "registry-svc/migrations/migrations.h"
#include "registry-svc/rpc/division_rpc.h"
#include "registry-svc/rpc/household_rpc.h"
#include "registry-svc/rpc/intention_rpc.h"
#include "registry-svc/rpc/person_rpc.h"
#include "registry-svc/rpc/roster_rpc.h"
#include "registry-svc/rpc/spell_rpc.h"
#include "registry-svc/tasks/matching_events.h"
#include "registry-svc/tasks/snapshot.h"
#include "registry-svc/tasks/training_events.h"

int main(int argc, char** argv) {
  using namespace ladder;  // NOLINT(google-build-using-namespace): the whole file is wiring
  const auto process = server::Process::StartOrExit(argc, argv, "registry", registry::Migrations());
  const CountyTable counties = server::OrExit(LoadCountyTable(kCountiesFile));
  const DivisionTable divisions = server::OrExit(LoadDivisionTable(kDivisionsFile));
  registry::ServiceContext context{.transactor = process->transactor(),
                                   .pager = process->pager(),
                                   .counties = counties,
                                   .divisions = divisions,
                                   .index_key = process->config().index_key,
                                   .settle_time = process->config().settle_time};

  registry::DivisionRpc division_rpc(context);
  registry::HouseholdRpc household_rpc(context);
  registry::PersonRpc person_rpc(context);
  registry::SpellRpc spell_rpc(context);
  registry::IntentionRpc intention_rpc(context);
  registry::RosterRpc roster_rpc(context);
  rpc::Binder binder;
  division_rpc.Bind(binder);
  household_rpc.Bind(binder);
  person_rpc.Bind(binder);
  spell_rpc.Bind(binder);
  intention_rpc.Bind(binder);
  roster_rpc.Bind(binder);

  process->OfferOperations<registry::v1::OperationService, registry::v1::OperationMetadata>(binder);
  process->OfferSnapshot(registry::SnapshotPagers(context, *process));
  process->Follow("matching", registry::MatchingHandlers(context, *process));
  process->Follow("training", registry::TrainingHandlers(context, *process));
  return process->Serve(binder);
}
