#include "subsidy-svc/tasks/matching_events.h"

#include "ladder/events/v1/matching.pb.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/storage/fact_tables.h"

namespace ladder::subsidy {
namespace {

namespace ev = ::ladder::events::v1;

constexpr char kEnterpriseName[] = "enterprises/{enterprise}";

absl::Status Keep(mysql::Transaction& tx, const ev::EnterpriseChanged& changed, const Ulid& event) {
  EnterpriseFact enterprise = {.division = changed.division(),
                               .dishonest = changed.dishonest(),
                               .wage_arrears = changed.wage_arrears()};
  LADDER_ASSIGN_OR_RETURN(enterprise.id,
                          rpc::ParseId(kEnterpriseName, changed.enterprise(), "enterprise"));
  return SaveEnterpriseFact(tx, enterprise, event);
}

absl::Status Keep(mysql::Transaction& tx, const ev::HireFacts& facts, const Ulid& event) {
  HireFact hire = {.owner = facts.owner()};
  LADDER_ASSIGN_OR_RETURN(hire.id, rpc::ParseId("hires/{hire}", facts.hire(), "hire"));
  LADDER_ASSIGN_OR_RETURN(hire.person, rpc::ParseId(kPersonName, facts.person(), "person"));
  LADDER_ASSIGN_OR_RETURN(hire.enterprise,
                          rpc::ParseId(kEnterpriseName, facts.enterprise(), "enterprise"));
  return SaveHireFact(tx, hire, event);
}

}  // namespace

feed::Handlers MatchingHandlers() {
  feed::Handlers handlers;
  handlers.Event<ev::EnterpriseChanged>(
      [](mysql::Transaction& tx, const feed::Event& event, const ev::EnterpriseChanged& changed) {
        return Keep(tx, changed, event.id);
      });
  handlers.State<ev::EnterpriseChanged>(
      [](mysql::Transaction& tx, const feed::SnapshotItem& item,
         const ev::EnterpriseChanged& changed) { return Keep(tx, changed, item.last_event); });
  handlers.Event<ev::HireStarted>(
      [](mysql::Transaction& tx, const feed::Event& event, const ev::HireStarted& started) {
        return Keep(tx, started.hire(), event.id);
      });
  handlers.State<ev::HireStarted>(
      [](mysql::Transaction& tx, const feed::SnapshotItem& item, const ev::HireStarted& started) {
        return Keep(tx, started.hire(), item.last_event);
      });
  handlers.Event<ev::HireEnded>(
      [](mysql::Transaction& tx, const feed::Event& event, const ev::HireEnded& ended) {
        return Keep(tx, ended.hire(), event.id);
      });
  handlers.State<ev::HireEnded>(
      [](mysql::Transaction& tx, const feed::SnapshotItem& item, const ev::HireEnded& ended) {
        return Keep(tx, ended.hire(), item.last_event);
      });
  return handlers;
}

}  // namespace ladder::subsidy
