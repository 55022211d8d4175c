#include "matching-svc/storage/persons.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ladder/options/v1/reasons.h"
#include "matching-svc/storage/code_values.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr char kSaveProfile[] =
    "INSERT INTO person_profile (person_id, register_div, residence_div, birth, sex, education, "
    "capability, needs_support, care_duty, retires_at_50, last_wage_fen, skills, household_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
    "register_div = VALUES(register_div), residence_div = VALUES(residence_div), "
    "birth = VALUES(birth), sex = VALUES(sex), education = VALUES(education), "
    "capability = VALUES(capability), needs_support = VALUES(needs_support), "
    "care_duty = VALUES(care_duty), retires_at_50 = VALUES(retires_at_50), "
    "last_wage_fen = VALUES(last_wage_fen), skills = VALUES(skills), "
    "household_id = VALUES(household_id)";
constexpr char kForgetProfile[] = "DELETE FROM person_profile WHERE person_id = ?";
constexpr char kBasics[] =
    "SELECT register_div, residence_div, birth FROM person_profile WHERE person_id = ?";

constexpr char kScopes[] =
    "SELECT division FROM person_scope WHERE person_id = ? ORDER BY division";
constexpr char kAddScopes[] = "INSERT INTO person_scope (division, person_id) VALUES ";
constexpr char kForgetScope[] = "DELETE FROM person_scope WHERE division = ? AND person_id = ?";

constexpr char kSpans[] =
    "SELECT valid_from, valid_to, primary_class, class_since, household_class, household_aid, "
    "target, monitored FROM person_period WHERE person_id = ? ORDER BY valid_from";
constexpr char kAddSpans[] =
    "INSERT INTO person_period (person_id, valid_from, valid_to, primary_class, class_since, "
    "household_class, household_aid, target, monitored) VALUES ";
constexpr char kForgetSpans[] = "DELETE FROM person_period WHERE person_id = ?";

constexpr char kSaveIntention[] =
    "INSERT INTO intention (id, person_id, occupations, place, wage_min_fen, no_shifts, care_duty, "
    "live, opened_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
    "occupations = VALUES(occupations), place = VALUES(place), "
    "wage_min_fen = VALUES(wage_min_fen), no_shifts = VALUES(no_shifts), "
    "care_duty = VALUES(care_duty), live = VALUES(live), opened_on = VALUES(opened_on)";
constexpr char kForgetIntention[] = "DELETE FROM intention WHERE id = ?";
constexpr char kForgetIntentions[] = "DELETE FROM intention WHERE person_id = ?";
constexpr char kRefuseEnterprise[] =
    "INSERT INTO refused_enterprise (person_id, enterprise_id, said_on) VALUES (?, ?, ?) "
    "ON DUPLICATE KEY UPDATE person_id = person_id";

constexpr size_t kSkillsBytesMax = 1000;
constexpr int kDeclared = 1;
constexpr int kCertified = 2;

// "6-04-02-01:2,SEWING:1", code and source, as many as the column takes.
std::string StoredSkills(const std::vector<PersonSkill>& skills) {
  std::string stored;
  for (const PersonSkill& skill : skills) {
    const std::string code = skill.code.empty() ? skill.occupation.ToString() : skill.code;
    const std::string entry = absl::StrCat(stored.empty() ? "" : ",", code, ":",
                                           skill.certified ? kCertified : kDeclared);
    if (stored.size() + entry.size() > kSkillsBytesMax) break;
    stored += entry;
  }
  return stored;
}

absl::Status SaveScope(mysql::Transaction& tx, const PersonProfile& profile) {
  std::vector<int64_t> wanted = {profile.register_div, profile.residence_div};
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kScopes, {profile.person}));
  for (const mysql::Row& row : rows) {
    const auto kept = std::find(wanted.begin(), wanted.end(), row.Int(0));
    if (kept != wanted.end()) {
      wanted.erase(kept);
      continue;
    }
    LADDER_RETURN_IF_ERROR(tx.Execute(kForgetScope, {row.Int(0), profile.person}).status());
  }
  std::vector<mysql::Values> added;
  for (const int64_t division : wanted) added.push_back({division, profile.person});
  if (added.empty()) return absl::OkStatus();
  return tx.InsertMany(kAddScopes, added).status();
}

// Most changes of a person leave the spans as they are, so they are compared before they are
// written.
absl::Status SaveSpans(mysql::Transaction& tx, const Ulid& person,
                       const std::vector<PersonSpan>& spans) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSpans, {person}));
  std::vector<PersonSpan> held;
  for (const mysql::Row& row : rows) {
    held.push_back({.from = row.Day(0),
                    .to = row.Day(1),
                    .primary_class = ReadInt(row, 2),
                    .class_since = row.Day(3),
                    .household_class = ReadCode<HouseholdClass>(row, 4),
                    .aid = ReadCode<HouseholdAid>(row, 5),
                    .target = row.Bool(6),
                    .monitored = row.Bool(7)});
  }
  if (held == spans) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(tx.Execute(kForgetSpans, {person}).status());
  std::vector<mysql::Values> added;
  for (const PersonSpan& span : spans) {
    added.push_back({person, span.from, span.to, span.primary_class, span.class_since,
                     Number(span.household_class), Number(span.aid), span.target, span.monitored});
  }
  if (added.empty()) return absl::OkStatus();
  return tx.InsertMany(kAddSpans, added).status();
}

}  // namespace

absl::Status SavePerson(mysql::Transaction& tx, const PersonRecord& record) {
  const PersonProfile& profile = record.profile;
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kSaveProfile,
                 {profile.person, profile.register_div, profile.residence_div, profile.birth,
                  Number(profile.sex), profile.education.code(), Number(profile.capability),
                  profile.needs_support, profile.care_duty, record.retires_at_50, profile.last_wage,
                  StoredSkills(profile.skills), record.household})
          .status());
  LADDER_RETURN_IF_ERROR(SaveScope(tx, profile));
  return SaveSpans(tx, profile.person, record.spans);
}

absl::Status ForgetPerson(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kScopes, {id}));
  for (const mysql::Row& row : rows) {
    LADDER_RETURN_IF_ERROR(tx.Execute(kForgetScope, {row.Int(0), id}).status());
  }
  LADDER_RETURN_IF_ERROR(tx.Execute(kForgetSpans, {id}).status());
  LADDER_RETURN_IF_ERROR(tx.Execute(kForgetIntentions, {id}).status());
  return tx.Execute(kForgetProfile, {id}).status();
}

absl::StatusOr<PersonBasics> GetPersonBasics(mysql::Transaction& tx, const Ulid& id,
                                             const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kBasics, {id}));
  if (row) {
    const PersonBasics basics{.places = {row->Int(0), row->Int(1)}, .birth = row->Day(2)};
    if (Sees(scope, id, basics.places)) return basics;
  }
  return Refuse(::ladder::Reason::kNotFound, {{"name", absl::StrCat("persons/", id.ToString())}});
}

absl::Status SaveIntention(mysql::Transaction& tx, const IntentionRecord& record) {
  const JobWish& wish = record.wish;
  const std::string occupations = absl::StrJoin(
      wish.occupations, ",",
      [](std::string* out, const Occupation& each) { absl::StrAppend(out, each.ToString()); });
  return tx
      .Execute(kSaveIntention,
               {wish.intention, record.person, occupations, Number(record.place), wish.wage_min,
                wish.refuses_night, record.care_duty, record.live, wish.opened_on})
      .status();
}

absl::Status ForgetIntention(mysql::Transaction& tx, const Ulid& id) {
  return tx.Execute(kForgetIntention, {id}).status();
}

absl::Status RefuseEnterprise(mysql::Transaction& tx, const Ulid& person, const Ulid& enterprise,
                              CivilDay day) {
  return tx.Execute(kRefuseEnterprise, {person, enterprise, day}).status();
}

}  // namespace ladder::matching
