#include "platform/testing/service_fixture.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "absl/strings/str_cat.h"
#include "platform/feed/event_log.h"
#include "platform/migrate/migrator.h"
#include "platform/standards/data_files.h"
#include "platform/status/status.h"
#include "platform/testing/mariadb.h"

namespace ladder {

const DivisionTable& AllDivisions() {
  static const DivisionTable& table = *new DivisionTable(*LoadDivisionTable(kDivisionsFile));
  return table;
}

ServiceFixture::ServiceFixture(const std::string& schema,
                               absl::Span<const migrate::Migration> migrations, CivilDay today)
    : ServiceFixture(SharedMariaDb().CreateSchema(schema), migrations, today) {}

ServiceFixture::ServiceFixture(const mysql::Options& schema,
                               absl::Span<const migrate::Migration> migrations, CivilDay today)
    : options_(schema), civil_clock_(system_clock_, absl::FixedTimeZone(8 * 3600)) {
  const absl::StatusOr<int> migrated = migrate::Migrate(options_, migrations);
  if (!migrated.ok()) InvariantBroken(migrated.status().ToString().c_str(), __FILE__, __LINE__);
  database_ = *mysql::Database::Open(options_);
  LADDER_INVARIANT(feed::EnsureEpoch(*database_, system_clock_.Now()).ok());
  SetToday(today);
}

void ServiceFixture::SetToday(CivilDay today) {
  civil_clock_.SetOffsetDays(civil_clock_.offset_days() + (today - civil_clock_.Today()));
}

void ServiceFixture::Serve(rpc::Binder& binder) {
  auto methods = binder.Finish();
  if (!methods.ok()) InvariantBroken(methods.status().ToString().c_str(), __FILE__, __LINE__);
  harness_ = std::make_unique<rpc::Harness>(
      rpc::HarnessOptions{.workers = 8, .insecure_identity = true, .wakeup = &wakeup_},
      system_clock_, civil_clock_, metrics_, *std::move(methods));
  server_ = *server::Server::Start({}, *harness_);
  channel_ = grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
}

std::string ServiceFixture::ReasonOf(const grpc::Status& status) {
  const std::string reason = rpc::ReasonOfDetails(status.error_details());
  if (!reason.empty()) return reason;
  return absl::StatusCodeToString(static_cast<absl::StatusCode>(status.error_code()));
}

int64_t ServiceFixture::CountEvents(const std::string& type) {
  static constexpr char kCount[] = "SELECT COUNT(*) FROM event WHERE type = ?";
  return (*database_->Read([&](mysql::Transaction& tx) { return tx.Query(kCount, {type}); }))[0]
      .Int(0);
}

int64_t ServiceFixture::Count(const std::string& sql) {
  return (*database_->Read([&](mysql::Transaction& tx) { return tx.Query(sql); }))[0].Int(0);
}

}  // namespace ladder
