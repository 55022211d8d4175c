#include "registry-svc/domain/primary_class.h"

namespace ladder::registry {
namespace {

// The spell that decides among those that hold on `day`, or nullptr.
const EmploymentSpell* LeadingSpell(const ClassFacts& facts, CivilDay day, bool verified_only,
                                    const ClassRules& rules) {
  const EmploymentSpell* leading = nullptr;
  for (const EmploymentSpell& spell : facts.spells) {
    if (!spell.Holds(day) || !IsEnough(spell, rules)) continue;
    if (verified_only && spell.state != SpellState::kVerified) continue;
    if (leading == nullptr || Outranks(spell, *leading, rules)) leading = &spell;
  }
  return leading;
}

PrimaryClass ClassOfWish(Wish wish) {
  switch (wish) {
    case Wish::kTraining:
      return PrimaryClass::kUTrainFirst;
    case Wish::kStartup:
      return PrimaryClass::kUStartup;
    case Wish::kUnwilling:
      return PrimaryClass::kUUnwilling;
    default:
      return PrimaryClass::kUSeeking;
  }
}

}  // namespace

Classified Classify(const ClassFacts& facts, CivilDay day, const ClassRules& rules) {
  const Standing& standing = facts.standing;
  switch (standing.presence) {
    case Presence::kDeceased:
      return {PrimaryClass::kXDeceased};
    case Presence::kMerged:
      return {PrimaryClass::kXMerged};
    case Presence::kMoved:
      return {PrimaryClass::kXMoved};
    default:
      break;
  }
  if (day < Birthday(facts.birth, kWorkingAge)) return {PrimaryClass::kNUnder16};
  if (standing.activity == Activity::kStudent) return {PrimaryClass::kNStudent};
  if (standing.activity == Activity::kSoldier) return {PrimaryClass::kNSoldier};
  if (facts.capability == LabourCapability::kLost || facts.capability == LabourCapability::kNone) {
    return {PrimaryClass::kNIncapable};
  }

  const bool elderly = day >= RetirementDay(facts.birth, facts.retirement);
  const EmploymentSpell* spell = LeadingSpell(facts, day, elderly, rules);
  if (elderly && spell == nullptr) return {PrimaryClass::kNRetired};
  if (standing.activity == Activity::kCare && spell == nullptr) return {PrimaryClass::kNCare};
  if (standing.contact == ContactState::kLost) return {PrimaryClass::kXUnknown};
  if (spell != nullptr) return {ClassOf(*spell, rules), spell};
  return {ClassOfWish(standing.wish)};
}

absl::string_view NameOf(PrimaryClass c) {
  switch (c) {
    case PrimaryClass::kUnspecified:
      return "UNSPECIFIED";
    case PrimaryClass::kELocalFirm:
      return "E_LOCAL_FIRM";
    case PrimaryClass::kEOutCounty:
      return "E_OUT_COUNTY";
    case PrimaryClass::kEOutProvince:
      return "E_OUT_PROVINCE";
    case PrimaryClass::kEWorkshop:
      return "E_WORKSHOP";
    case PrimaryClass::kEFactory:
      return "E_FACTORY";
    case PrimaryClass::kEFamilyWorkshop:
      return "E_FAMILY_WORKSHOP";
    case PrimaryClass::kEWelfarePost:
      return "E_WELFARE_POST";
    case PrimaryClass::kESelf:
      return "E_SELF";
    case PrimaryClass::kEFlex:
      return "E_FLEX";
    case PrimaryClass::kEFarm:
      return "E_FARM";
    case PrimaryClass::kUSeeking:
      return "U_SEEKING";
    case PrimaryClass::kUTrainFirst:
      return "U_TRAIN_FIRST";
    case PrimaryClass::kUStartup:
      return "U_STARTUP";
    case PrimaryClass::kUUnwilling:
      return "U_UNWILLING";
    case PrimaryClass::kNStudent:
      return "N_STUDENT";
    case PrimaryClass::kNSoldier:
      return "N_SOLDIER";
    case PrimaryClass::kNIncapable:
      return "N_INCAPABLE";
    case PrimaryClass::kNRetired:
      return "N_RETIRED";
    case PrimaryClass::kNUnder16:
      return "N_UNDER16";
    case PrimaryClass::kNCare:
      return "N_CARE";
    case PrimaryClass::kXUnknown:
      return "X_UNKNOWN";
    case PrimaryClass::kXMoved:
      return "X_MOVED";
    case PrimaryClass::kXDeceased:
      return "X_DECEASED";
    case PrimaryClass::kXMerged:
      return "X_MERGED";
  }
  return "";
}

}  // namespace ladder::registry
