#include "registry-svc/tasks/matching_events.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/events/v1/matching.pb.h"
#include "ladder/events/v1/registry.pb.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/domain/spell_change.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/storage/persons.h"
#include "registry-svc/tasks/event_scope.h"

namespace ladder::registry {
namespace {

namespace ev = ::ladder::events::v1;

absl::StatusOr<EmploymentSpell> SpellOf(const ev::HireFacts& hire) {
  EmploymentSpell spell{.form = EmploymentForm::kEmployee,
                        .carrier_kind = static_cast<CarrierKind>(hire.carrier_kind()),
                        .occupation = hire.occupation(),
                        .contract = static_cast<ContractKind>(hire.contract_kind()),
                        .contract_months = hire.contract_months(),
                        .state = SpellState::kProvisional};
  LADDER_ASSIGN_OR_RETURN(const Ulid source, rpc::ParseId("hires/{hire}", hire.hire(), "hire"));
  LADDER_ASSIGN_OR_RETURN(
      spell.employer, rpc::ParseId("enterprises/{enterprise}", hire.enterprise(), "enterprise"));
  if (!hire.carrier().empty()) {
    LADDER_ASSIGN_OR_RETURN(spell.carrier,
                            rpc::ParseId("carriers/{carrier}", hire.carrier(), "carrier"));
  }
  LADDER_ASSIGN_OR_RETURN(spell.started_on, rpc::ParseDate(hire.started_on(), "started_on"));
  LADDER_ASSIGN_OR_RETURN(spell.wage, rpc::ParseMoney(hire.wage(), "wage"));
  spell.work_division = DivisionCode::FromNumber(hire.work_division());
  // One hire makes one spell, so the hire's id serves for both and a repeat finds it.
  spell.id = source;
  spell.source = source;
  return spell;
}

// Changes the hire's person by `rule`, or answers why not. The event's day is judged by the later
// of its own and ours.
absl::Status Change(mysql::Transaction& tx, const ServiceContext& context,
                    const server::Process& process, const ev::HireFacts& hire,
                    const std::function<absl::StatusOr<Person>(Person)>& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kPersonName, hire.person(), "person"));
  const feed::Origin origin = process.origin();
  LADDER_ASSIGN_OR_RETURN(const Person before, LockPerson(tx, id, EventScope(), origin.day));
  absl::StatusOr<Person> after = rule(before);
  if (after.ok() && after->root.version == before.root.version) return absl::OkStatus();
  const absl::Status refusal = after.status();
  Person saved = refusal.ok() ? *std::move(after) : before;
  saved.root.version = before.root.version + 1;
  if (refusal.ok()) {
    LADDER_RETURN_IF_ERROR(EmitPerson(tx, origin, &before, saved, context.rules));
  } else {
    ev::SpellRefused refused;
    refused.set_source(hire.hire());
    refused.set_person(hire.person());
    refused.set_reason(ReasonOf(refusal));
    LADDER_RETURN_IF_ERROR(feed::Emit(tx, origin, saved.root, hire.person(), refused));
  }
  return SavePerson(tx, before, saved, context.rules);
}

// The two effects, for events and for the states of a snapshot alike.
class Hires {
 public:
  Hires(const ServiceContext& context, const server::Process& process)
      : context_(context), process_(process) {}

  absl::Status Started(mysql::Transaction& tx, CivilDay day, const ev::HireStarted& started) const {
    LADDER_ASSIGN_OR_RETURN(const EmploymentSpell spell, SpellOf(started.hire()));
    return Change(
        tx, context_, process_, started.hire(), [&](Person person) -> absl::StatusOr<Person> {
          if (FindSpellOfSource(person, *spell.source) != nullptr) return person;
          return StartSpell(std::move(person), spell, std::max(day, process_.civil_clock().Today()),
                            context_.rules);
        });
  }

  absl::Status Ended(mysql::Transaction& tx, CivilDay day, const ev::HireEnded& ended) const {
    LADDER_ASSIGN_OR_RETURN(const EmploymentSpell spell, SpellOf(ended.hire()));
    LADDER_ASSIGN_OR_RETURN(const CivilDay last_day, rpc::ParseDate(ended.ended_on(), "ended_on"));
    return Change(tx, context_, process_, ended.hire(),
                  [&](Person person) -> absl::StatusOr<Person> {
                    const EmploymentSpell* held = FindSpellOfSource(person, *spell.source);
                    if (held == nullptr || !held->open()) return person;
                    return EndSpell(std::move(person), held->id, last_day,
                                    static_cast<EndReason>(ended.end_reason()),
                                    std::max(day, process_.civil_clock().Today()), context_.rules);
                  });
  }

 private:
  const ServiceContext& context_;
  const server::Process& process_;
};

}  // namespace

feed::Handlers MatchingHandlers(const ServiceContext& context, const server::Process& process) {
  const Hires hires(context, process);
  feed::Handlers handlers;
  handlers.Event<ev::HireStarted>(
      [hires](mysql::Transaction& tx, const feed::Event& event, const ev::HireStarted& hire) {
        return hires.Started(tx, event.day, hire);
      });
  handlers.Event<ev::HireEnded>(
      [hires](mysql::Transaction& tx, const feed::Event& event, const ev::HireEnded& hire) {
        return hires.Ended(tx, event.day, hire);
      });
  handlers.State<ev::HireStarted>(
      [hires](mysql::Transaction& tx, const feed::SnapshotItem&, const ev::HireStarted& hire) {
        return hires.Started(tx, CivilDay(), hire);
      });
  // A snapshot tells only the newest state: a hire that ended began before.
  handlers.State<ev::HireEnded>([hires](mysql::Transaction& tx, const feed::SnapshotItem&,
                                        const ev::HireEnded& hire) -> absl::Status {
    ev::HireStarted started;
    *started.mutable_hire() = hire.hire();
    LADDER_RETURN_IF_ERROR(hires.Started(tx, CivilDay(), started));
    return hires.Ended(tx, CivilDay(), hire);
  });
  return handlers;
}

}  // namespace ladder::registry
