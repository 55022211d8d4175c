#include "registry-svc/domain/spell.h"

#include "absl/strings/str_cat.h"
#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::registry {
namespace {

// Place in the order of docs/domain.md 3.1: the lowest wins.
int Rank(const EmploymentSpell& spell, const ClassRules& rules) {
  switch (ClassOf(spell, rules)) {
    case PrimaryClass::kELocalFirm:
      return spell.contract != ContractKind::kUnspecified ? 0 : 3;
    case PrimaryClass::kEOutProvince:
      return 1;
    case PrimaryClass::kEOutCounty:
      return 2;
    case PrimaryClass::kESelf:
      return 4;
    case PrimaryClass::kEWorkshop:
      return 5;
    case PrimaryClass::kEFactory:
      return 6;
    case PrimaryClass::kEFamilyWorkshop:
      return 7;
    case PrimaryClass::kEFarm:
      return 8;
    case PrimaryClass::kEFlex:
      return 9;
    default:
      return 10;  // a welfare post
  }
}

// A carrier beats the firm; the parks are factories' ground (docs/domain.md 2.5, 3.1).
PrimaryClass ClassOfCarrier(CarrierKind kind) {
  switch (kind) {
    case CarrierKind::kWorkshop:
      return PrimaryClass::kEWorkshop;
    case CarrierKind::kFamilyWorkshop:
      return PrimaryClass::kEFamilyWorkshop;
    default:
      return PrimaryClass::kEFactory;
  }
}

PrimaryClass ClassOfPlace(DivisionCode work, DivisionCode county) {
  if (county.Contains(work)) return PrimaryClass::kELocalFirm;
  return county.Above(DivisionLevel::kProvince).Contains(work) ? PrimaryClass::kEOutCounty
                                                               : PrimaryClass::kEOutProvince;
}

}  // namespace

PrimaryClass ClassOf(const EmploymentSpell& spell, const ClassRules& rules) {
  switch (spell.form) {
    case EmploymentForm::kSelf:
      return PrimaryClass::kESelf;
    case EmploymentForm::kFlex:
      return PrimaryClass::kEFlex;
    case EmploymentForm::kFarm:
      return PrimaryClass::kEFarm;
    case EmploymentForm::kWelfarePost:
      return PrimaryClass::kEWelfarePost;
    default:
      break;
  }
  if (spell.carrier_kind != CarrierKind::kUnspecified) return ClassOfCarrier(spell.carrier_kind);
  return ClassOfPlace(spell.work_division, rules.county);
}

bool IsEnough(const EmploymentSpell& spell, const ClassRules& rules) {
  return spell.form != EmploymentForm::kFlex || spell.flex_days >= rules.flex_days_min ||
         spell.flex_income >= rules.flex_income_min;
}

bool Outranks(const EmploymentSpell& a, const EmploymentSpell& b, const ClassRules& rules) {
  const int rank_a = Rank(a, rules), rank_b = Rank(b, rules);
  if (rank_a != rank_b) return rank_a < rank_b;
  if (a.started_on != b.started_on) return a.started_on > b.started_on;
  return a.id < b.id;
}

absl::Status CheckSpell(const EmploymentSpell& spell, const ClassRules& rules) {
  const auto missing = [](absl::string_view field) {
    return RefuseField(Reason::kSpellIncomplete, field, {{"field", std::string(field)}});
  };
  if (spell.form == EmploymentForm::kUnspecified) return missing("form");
  if (spell.form == EmploymentForm::kEmployee) {
    if (!spell.employer && spell.employer_name.empty()) return missing("employer");
    if (spell.work_division == DivisionCode()) return missing("work_division");
  }
  if (spell.ended_on < spell.started_on) {
    return RefuseField(Reason::kDayOutOfOrder, "end_date",
                       {{"earliest", FormatDay(spell.started_on)}});
  }
  if (!IsEnough(spell, rules)) {
    return Refuse(Reason::kFlexWorkTooLittle, {{"days", absl::StrCat(rules.flex_days_min)},
                                               {"yuan", rules.flex_income_min.ToYuan()}});
  }
  return absl::OkStatus();
}

absl::string_view NameOf(SpellState state) {
  switch (state) {
    case SpellState::kProvisional:
      return "PROVISIONAL";
    case SpellState::kVerified:
      return "VERIFIED";
    case SpellState::kWithdrawn:
      return "WITHDRAWN";
  }
  return "";
}

}  // namespace ladder::registry
