#include "registry-svc/storage/person_tables.h"

#include <algorithm>
#include <utility>

#include "platform/mysql/code_values.h"
#include "registry-svc/storage/sealed.h"

namespace ladder::registry {
namespace {

mysql::Values WriteIdentity(const Identity& identity) {
  return {identity.name.value(),        Number(identity.sex), identity.birth,
          OptNumber(identity.book_sex), identity.book_birth,  identity.ethnic_group};
}

mysql::Values WriteHome(const Home& home) {
  return {home.registered.number(), home.residence.number()};
}

mysql::Values WriteProfile(const Profile& profile) {
  return {profile.education.code(),
          Number(profile.capability),
          StoredHealth(profile),
          profile.needs_support,
          profile.veteran,
          Number(profile.hukou),
          Number(profile.retirement),
          profile.left_school_on,
          profile.barriers.bits()};
}

mysql::Values WriteStanding(const Standing& standing) {
  return {Number(standing.presence), Number(standing.contact), Number(standing.activity),
          Number(standing.wish)};
}

mysql::Values WriteMembership(const Membership& membership) {
  return {membership.household, membership.relation};
}

mysql::Values WriteRosterFacts(const RosterFacts& facts) {
  return {facts.listed(),
          facts.elsewhere(),
          Number(facts.primary_class),
          facts.verified,
          Number(facts.base),
          facts.school_leaver,
          Number(facts.household_class),
          facts.home.registered.number(),
          facts.home.residence.number()};
}

mysql::Values WriteSkill(const Skill& skill) {
  return {skill.code, skill.certificate, skill.from, skill.to, OptNumber(skill.level)};
}

IdentityDocument ReadDocument(const mysql::Row& row, size_t c) {
  IdentityDocument document = {.kind = ReadCode<DocumentKind>(row, c),
                               .number = NumberFromStored(row.Text(c + 3)),
                               .from = row.Day(c + 1),
                               .to = row.Day(c + 2)};
  const std::string& index = row.Text(c + 4);
  LADDER_INVARIANT(index.size() == document.index.size());
  std::copy(index.begin(), index.end(), document.index.begin());
  return document;
}

mysql::Values WriteDocument(const IdentityDocument& document) {
  return {Number(document.kind), document.from, document.to, StoredNumber(document.number),
          std::string(document.index.begin(), document.index.end())};
}

}  // namespace

Identity ReadIdentity(const mysql::Row& row, size_t c) {
  return {.name = PersonName::FromStored(row.Text(c)),
          .sex = ReadCode<Sex>(row, c + 1),
          .birth = row.Day(c + 2),
          .book_sex = ReadOptCode<Sex>(row, c + 3),
          .book_birth = row.OptDay(c + 4),
          .ethnic_group = static_cast<int>(row.Int(c + 5))};
}

Home ReadHome(const mysql::Row& row, size_t c) {
  return {.registered = DivisionCode::FromNumber(row.Int(c)),
          .residence = DivisionCode::FromNumber(row.Int(c + 1))};
}

Profile ReadProfile(const mysql::Row& row, size_t c) {
  const absl::StatusOr<Education> education = ParseEducation(static_cast<int>(row.Int(c)));
  LADDER_INVARIANT(education.ok());
  Profile profile = {.education = *education,
                     .capability = ReadCode<LabourCapability>(row, c + 1),
                     .needs_support = row.Bool(c + 3),
                     .veteran = row.Bool(c + 4),
                     .hukou = ReadCode<HukouKind>(row, c + 5),
                     .retirement = ReadCode<RetirementBase>(row, c + 6),
                     .left_school_on = row.OptDay(c + 7),
                     .barriers = EnumSet<Barrier>::FromBits(row.Int(c + 8))};
  HealthFromStored(row.Text(c + 2), profile);
  return profile;
}

Standing ReadStanding(const mysql::Row& row, size_t c) {
  return {.presence = ReadCode<Presence>(row, c),
          .contact = ReadCode<ContactState>(row, c + 1),
          .activity = ReadCode<Activity>(row, c + 2),
          .wish = ReadCode<Wish>(row, c + 3)};
}

Membership ReadMembership(const mysql::Row& row, size_t c) {
  return {.household = row.Id(c), .relation = static_cast<int>(row.Int(c + 1))};
}

RosterFacts ReadRosterFacts(const mysql::Row& row, size_t c) {
  return {.primary_class = ReadCode<PrimaryClass>(row, c + 2),
          .verified = row.Bool(c + 3),
          .base = ReadCode<Base>(row, c + 4),
          .school_leaver = row.Bool(c + 5),
          .household_class = ReadCode<HouseholdClass>(row, c + 6),
          .home = ReadHome(row, c + 7)};
}

Skill ReadSkill(const mysql::Row& row, size_t c) {
  return {.code = row.Text(c),
          .level = ReadOptCode<Certificate>(row, c + 4),
          .certificate = row.Id(c + 1),
          .from = row.Day(c + 2),
          .to = row.Day(c + 3)};
}

const RecordTable<Period<Identity>>& IdentityTable() {
  static const auto& table = *new auto(HistoryOf<Identity, ReadIdentity, WriteIdentity>(
      "person_identity", "person_id",
      {"name", "sex", "birth", "book_sex", "book_birth", "ethnic_group"}));
  return table;
}

const RecordTable<Period<Home>>& HomeTable() {
  static const auto& table = *new auto(HistoryOf<Home, ReadHome, WriteHome>(
      "person_home", "person_id", {"register_division", "residence_division"}));
  return table;
}

const RecordTable<Period<Profile>>& ProfileTable() {
  static const auto& table = *new auto(HistoryOf<Profile, ReadProfile, WriteProfile>(
      "person_profile", "person_id",
      {"education", "capability", "health_enc", "needs_support", "veteran", "hukou", "retirement",
       "left_school_on", "barriers"}));
  return table;
}

const RecordTable<Period<Standing>>& StandingTable() {
  static const auto& table = *new auto(HistoryOf<Standing, ReadStanding, WriteStanding>(
      "person_standing", "person_id", {"presence", "contact", "activity", "wish"}));
  return table;
}

const RecordTable<Period<Membership>>& MembershipTable() {
  static const auto& table = *new auto(HistoryOf<Membership, ReadMembership, WriteMembership>(
      "household_member", "person_id", {"household_id", "relation"}));
  return table;
}

const RecordTable<Period<RosterFacts>>& ClassTable() {
  static const auto& table = *new auto(HistoryOf<RosterFacts, ReadRosterFacts, WriteRosterFacts>(
      "class_interval", "person_id",
      {"listed", "elsewhere", "class", "verified", "base", "school_leaver", "household_class",
       "register_division", "residence_division"}));
  return table;
}

const RecordTable<Skill>& SkillTable() {
  static const auto& table = *new RecordTable<Skill>({.table = "skill",
                                                      .owner = "person_id",
                                                      .keys = {"code", "certificate", "valid_from"},
                                                      .values = {"valid_to", "level"}},
                                                     ReadSkill, WriteSkill);
  return table;
}

const RecordTable<IdentityDocument>& DocumentTable() {
  static const auto& table =
      *new RecordTable<IdentityDocument>({.table = "identity_document",
                                          .owner = "person_id",
                                          .keys = {"kind", "valid_from"},
                                          .values = {"valid_to", "number_enc", "number_index"}},
                                         ReadDocument, WriteDocument);
  return table;
}

}  // namespace ladder::registry
