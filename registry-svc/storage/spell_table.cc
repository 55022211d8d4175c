#include <utility>

#include "platform/mysql/code_values.h"
#include "registry-svc/storage/person_tables.h"

namespace ladder::registry {
namespace {

// A spell holds on its last day, a period up to the day before its end.
CivilDay EndOf(const EmploymentSpell& spell) {
  return spell.ended_on == kForever ? kForever : spell.ended_on + 1;
}

// Day work and farming may name no place.
DivisionCode ReadPlace(int64_t number) {
  return number == 0 ? DivisionCode() : DivisionCode::FromNumber(number);
}

EmploymentSpell Read(const mysql::Row& row, size_t c) {
  const CivilDay end = row.Day(c + 2);
  return {.id = row.Id(c),
          .form = ReadCode<EmploymentForm>(row, c + 3),
          .carrier_kind = ReadCode<CarrierKind>(row, c + 4),
          .employer = row.OptId(c + 5),
          .employer_name = row.Text(c + 6),
          .carrier = row.OptId(c + 7),
          .work_division = ReadPlace(row.Int(c + 8)),
          .occupation = row.Text(c + 9),
          .started_on = row.Day(c + 1),
          .ended_on = end == kForever ? kForever : end - 1,
          .end_reason = ReadCode<EndReason>(row, c + 10),
          .contract = ReadCode<ContractKind>(row, c + 11),
          .contract_months = static_cast<int>(row.Int(c + 12)),
          .wage = row.Money(c + 13),
          .insured_months = static_cast<int>(row.Int(c + 14)),
          .flex_days = static_cast<int>(row.Int(c + 15)),
          .flex_income = row.Money(c + 16),
          .state = ReadCode<SpellState>(row, c + 17),
          .evidence = ReadCode<EvidenceKind>(row, c + 18),
          .verified_by = row.Text(c + 19),
          .source = row.OptId(c + 20)};
}

mysql::Values Write(const EmploymentSpell& spell) {
  return {spell.id,
          spell.started_on,
          EndOf(spell),
          Number(spell.form),
          Number(spell.carrier_kind),
          spell.employer,
          spell.employer_name,
          spell.carrier,
          spell.work_division.number(),
          spell.occupation,
          Number(spell.end_reason),
          Number(spell.contract),
          spell.contract_months,
          spell.wage,
          spell.insured_months,
          spell.flex_days,
          spell.flex_income,
          Number(spell.state),
          Number(spell.evidence),
          spell.verified_by,
          spell.source};
}

}  // namespace

const RecordTable<EmploymentSpell>& SpellTable() {
  static const auto& table = *new RecordTable<EmploymentSpell>(
      {.table = "employment_spell",
       .owner = "person_id",
       .keys = {"spell_id"},
       .values = {"valid_from", "valid_to",       "form",        "carrier_kind",
                  "employer",   "employer_name",  "carrier",     "work_division",
                  "occupation", "end_reason",     "contract",    "contract_months",
                  "wage_fen",   "insured_months", "flex_days",   "flex_income_fen",
                  "state",      "evidence",       "verified_by", "source"}},
      Read, Write);
  return table;
}

}  // namespace ladder::registry
