// Persons: the registry's root. Facts are grouped as they change together; each group has a history
// of its own (docs/architecture.md 9.4, docs/domain.md 2.3, 2.4). A labourer is a person in the
// base roster on a day, never a type.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/standards/age.h"
#include "platform/standards/certificate.h"
#include "platform/standards/division.h"
#include "platform/standards/education.h"
#include "platform/standards/mobile.h"
#include "platform/standards/sex.h"
#include "registry-svc/domain/codes.h"
#include "registry-svc/domain/enum_set.h"
#include "registry-svc/domain/household.h"
#include "registry-svc/domain/identity_claim.h"
#include "registry-svc/domain/names.h"
#include "registry-svc/domain/primary_class.h"
#include "registry-svc/domain/spell.h"
#include "registry-svc/domain/timeline.h"

namespace ladder::registry {

// Who the person is. Sex and birth are the identity number's where one is known, because age tests
// use those; what the household book says instead is kept beside them (2.3 I5).
struct Identity {
  PersonName name = {};
  Sex sex = Sex::kUnknown;
  CivilDay birth = {};
  std::optional<Sex> book_sex = std::nullopt;
  std::optional<CivilDay> book_birth = std::nullopt;
  int ethnic_group = 1;  // GB/T 3304
  friend bool operator==(const Identity&, const Identity&) = default;
};

// Where the person is registered and where they live: villages or communities. Relocated people
// differ in the two.
struct Home {
  DivisionCode registered = {};
  DivisionCode residence = {};
  friend bool operator==(const Home&, const Home&) = default;
};

// What the person can do, and what must be heeded.
struct Profile {
  Education education = {};
  LabourCapability capability = LabourCapability::kUnspecified;
  Health health = Health::kUnspecified;
  int disability_category = 0;  // GB/T 26341, 0 for none
  int disability_grade = 0;     // 1, the worst, to 4
  bool needs_support = false;   // accommodations are needed: all that others may see of health
  bool veteran = false;         // verified by the veterans bureau
  HukouKind hukou = HukouKind::kUnspecified;
  RetirementBase retirement = RetirementBase::kWomen55;   // a woman's own; men have theirs by law
  std::optional<CivilDay> left_school_on = std::nullopt;  // left secondary school, finished or not
  EnumSet<Barrier> barriers = {};
  friend bool operator==(const Profile&, const Profile&) = default;
};

// Which household counts the person: one per day (2.3 I7).
struct Membership {
  Ulid household = {};
  int relation = 0;  // to the head, GB/T 4761: 2 is the head
  friend bool operator==(const Membership&, const Membership&) = default;
};

// A skill, by the person's word or by a certificate of the training service.
struct Skill {
  std::string code = "";
  std::optional<Certificate> level = std::nullopt;
  Ulid certificate = {};  // zero: declared
  CivilDay from = {};
  CivilDay to = kForever;  // the first day it no longer counts
  bool declared() const { return certificate.is_zero(); }
  friend bool operator==(const Skill&, const Skill&) = default;
};

// A number that identifies the person, with the index it is looked up by.
struct IdentityDocument {
  DocumentKind kind = DocumentKind::kUnspecified;
  std::string number = "";
  NumberIndex index = {};
  CivilDay from = {};
  CivilDay to = kForever;
  friend bool operator==(const IdentityDocument&, const IdentityDocument&) = default;
};

struct Person {
  Root root = {};
  absl::Time recorded = absl::InfinitePast();  // record time of the last change
  std::optional<Ulid> merged_into = std::nullopt;
  std::vector<Mobile> phones = {};  // at most three

  Timeline<Identity> identity = {};
  Timeline<Home> home = {};
  Timeline<Profile> profile = {};
  Timeline<Standing> standing = {};
  Timeline<Membership> membership = {};
  std::vector<EmploymentSpell> spells = {};
  std::vector<Skill> skills = {};
  std::vector<IdentityDocument> documents = {};

  // Not the person's own: the status of every household in `membership`, loaded with the person.
  HouseholdStatuses households = {};

  // The first day everything is known that a class needs.
  CivilDay first_day() const;
};

// The statutory retirement base of `sex` with a woman's own base. Without a known sex the later age
// holds.
RetirementBase RetirementOf(Sex sex, RetirementBase womans_own);

// The class on `day`, which is not before first_day().
Classified ClassOn(const Person& person, CivilDay day, const ClassRules& rules);

// What a new person is made of. `from` is the day the facts hold from.
struct NewPerson {
  Ulid id = {};
  Identity identity = {};
  Home home = {};
  Profile profile = {};
  Standing standing = {};
  std::vector<Mobile> phones = {};
  std::optional<IdentityDocument> document = std::nullopt;
  CivilDay from = {};
};

// A person as of the first version. DAY_IN_FUTURE, DIVISION_NOT_COMMUNITY, BIRTH_REQUIRED.
absl::StatusOr<Person> Register(const NewPerson& facts, CivilDay today);

}  // namespace ladder::registry
