// Employment spells between the contract and the domain.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ladder/registry/v1/spell.pb.h"
#include "platform/id/root.h"
#include "platform/standards/division_table.h"
#include "registry-svc/domain/spell.h"

namespace ladder::registry {

// "persons/{person}/spells/{spell}"
struct SpellName {
  Ulid person;
  Ulid spell;
};
absl::StatusOr<SpellName> ParseSpellName(absl::string_view name);

// Wrong fields are named below "spell".
absl::StatusOr<EmploymentSpell> ParseSpell(const v1::EmploymentSpell& spell, const Ulid& id,
                                           const DivisionTable& divisions);

// `person` is the root that the spell lives under.
v1::EmploymentSpell ToProto(const Root& person, const EmploymentSpell& spell);

}  // namespace ladder::registry
