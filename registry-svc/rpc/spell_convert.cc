#include "registry-svc/rpc/spell_convert.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/rpc/convert.h"

namespace ladder::registry {
namespace {

constexpr char kSpellName[] = "persons/{person}/spells/{spell}";

// A resource of another service, by its id; nothing when the name is empty.
absl::Status ParseWork(const v1::EmploymentSpell& spell, const DivisionTable& divisions,
                       EmploymentSpell& out) {
  LADDER_ASSIGN_OR_RETURN(
      out.employer, ParseOptionalId("enterprises/{enterprise}", spell.employer(), "employer"));
  LADDER_ASSIGN_OR_RETURN(out.carrier,
                          ParseOptionalId("carriers/{carrier}", spell.carrier(), "carrier"));
  LADDER_ASSIGN_OR_RETURN(out.work_division,
                          ParseDivisionName(spell.work_division(), divisions, "work_division"));
  return absl::OkStatus();
}

absl::Status ParseTerms(const v1::EmploymentSpell& spell, EmploymentSpell& out) {
  LADDER_ASSIGN_OR_RETURN(out.started_on, rpc::ParseDate(spell.started_on(), "started_on"));
  LADDER_ASSIGN_OR_RETURN(out.ended_on,
                          ParseDayOr(spell.has_ended_on(), spell.ended_on(), kForever, "ended_on"));
  if (spell.has_wage()) {
    LADDER_ASSIGN_OR_RETURN(out.wage, rpc::ParseMoney(spell.wage(), "wage"));
  }
  if (spell.has_flex_income()) {
    LADDER_ASSIGN_OR_RETURN(out.flex_income, rpc::ParseMoney(spell.flex_income(), "flex_income"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SpellName> ParseSpellName(absl::string_view name) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<std::string> parts, rpc::ParseName(kSpellName, name));
  const absl::StatusOr<Ulid> person = Ulid::Parse(parts[0]);
  const absl::StatusOr<Ulid> spell = Ulid::Parse(parts[1]);
  if (!person.ok() || !spell.ok()) {
    return RefuseField(ladder::Reason::kNameInvalid, "name", {{"format", kSpellName}});
  }
  return SpellName{.person = *person, .spell = *spell};
}

absl::StatusOr<EmploymentSpell> ParseSpell(const v1::EmploymentSpell& spell, const Ulid& id,
                                           const DivisionTable& divisions) {
  EmploymentSpell out{.id = id,
                      .form = static_cast<EmploymentForm>(spell.form()),
                      .carrier_kind = static_cast<CarrierKind>(spell.carrier_kind()),
                      .employer_name = spell.employer_name(),
                      .occupation = spell.occupation(),
                      .end_reason = static_cast<EndReason>(spell.end_reason()),
                      .contract = static_cast<ContractKind>(spell.contract()),
                      .contract_months = spell.contract_months(),
                      .insured_months = spell.insured_months(),
                      .flex_days = spell.flex_days()};
  LADDER_RETURN_IF_ERROR(UnderField(
      JoinFieldRefusals({ParseWork(spell, divisions, out), ParseTerms(spell, out)}), "spell"));
  return out;
}

v1::EmploymentSpell ToProto(const Root& person, const EmploymentSpell& spell) {
  v1::EmploymentSpell proto;
  proto.set_name(absl::StrCat(NameOfPerson(person.id), "/spells/", spell.id.ToString()));
  proto.set_form(static_cast<v1::EmploymentForm>(spell.form));
  proto.set_carrier_kind(static_cast<v1::CarrierKind>(spell.carrier_kind));
  if (spell.employer) proto.set_employer(absl::StrCat("enterprises/", spell.employer->ToString()));
  proto.set_employer_name(spell.employer_name);
  if (spell.carrier) proto.set_carrier(absl::StrCat("carriers/", spell.carrier->ToString()));
  proto.set_work_division(NameOfDivision(spell.work_division.number()));
  proto.set_occupation(spell.occupation);
  *proto.mutable_started_on() = rpc::ToDate(spell.started_on);
  if (spell.ended_on != kForever) *proto.mutable_ended_on() = rpc::ToDate(spell.ended_on);
  proto.set_end_reason(static_cast<v1::EndReason>(spell.end_reason));
  proto.set_contract(static_cast<v1::ContractKind>(spell.contract));
  proto.set_contract_months(spell.contract_months);
  *proto.mutable_wage() = rpc::ToMoney(spell.wage);
  proto.set_insured_months(spell.insured_months);
  proto.set_flex_days(spell.flex_days);
  if (spell.flex_income != Fen()) *proto.mutable_flex_income() = rpc::ToMoney(spell.flex_income);
  proto.set_state(static_cast<v1::EmploymentSpell::State>(spell.state));
  proto.set_evidence(static_cast<v1::EvidenceKind>(spell.evidence));
  proto.set_etag(rpc::EtagOf(person.version));
  return proto;
}

}  // namespace ladder::registry
