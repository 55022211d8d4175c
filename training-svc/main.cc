// training-svc: classes, seats, attendance, assessment and certificates.
#include "ladder/training/v1/operation.grpc.pb.h"
#include "platform/server/process.h"
#include "platform/standards/data_files.h"
#include "training-svc/migrations/migrations.h"
#include "training-svc/rpc/attendance_rpc.h"
#include "training-svc/rpc/certificate_rpc.h"
#include "training-svc/rpc/class_rpc.h"
#include "training-svc/rpc/enrolment_rpc.h"
#include "training-svc/rpc/session_rpc.h"
#include "training-svc/tasks/lapse_offers.h"
#include "training-svc/tasks/registry_events.h"
#include "training-svc/tasks/snapshot.h"
#include "training-svc/tasks/subsidy_events.h"

int main(int argc, char** argv) {
  using namespace ladder;  // NOLINT(google-build-using-namespace): the whole file is wiring
  const auto process = server::Process::StartOrExit(argc, argv, "training", training::Migrations());
  const DivisionTable divisions = server::OrExit(LoadDivisionTable(kDivisionsFile));
  training::ServiceContext context{
      .transactor = process->transactor(), .pager = process->pager(), .divisions = divisions};

  training::ClassRpc class_rpc(context);
  training::SessionRpc session_rpc(context);
  training::AttendanceRpc attendance_rpc(context);
  training::EnrolmentRpc enrolment_rpc(context);
  training::CertificateRpc certificate_rpc(context);
  rpc::Binder binder;
  class_rpc.Bind(binder);
  session_rpc.Bind(binder);
  attendance_rpc.Bind(binder);
  enrolment_rpc.Bind(binder);
  certificate_rpc.Bind(binder);

  const operations::DailyWalk walk = process->daily_walk();
  process->daily_work().Add("training.lapse_offers", [&](CivilDay day) {
    feed::Origin origin = process->origin();
    origin.day = day;
    return training::LapseAllOffers(walk, origin);
  });
  process->OfferOperations<training::v1::OperationService, training::v1::OperationMetadata>(binder);
  process->OfferSnapshot(training::SnapshotPagers());
  process->Follow("registry", training::RegistryHandlers());
  process->Follow("subsidy", training::SubsidyHandlers([&] { return process->origin(); }));
  return process->Serve(binder);
}
