// Employment spells: that a person worked, where and from when to when. They belong to the person's
// root, because the person's class is decided from all of them under that root's lock.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "platform/money/fen.h"
#include "platform/standards/division.h"
#include "registry-svc/domain/codes.h"

namespace ladder::registry {

// What the classes of docs/domain.md 3.1 rest on besides the person's facts.
struct ClassRules {
  DivisionCode county = DivisionCode::FromNumber(420625000000);  // what "inside the county" means
  int flex_days_min = 10;                 // day work in 30 days that counts as employment,
  Fen flex_income_min = Fen::Yuan(1000);  // or the pay for it
};

enum class SpellState : int {
  kProvisional = 1,  // the person's word, or a hire not yet proved
  kVerified = 2,     // proved: only these count for money, and past the upper age
  kWithdrawn = 3,    // never true; kept for the record
};

// One version of a spell. A correction closes it in record time and inserts another.
struct EmploymentSpell {
  Ulid id = {};
  EmploymentForm form = EmploymentForm::kUnspecified;
  CarrierKind carrier_kind = CarrierKind::kUnspecified;
  std::optional<Ulid> employer = std::nullopt;  // enterprise of the matching service
  std::string employer_name = "";               // where it is none of ours
  std::optional<Ulid> carrier = std::nullopt;
  DivisionCode work_division = {};  // as exact as known: a county is enough
  std::string occupation = "";      // d-dd-dd-dd
  CivilDay started_on = {};
  CivilDay ended_on = kForever;  // the last day of work; kForever while it goes on
  EndReason end_reason = EndReason::kUnspecified;
  ContractKind contract = ContractKind::kUnspecified;
  int contract_months = 0;
  Fen wage = {};           // a month
  int insured_months = 0;  // months of social insurance paid
  int flex_days = 0;       // day work: days worked in the last 30,
  Fen flex_income = {};    // and the pay for them
  SpellState state = SpellState::kProvisional;
  EvidenceKind evidence = EvidenceKind::kUnspecified;
  std::string verified_by = "";               // principal
  std::optional<Ulid> source = std::nullopt;  // hire or placement that it was made from

  bool open() const { return state != SpellState::kWithdrawn && ended_on == kForever; }
  // Whether it makes the person employed on `day`; the last day of work still does.
  bool Holds(CivilDay day) const {
    return state != SpellState::kWithdrawn && started_on <= day && day <= ended_on;
  }
  friend bool operator==(const EmploymentSpell&, const EmploymentSpell&) = default;
};

// The class that this spell alone gives (docs/domain.md 3.1, group E).
PrimaryClass ClassOf(const EmploymentSpell& spell, const ClassRules& rules);

// Whether day work is enough to be employment; always true for other forms.
bool IsEnough(const EmploymentSpell& spell, const ClassRules& rules);

// Whether `a` decides the class when both hold on a day: by the order of 3.1, then the later start,
// then the lower id.
bool Outranks(const EmploymentSpell& a, const EmploymentSpell& b, const ClassRules& rules);

// What a spell must say for its form: SPELL_INCOMPLETE, DAY_OUT_OF_ORDER for an end before its
// start, FLEX_WORK_TOO_LITTLE.
absl::Status CheckSpell(const EmploymentSpell& spell, const ClassRules& rules);

absl::string_view NameOf(SpellState state);

}  // namespace ladder::registry
