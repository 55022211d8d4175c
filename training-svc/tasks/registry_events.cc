#include "training-svc/tasks/registry_events.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "ladder/events/v1/registry.pb.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/domain/person_facts.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/storage/person_profiles.h"

namespace ladder::training {
namespace {

namespace ev = ::ladder::events::v1;

// The days of a period of the event: open when it has no end.
template <typename Period, typename Span>
absl::Status SetDays(const Period& period, Span& span) {
  LADDER_ASSIGN_OR_RETURN(span.from, rpc::ParseDate(period.valid_from(), "valid_from"));
  if (!period.has_valid_to()) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(span.to, rpc::ParseDate(period.valid_to(), "valid_to"));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PersonPeriod>> PeriodsOf(const ev::PersonChanged& event) {
  std::vector<ClassSpan> classes;
  for (const ev::ClassPeriod& period : event.class_periods()) {
    ClassSpan span = {.primary_class = static_cast<int>(period.primary_class())};
    LADDER_RETURN_IF_ERROR(SetDays(period, span));
    classes.push_back(span);
  }
  std::vector<HouseholdSpan> households;
  for (const ev::HouseholdPeriod& period : event.household_periods()) {
    HouseholdSpan span = {.household_class = static_cast<int>(period.household_class()),
                          .household_aid = static_cast<int>(period.aid()),
                          .relocated = period.relocated()};
    LADDER_RETURN_IF_ERROR(SetDays(period, span));
    LADDER_ASSIGN_OR_RETURN(span.risk_cleared_on,
                            ParseOptionalDay(period.has_risk_cleared_on(), period.risk_cleared_on(),
                                             "risk_cleared_on"));
    households.push_back(span);
  }
  return PeriodsOf(classes, households);
}

absl::StatusOr<PersonFacts> FactsOf(const ev::PersonChanged& event) {
  PersonFacts facts = {.register_div = event.register_division(),
                       .residence_div = event.residence_division(),
                       .sex = static_cast<int>(event.sex()),
                       .education = event.education(),
                       .capability = static_cast<int>(event.capability()),
                       .hukou = static_cast<int>(event.hukou()),
                       .veteran = event.veteran(),
                       .needs_support = event.needs_support(),
                       .retires_at_50 = event.retires_at_50(),
                       .presence = static_cast<int>(event.presence())};
  LADDER_ASSIGN_OR_RETURN(facts.person, rpc::ParseId(kPersonName, event.person(), "person"));
  LADDER_ASSIGN_OR_RETURN(facts.birth, rpc::ParseDate(event.birth(), "birth"));
  LADDER_ASSIGN_OR_RETURN(
      facts.left_school_on,
      ParseOptionalDay(event.has_left_school_on(), event.left_school_on(), "left_school_on"));
  if (!event.household().empty()) {
    LADDER_ASSIGN_OR_RETURN(facts.household,
                            rpc::ParseId("households/{household}", event.household(), "household"));
  }
  LADDER_ASSIGN_OR_RETURN(facts.periods, PeriodsOf(event));
  return facts;
}

absl::Status Keep(mysql::Transaction& tx, const ev::PersonChanged& event) {
  LADDER_ASSIGN_OR_RETURN(const PersonFacts facts, FactsOf(event));
  return PutPerson(tx, facts);
}

}  // namespace

feed::Handlers RegistryHandlers() {
  feed::Handlers handlers;
  handlers.Event<ev::PersonChanged>([](mysql::Transaction& tx, const feed::Event&,
                                       const ev::PersonChanged& event) { return Keep(tx, event); });
  handlers.State<ev::PersonChanged>([](mysql::Transaction& tx, const feed::SnapshotItem&,
                                       const ev::PersonChanged& state) { return Keep(tx, state); });
  handlers.Gone([](mysql::Transaction& tx, const std::string& aggregate) -> absl::Status {
    if (!absl::StartsWith(aggregate, "persons/")) return absl::OkStatus();
    LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kPersonName, aggregate));
    return ForgetPerson(tx, person);
  });
  return handlers;
}

}  // namespace ladder::training
