#include "subsidy-svc/tasks/matching_events.h"

#include "ladder/events/v1/matching.pb.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/storage/fact_tables.h"

namespace ladder::subsidy {
namespace {

namespace ev = ::ladder::events::v1;

absl::Status Keep(mysql::Transaction& tx, const ev::EnterpriseChanged& changed, const Ulid& event) {
  EnterpriseFact enterprise = {.division = changed.division(),
                               .dishonest = changed.dishonest(),
                               .wage_arrears = changed.wage_arrears()};
  LADDER_ASSIGN_OR_RETURN(
      enterprise.id, rpc::ParseId("enterprises/{enterprise}", changed.enterprise(), "enterprise"));
  return SaveEnterpriseFact(tx, enterprise, event);
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
  return handlers;
}

}  // namespace ladder::subsidy
