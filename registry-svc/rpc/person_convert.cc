#include "registry-svc/rpc/person_convert.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/registry/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/seal/blind_index.h"
#include "platform/standards/citizen_id.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"
#include "registry-svc/domain/roster.h"
#include "registry-svc/rpc/convert.h"

namespace ladder::registry {
namespace {

EnumSet<Barrier> BarriersOf(const v1::Person& person) {
  EnumSet<Barrier> barriers;
  for (const int barrier : person.barriers()) barriers.Add(static_cast<Barrier>(barrier));
  return barriers;
}

absl::StatusOr<std::vector<Mobile>> ParsePhones(const v1::Person& person) {
  std::vector<Mobile> phones;
  for (int i = 0; i < person.phones_size(); ++i) {
    LADDER_ASSIGN_OR_RETURN(const Mobile phone,
                            ParseMobile(person.phones(i), absl::StrCat("phones[", i, "]")));
    phones.push_back(phone);
  }
  return phones;
}

absl::StatusOr<Education> ParseSchooling(int code) {
  return code == 0 ? Education() : ParseEducation(code);
}

absl::StatusOr<Home> ParseHome(const v1::Person& person, const DivisionTable& divisions) {
  Home home;
  LADDER_ASSIGN_OR_RETURN(home.registered, ParseDivisionName(person.register_division(), divisions,
                                                             "register_division"));
  home.residence = home.registered;
  if (!person.residence_division().empty()) {
    LADDER_ASSIGN_OR_RETURN(home.residence, ParseDivisionName(person.residence_division(),
                                                              divisions, "residence_division"));
  }
  return home;
}

absl::StatusOr<Profile> ParseProfile(const v1::Person& person) {
  Profile profile;
  LADDER_ASSIGN_OR_RETURN(profile.education, ParseSchooling(person.education()));
  profile.capability = static_cast<LabourCapability>(person.capability());
  profile.health = static_cast<Health>(person.health());
  profile.disability_category = person.disability_category();
  profile.disability_grade = person.disability_grade();
  profile.needs_support = person.needs_support();
  profile.veteran = person.veteran();
  profile.hukou = static_cast<HukouKind>(person.hukou());
  profile.retirement = person.retires_at_50() ? RetirementBase::kWomen50 : RetirementBase::kWomen55;
  profile.barriers = BarriersOf(person);
  LADDER_ASSIGN_OR_RETURN(
      profile.left_school_on,
      ParseOptionalDay(person.has_left_school_on(), person.left_school_on(), "left_school_on"));
  return profile;
}

// With an identity number, sex and birth are the number's; what was written besides is the
// household book's (2.3 I5).
absl::Status ParseIdentity(const v1::Person& person, const PersonFacts& facts,
                           const ServiceContext& context, NewPerson& out) {
  LADDER_ASSIGN_OR_RETURN(out.identity.name, ParsePersonName(person.display_name()));
  LADDER_ASSIGN_OR_RETURN(const std::optional<CivilDay> birth,
                          ParseOptionalDay(person.has_birth(), person.birth(), "birth"));
  const auto sex = static_cast<Sex>(person.sex());
  if (person.ethnic_group() != 0) out.identity.ethnic_group = person.ethnic_group();
  if (person.citizen_id().empty()) {
    if (!birth) return RefuseField(Reason::kBirthRequired, "birth");
    out.identity.sex = sex;
    out.identity.birth = *birth;
    return absl::OkStatus();
  }
  LADDER_ASSIGN_OR_RETURN(
      const CitizenId id,
      ParseOldOrNewCitizenId(person.citizen_id(),
                             {.today = facts.today, .counties = context.counties}));
  out.identity.sex = id.sex();
  out.identity.birth = id.birth();
  if (sex != Sex::kUnknown && sex != id.sex()) out.identity.book_sex = sex;
  if (birth && *birth != id.birth()) out.identity.book_birth = birth;
  const std::string number(id.value());
  out.document = IdentityDocument{.kind = DocumentKind::kCitizenId,
                                  .number = number,
                                  .index = seal::BlindIndex(context.index_key, number),
                                  .from = facts.from};
  return absl::OkStatus();
}

using SetField =
    std::function<absl::Status(const v1::Person&, const ServiceContext&, PersonPatch&)>;

// What an update may name, and how it is read.
const absl::flat_hash_map<std::string, SetField>& PatchFields() {
  static const auto& fields = *new absl::flat_hash_map<std::string, SetField>{
      {"display_name",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) -> absl::Status {
         LADDER_ASSIGN_OR_RETURN(patch.name, ParsePersonName(p.display_name()));
         return absl::OkStatus();
       }},
      {"education",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) -> absl::Status {
         LADDER_ASSIGN_OR_RETURN(patch.education, ParseSchooling(p.education()));
         return absl::OkStatus();
       }},
      {"phones",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) -> absl::Status {
         LADDER_ASSIGN_OR_RETURN(patch.phones, ParsePhones(p));
         return absl::OkStatus();
       }},
      {"left_school_on",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) -> absl::Status {
         LADDER_ASSIGN_OR_RETURN(
             patch.left_school_on,
             ParseOptionalDay(p.has_left_school_on(), p.left_school_on(), "left_school_on"));
         return absl::OkStatus();
       }},
      {"ethnic_group",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.ethnic_group = p.ethnic_group();
         return absl::OkStatus();
       }},
      {"capability",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.capability = static_cast<LabourCapability>(p.capability());
         return absl::OkStatus();
       }},
      {"health",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.health = static_cast<Health>(p.health());
         return absl::OkStatus();
       }},
      {"disability_category",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.disability_category = p.disability_category();
         return absl::OkStatus();
       }},
      {"disability_grade",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.disability_grade = p.disability_grade();
         return absl::OkStatus();
       }},
      {"needs_support",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.needs_support = p.needs_support();
         return absl::OkStatus();
       }},
      {"veteran",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.veteran = p.veteran();
         return absl::OkStatus();
       }},
      {"hukou",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.hukou = static_cast<HukouKind>(p.hukou());
         return absl::OkStatus();
       }},
      {"barriers",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.barriers = BarriersOf(p);
         return absl::OkStatus();
       }},
      {"contact",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.contact = static_cast<ContactState>(p.contact());
         return absl::OkStatus();
       }},
      {"activity",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.activity = static_cast<Activity>(p.activity());
         return absl::OkStatus();
       }},
      {"wish",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.wish = static_cast<Wish>(p.wish());
         return absl::OkStatus();
       }},
      {"declared_skills",
       [](const v1::Person& p, const ServiceContext&, PersonPatch& patch) {
         patch.declared_skills =
             std::vector<std::string>(p.declared_skills().begin(), p.declared_skills().end());
         return absl::OkStatus();
       }},
  };
  return fields;
}

}  // namespace

absl::StatusOr<NewPerson> ParseNewPerson(const v1::Person& person, const PersonFacts& facts,
                                         const ServiceContext& context) {
  NewPerson out{.id = facts.id, .from = facts.from};
  const absl::Status identity = ParseIdentity(person, facts, context, out);
  const absl::StatusOr<Home> home = ParseHome(person, context.divisions);
  const absl::StatusOr<Profile> profile = ParseProfile(person);
  absl::StatusOr<std::vector<Mobile>> phones = ParsePhones(person);
  LADDER_RETURN_IF_ERROR(UnderField(
      JoinFieldRefusals({identity, home.status(), profile.status(), phones.status()}), "person"));
  out.home = *home;
  out.profile = *profile;
  out.phones = *std::move(phones);
  out.standing.wish = static_cast<Wish>(person.wish());
  if (person.activity() != v1::ACTIVITY_UNSPECIFIED)
    out.standing.activity = static_cast<Activity>(person.activity());
  if (person.contact() != v1::CONTACT_STATE_UNSPECIFIED) {
    out.standing.contact = static_cast<ContactState>(person.contact());
  }
  return out;
}

absl::StatusOr<PersonPatch> ParsePersonPatch(const v1::Person& person,
                                             const google::protobuf::FieldMask& mask, CivilDay from,
                                             const ServiceContext& context) {
  PersonPatch patch{.from = from};
  std::vector<absl::Status> refusals;
  for (const std::string& path : mask.paths()) {
    const auto field = PatchFields().find(path);
    if (field == PatchFields().end()) {
      return RefuseField(ladder::Reason::kUpdateMaskInvalid, "update_mask", {{"path", path}});
    }
    refusals.push_back(field->second(person, context, patch));
  }
  LADDER_RETURN_IF_ERROR(UnderField(JoinFieldRefusals(refusals), "person"));
  return patch;
}

PersonView ViewOf(const Person& person, CivilDay day, const ClassRules& rules) {
  PersonView view{.root = person.root, .merged_into = person.merged_into, .phones = person.phones};
  if (const Identity* identity = person.identity.At(day)) view.identity = *identity;
  if (const Home* home = person.home.At(day)) view.home = *home;
  if (const Profile* profile = person.profile.At(day)) view.profile = *profile;
  if (const Standing* standing = person.standing.At(day)) view.standing = *standing;
  const RosterFacts facts = RosterFactsOn(person, day, rules);
  view.primary_class = facts.primary_class;
  view.verified = facts.verified;
  view.household_class = facts.household_class;
  if (const Membership* membership = person.membership.At(day)) view.membership = *membership;
  for (const IdentityDocument& document : person.documents) {
    if (document.kind == DocumentKind::kCitizenId && document.from <= day && day < document.to) {
      view.citizen_id = document.number;
    }
  }
  for (const Skill& skill : person.skills) {
    if (skill.from <= day && day < skill.to) view.skills.push_back(skill);
  }
  return view;
}

namespace {

void AddSkills(const PersonView& view, v1::Person& proto) {
  for (const Skill& skill : view.skills) {
    v1::Skill& out = *proto.add_skills();
    out.set_code(skill.code);
    out.set_source(skill.declared() ? v1::SKILL_SOURCE_DECLARED : v1::SKILL_SOURCE_CERTIFICATE);
    if (skill.level) out.set_level(static_cast<v1::SkillLevel>(*skill.level));
    if (!skill.declared())
      out.set_certificate(absl::StrCat("certificates/", skill.certificate.ToString()));
    *out.mutable_valid_from() = rpc::ToDate(skill.from);
    if (skill.declared()) proto.add_declared_skills(skill.code);
  }
}

void SetProfile(const Profile& profile, v1::Person& proto) {
  proto.set_education(profile.education.code());
  proto.set_capability(static_cast<v1::LabourCapability>(profile.capability));
  proto.set_health(static_cast<v1::Health>(profile.health));
  proto.set_disability_category(profile.disability_category);
  proto.set_disability_grade(profile.disability_grade);
  proto.set_needs_support(profile.needs_support);
  proto.set_veteran(profile.veteran);
  proto.set_hukou(static_cast<v1::HukouKind>(profile.hukou));
  proto.set_retires_at_50(profile.retirement == RetirementBase::kWomen50);
  if (profile.left_school_on)
    *proto.mutable_left_school_on() = rpc::ToDate(*profile.left_school_on);
  for (const Barrier barrier : profile.barriers.codes())
    proto.add_barriers(static_cast<v1::Barrier>(barrier));
}

}  // namespace

v1::Person ToProto(const PersonView& view) {
  v1::Person proto;
  proto.set_name(NameOfPerson(view.root.id));
  proto.set_display_name(view.identity.name.value());
  proto.set_citizen_id_masked(MaskedCitizenId(view.citizen_id));
  proto.set_sex(static_cast<v1::Sex>(view.identity.sex));
  *proto.mutable_birth() = rpc::ToDate(view.identity.birth);
  proto.set_ethnic_group(view.identity.ethnic_group);
  proto.set_register_division(NameOfDivision(view.home.registered.number()));
  proto.set_residence_division(NameOfDivision(view.home.residence.number()));
  for (const Mobile& phone : view.phones) proto.add_phones_masked(MaskedPhone(phone.value()));
  SetProfile(view.profile, proto);
  proto.set_activity(static_cast<v1::Activity>(view.standing.activity));
  proto.set_wish(static_cast<v1::Wish>(view.standing.wish));
  proto.set_contact(static_cast<v1::ContactState>(view.standing.contact));
  proto.set_presence(static_cast<v1::Presence>(view.standing.presence));
  AddSkills(view, proto);
  if (view.membership) proto.set_household(NameOfHousehold(view.membership->household));
  proto.set_household_class(static_cast<v1::HouseholdClass>(view.household_class));
  proto.set_primary_class(static_cast<v1::PrimaryClass>(view.primary_class));
  proto.set_verified(view.verified);
  proto.set_etag(rpc::EtagOf(view.root.version));
  return proto;
}

v1::ClassInterval ToProto(const RecordedInterval& interval) {
  v1::ClassInterval proto;
  proto.set_primary_class(static_cast<v1::PrimaryClass>(interval.period.value.primary_class));
  proto.set_verified(interval.period.value.verified);
  *proto.mutable_valid_from() = rpc::ToDate(interval.period.from);
  if (interval.period.to != kForever) *proto.mutable_valid_to() = rpc::ToDate(interval.period.to);
  *proto.mutable_recorded_from() = rpc::ToTimestamp(interval.recorded_from);
  return proto;
}

}  // namespace ladder::registry
