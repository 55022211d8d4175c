// The rows that scoped lists walk: one per division that places a person or a household, over the
// days it does. A row also names the other division, so that a walk can tell by itself which of the
// two shows the owner.
#pragma once

#include <vector>

#include "platform/standards/division.h"
#include "registry-svc/domain/household.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/storage/record_table.h"

namespace ladder::registry {

// Bits: which of the owner's divisions the row's is.
enum class ScopeKind : int { kRegister = 1, kResidence = 2, kBoth = 3 };

struct ScopeRow {
  DivisionCode division = {};
  ScopeKind kind = ScopeKind::kBoth;
  CivilDay from = {};
  CivilDay to = kForever;
  DivisionCode other = {};
  friend bool operator==(const ScopeRow&, const ScopeRow&) = default;
};

std::vector<ScopeRow> ScopeRowsOf(const Timeline<Home>& home);
std::vector<ScopeRow> ScopeRowsOf(const Timeline<HouseholdHome>& home);

const RecordTable<ScopeRow>& PersonScopeTable();
const RecordTable<ScopeRow>& HouseholdScopeTable();

}  // namespace ladder::registry
