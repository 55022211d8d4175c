#include "registry-svc/storage/spells.h"

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/storage/person_tables.h"

namespace ladder::registry {

absl::StatusOr<std::vector<EmploymentSpell>> ListSpells(mysql::Transaction& tx, const Ulid& person,
                                                        const Ulid& after, int limit) {
  // A person has a handful: they are read together, in the order of their ids.
  LADDER_ASSIGN_OR_RETURN(const std::vector<EmploymentSpell> all, SpellTable().Load(tx, person));
  std::vector<EmploymentSpell> page;
  for (const EmploymentSpell& spell : all) {
    if (spell.id > after && static_cast<int>(page.size()) < limit) page.push_back(spell);
  }
  return page;
}

absl::StatusOr<EmploymentSpell> GetSpell(mysql::Transaction& tx, const Ulid& person,
                                         const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<EmploymentSpell> all, SpellTable().Load(tx, person));
  for (const EmploymentSpell& spell : all) {
    if (spell.id == id) return spell;
  }
  return Refuse(::ladder::Reason::kNotFound,
                {{"name", "persons/" + person.ToString() + "/spells/" + id.ToString()}});
}

}  // namespace ladder::registry
