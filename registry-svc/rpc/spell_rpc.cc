#include "registry-svc/rpc/spell_rpc.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/domain/spell_change.h"
#include "registry-svc/rpc/change_person.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/spell_convert.h"
#include "registry-svc/storage/person_views.h"
#include "registry-svc/storage/spells.h"

namespace ladder::registry {
namespace {

absl::StatusOr<v1::EmploymentSpell> Show(const Person& person, const Ulid& spell,
                                         absl::string_view name) {
  const EmploymentSpell* found = FindSpell(person, spell);
  if (found == nullptr) return Refuse(ladder::Reason::kNotFound, {{"name", std::string(name)}});
  return ToProto(person.root, *found);
}

// Changes the person of a spell's name by `rule` and shows the spell.
absl::StatusOr<v1::EmploymentSpell> ChangeSpell(
    const rpc::Call& call, ServiceContext& context, absl::string_view name, absl::string_view etag,
    const std::function<absl::StatusOr<Person>(Person, const Ulid&)>& rule) {
  LADDER_ASSIGN_OR_RETURN(const SpellName parsed, ParseSpellName(name));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::EmploymentSpell> {
        LADDER_ASSIGN_OR_RETURN(
            const Person after,
            ChangePerson(tx, call, context, parsed.person, etag,
                         [&](Person person) { return rule(std::move(person), parsed.spell); }));
        return Show(after, parsed.spell, name);
      });
}

}  // namespace

void SpellRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.registry.v1.EmploymentSpellService")
      .Unary("ListEmploymentSpells", this, &SpellRpc::ListEmploymentSpells)
      .Unary("GetEmploymentSpell", this, &SpellRpc::GetEmploymentSpell)
      .Unary("CreateEmploymentSpell", this, &SpellRpc::CreateEmploymentSpell)
      .Unary("VerifyEmploymentSpell", this, &SpellRpc::VerifyEmploymentSpell)
      .Unary("EndEmploymentSpell", this, &SpellRpc::EndEmploymentSpell)
      .Unary("WithdrawEmploymentSpell", this, &SpellRpc::WithdrawEmploymentSpell);
}

absl::StatusOr<v1::ListEmploymentSpellsResponse> SpellRpc::ListEmploymentSpells(
    const rpc::Call& call, const v1::ListEmploymentSpellsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kPersonName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListEmploymentSpellsResponse> {
        LADDER_ASSIGN_OR_RETURN(
            const PersonView person,
            registry::GetPerson(tx, id, call.scope(), Moment::Now(call.today())));
        // One more than the page tells whether another follows.
        LADDER_ASSIGN_OR_RETURN(std::vector<EmploymentSpell> spells,
                                ListSpells(tx, id, after, page.size + 1));
        v1::ListEmploymentSpellsResponse response;
        if (CutToPage(spells, page)) {
          response.set_next_page_token(context_.pager.Next(call, page, spells.back().id.ToBytes()));
        }
        for (const EmploymentSpell& spell : spells)
          *response.add_spells() = ToProto(person.root, spell);
        return response;
      });
}

absl::StatusOr<v1::EmploymentSpell> SpellRpc::GetEmploymentSpell(
    const rpc::Call& call, const v1::GetEmploymentSpellRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const SpellName name, ParseSpellName(request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::EmploymentSpell> {
        LADDER_ASSIGN_OR_RETURN(
            const PersonView person,
            registry::GetPerson(tx, name.person, call.scope(), Moment::Now(call.today())));
        LADDER_ASSIGN_OR_RETURN(const EmploymentSpell spell, GetSpell(tx, name.person, name.spell));
        return ToProto(person.root, spell);
      });
}

absl::StatusOr<v1::EmploymentSpell> SpellRpc::CreateEmploymentSpell(
    const rpc::Call& call, const v1::CreateEmploymentSpellRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kPersonName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.spell_id(), call.now(), "spell_id"));
  LADDER_ASSIGN_OR_RETURN(const EmploymentSpell spell,
                          ParseSpell(request.spell(), id, context_.divisions));
  const auto evidence = static_cast<EvidenceKind>(request.evidence());
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::EmploymentSpell> {
        LADDER_ASSIGN_OR_RETURN(
            const Person after,
            ChangePerson(
                tx, call, context_, person, "", [&](Person before) -> absl::StatusOr<Person> {
                  LADDER_ASSIGN_OR_RETURN(Person told, StartSpell(std::move(before), spell,
                                                                  call.today(), context_.rules));
                  if (evidence == EvidenceKind::kUnspecified) return told;
                  return VerifySpell(std::move(told), id,
                                     {.evidence = evidence, .by = call.principal().name},
                                     context_.rules);
                }));
        return Show(after, id, "");
      });
}

absl::StatusOr<v1::EmploymentSpell> SpellRpc::VerifyEmploymentSpell(
    const rpc::Call& call, const v1::VerifyEmploymentSpellRequest& request) {
  return ChangeSpell(
      call, context_, request.name(), request.etag(), [&](Person person, const Ulid& spell) {
        return VerifySpell(std::move(person), spell,
                           {.evidence = static_cast<EvidenceKind>(request.evidence()),
                            .by = call.principal().name},
                           context_.rules);
      });
}

absl::StatusOr<v1::EmploymentSpell> SpellRpc::EndEmploymentSpell(
    const rpc::Call& call, const v1::EndEmploymentSpellRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CivilDay last_day, rpc::ParseDate(request.ended_on(), "ended_on"));
  return ChangeSpell(
      call, context_, request.name(), request.etag(), [&](Person person, const Ulid& spell) {
        return EndSpell(std::move(person), spell, last_day,
                        static_cast<EndReason>(request.end_reason()), call.today(), context_.rules);
      });
}

absl::StatusOr<v1::EmploymentSpell> SpellRpc::WithdrawEmploymentSpell(
    const rpc::Call& call, const v1::WithdrawEmploymentSpellRequest& request) {
  return ChangeSpell(
      call, context_, request.name(), request.etag(),
      [&](Person person, const Ulid& spell) { return WithdrawSpell(std::move(person), spell); });
}

}  // namespace ladder::registry
