#include "matching-svc/storage/seekers.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/reasons.h"
#include "matching-svc/domain/person_record.h"
#include "matching-svc/domain/referral.h"
#include "matching-svc/storage/area.h"
#include "matching-svc/storage/code_values.h"
#include "matching-svc/storage/persons.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

// People whose facts one statement reads. The last id fills what is left of its places.
constexpr size_t kBatch = 100;

// The willing: a class of the unemployed on the day, and a live wish. The keys are said outright:
// statistics lag behind a load, and a plan made for nearly empty tables sorts the county for every
// page.
constexpr char kWilling[] =
    "FROM person_scope s FORCE INDEX (PRIMARY) "
    "JOIN person_profile p FORCE INDEX (PRIMARY) ON p.person_id = s.person_id "
    "JOIN person_period c FORCE INDEX (PRIMARY) ON c.person_id = s.person_id AND c.valid_from <= ? "
    "AND c.valid_to > ? "
    "AND c.primary_class BETWEEN ? AND ? AND c.primary_class <> ? "
    "WHERE s.division >= ? AND s.division <= ? "
    "AND EXISTS (SELECT 1 FROM intention i WHERE i.person_id = s.person_id AND i.live = 1) ";

std::string In(absl::string_view start, absl::string_view rest) {
  std::string sql(start);
  absl::StrAppend(&sql, " IN (");
  for (size_t i = 0; i < kBatch; ++i) absl::StrAppend(&sql, i == 0 ? "?" : ", ?");
  return absl::StrCat(sql, ") ", rest);
}

struct Statements {
  std::string walk = absl::StrCat(
      "SELECT s.division, s.person_id, p.register_div, p.residence_div ", kWilling,
      "AND (s.division > ? OR s.person_id > ?) ORDER BY s.division, s.person_id LIMIT ?");
  std::string count = absl::StrCat(
      "SELECT s.division, p.register_div, p.residence_div, COUNT(*), "
      "CAST(SUM(EXISTS (SELECT 1 FROM referral r WHERE r.person_id = s.person_id AND r.live = 1)) "
      "AS SIGNED) ",
      kWilling, "GROUP BY s.division, p.register_div, p.residence_div");
  std::string profiles =
      In("SELECT p.person_id, p.register_div, p.residence_div, p.birth, p.sex, p.education, "
         "p.capability, p.needs_support, p.care_duty, p.last_wage_fen, p.skills, p.household_id, "
         "c.primary_class, c.class_since, c.household_aid, c.target, c.monitored "
         "FROM person_profile p LEFT JOIN person_period c ON c.person_id = p.person_id "
         "AND c.valid_from <= ? AND c.valid_to > ? WHERE p.person_id",
         "");
  std::string wishes =
      In("SELECT person_id, id, occupations, place, wage_min_fen, no_shifts, care_duty, opened_on "
         "FROM intention WHERE live = 1 AND person_id",
         "ORDER BY person_id, opened_on DESC, id DESC");
  std::string refused_jobs =
      In("SELECT person_id, job_id FROM referral WHERE state = ? AND person_id", "");
  std::string refused_enterprises =
      In("SELECT person_id, enterprise_id FROM refused_enterprise WHERE person_id", "");
  std::string members = In(
      "SELECT m.household_id, m.birth, m.sex, m.capability, m.retires_at_50, c.primary_class, "
      "c.household_class FROM person_profile m JOIN person_period c ON c.person_id = m.person_id "
      "AND c.valid_from <= ? AND c.valid_to > ? WHERE m.household_id",
      "");
};
const Statements& Sql() {
  static const auto& sql = *new Statements();
  return sql;
}

mysql::Values WillingOn(CivilDay day, const DivisionRange& range) {
  return {day,         day,       kClassUnemployedFirst, kClassUnemployedLast, kClassUnwilling,
          range.first, range.last};
}

mysql::Values WithIds(mysql::Values values, const std::vector<Ulid>& ids) {
  for (size_t i = 0; i < kBatch; ++i) values.push_back(ids[std::min(i, ids.size() - 1)]);
  return values;
}

// "6-04-02-01:2": an occupation or a code, and where it comes from.
std::vector<PersonSkill> ReadSkills(const std::string& stored) {
  std::vector<PersonSkill> skills;
  for (const absl::string_view entry : absl::StrSplit(stored, ',', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(entry, ':');
    PersonSkill skill{.certified = parts.second == "2"};
    const absl::StatusOr<Occupation> occupation = Occupation::Parse(parts.first, "skill");
    if (occupation.ok()) {
      skill.occupation = *occupation;
    } else {
      skill.code = std::string(parts.first);
    }
    skills.push_back(std::move(skill));
  }
  return skills;
}

PersonProfile ReadProfile(const mysql::Row& row) {
  PersonProfile profile{.person = row.Id(0),
                        .register_div = row.Int(1),
                        .residence_div = row.Int(2),
                        .birth = row.Day(3),
                        .sex = ReadCode<Sex>(row, 4),
                        .education = StoredEducation(row.Int(5)),
                        .capability = ReadCode<Capability>(row, 6),
                        .care_duty = row.Bool(8),
                        .last_wage = row.Money(9),
                        .skills = ReadSkills(row.Text(10)),
                        .needs_support = row.Bool(7)};
  for (const PersonSkill& skill : profile.skills) {
    if (skill.certified && !skill.code.empty()) profile.certificates.push_back(skill.code);
  }
  if (row.IsNull(12)) return profile;
  profile.primary_class = ReadInt(row, 12);
  profile.class_since = row.Day(13);
  profile.need = {.target = row.Bool(15),
                  .monitored = row.Bool(16),
                  .low_income_aid = ReadCode<HouseholdAid>(row, 14) == HouseholdAid::kDibao};
  return profile;
}

JobWish ReadWish(const mysql::Row& row) {
  JobWish wish{.intention = row.Id(1),
               .places = PlacesUpTo(ReadCode<PlaceLevel>(row, 3)),
               .wage_min = row.Money(4),
               .refuses_night = row.Bool(5),
               .opened_on = row.Day(7)};
  for (const std::string& occupation : ReadList(row, 2)) {
    wish.occupations.push_back(StoredOccupation(occupation));
  }
  return wish;
}

// The people of one batch while their facts come in.
class Batch {
 public:
  Batch(mysql::Transaction& tx, const std::vector<Ulid>& ids, CivilDay day)
      : tx_(tx), ids_(ids), day_(day) {}

  absl::Status Load() {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx_.Query(Sql().profiles, WithIds({day_, day_}, ids_)));
    for (const mysql::Row& row : rows) {
      const Ulid id = row.Id(0);
      seekers_[id].profile = ReadProfile(row);
      if (const std::optional<Ulid> household = row.OptId(11))
        households_[*household].push_back(id);
    }
    LADDER_RETURN_IF_ERROR(LoadWishes());
    LADDER_RETURN_IF_ERROR(LoadRefusals());
    return LoadHouseholds();
  }
  // The person, or nothing.
  std::optional<Seeker> Take(const Ulid& id) {
    const auto found = seekers_.find(id);
    if (found == seekers_.end()) return std::nullopt;
    return std::move(found->second);
  }

 private:
  // The oldest wish comes last and holds.
  absl::Status LoadWishes() {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx_.Query(Sql().wishes, WithIds({}, ids_)));
    for (const mysql::Row& row : rows) {
      PersonProfile& profile = seekers_[row.Id(0)].profile;
      profile.wish = ReadWish(row);
      profile.care_duty = profile.care_duty || row.Bool(6);
    }
    return absl::OkStatus();
  }
  absl::Status LoadRefusals() {
    LADDER_ASSIGN_OR_RETURN(
        const mysql::Rows jobs,
        tx_.Query(Sql().refused_jobs, WithIds({Number(ReferralState::kDeclined)}, ids_)));
    for (const mysql::Row& row : jobs) seekers_[row.Id(0)].refused_jobs.insert(row.Id(1));
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows enterprises,
                            tx_.Query(Sql().refused_enterprises, WithIds({}, ids_)));
    for (const mysql::Row& row : enterprises) {
      seekers_[row.Id(0)].profile.refused_enterprises.push_back(row.Id(1));
    }
    return absl::OkStatus();
  }
  absl::Status LoadHouseholds() {
    if (households_.empty()) return absl::OkStatus();
    std::vector<Ulid> ids;
    for (const auto& [household, people] : households_) ids.push_back(household);
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx_.Query(Sql().members, WithIds({day_, day_}, ids)));
    absl::flat_hash_map<Ulid, std::vector<HouseholdMember>> members;
    for (const mysql::Row& row : rows) {
      const LabourerFacts facts{.birth = row.Day(1),
                                .sex = ReadCode<Sex>(row, 2),
                                .capability = ReadCode<Capability>(row, 3),
                                .retires_at_50 = row.Bool(4),
                                .primary_class = ReadInt(row, 5),
                                .household_class = ReadCode<HouseholdClass>(row, 6)};
      members[row.Id(0)].push_back(
          {.group = GroupOf(facts.primary_class), .labourer = IsLabourer(facts, day_)});
    }
    for (const auto& [household, people] : households_) {
      const bool zero = IsZeroEmployment(members[household]);
      for (const Ulid& person : people) seekers_[person].profile.need.zero_employment = zero;
    }
    return absl::OkStatus();
  }

  mysql::Transaction& tx_;
  const std::vector<Ulid>& ids_;
  const CivilDay day_;
  absl::flat_hash_map<Ulid, Seeker> seekers_;
  absl::flat_hash_map<Ulid, std::vector<Ulid>> households_;  // with their people of the batch
};

}  // namespace

absl::StatusOr<Seeker> GetSeeker(mysql::Transaction& tx, const Ulid& person, const Scope& scope,
                                 CivilDay day) {
  LADDER_RETURN_IF_ERROR(GetPersonBasics(tx, person, scope).status());
  const std::vector<Ulid> ids = {person};
  Batch batch(tx, ids, day);
  LADDER_RETURN_IF_ERROR(batch.Load());
  std::optional<Seeker> seeker = batch.Take(person);
  LADDER_INVARIANT(seeker.has_value());
  return *std::move(seeker);
}

absl::StatusOr<Listed<Seeker>> ListSeekers(mysql::Transaction& tx, const Scope& scope,
                                           const SeekerQuery& query) {
  const auto fetch = [&](const DivisionRange& range, const ListKey& after,
                         int limit) -> absl::StatusOr<std::vector<Walked<Ulid>>> {
    mysql::Values values = WillingOn(query.day, range);
    for (const mysql::Value& value : mysql::Values{after.number, after.id, limit}) {
      values.push_back(value);
    }
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(Sql().walk, values));
    std::vector<Walked<Ulid>> walked;
    for (const mysql::Row& row : rows) {
      walked.push_back({.key = {.number = row.Int(0), .id = row.Id(1)},
                        .places = {row.Int(2), row.Int(3)},
                        .value = row.Id(1)});
    }
    return walked;
  };
  LADDER_ASSIGN_OR_RETURN(
      const Listed<Ulid> people,
      WalkArea<Ulid>(AreaOf(scope, query.division), query.after, query.size, fetch));
  Listed<Seeker> page{.rows = {}, .more = people.more, .last = people.last};
  for (size_t first = 0; first < people.rows.size(); first += kBatch) {
    const size_t end = std::min(first + kBatch, people.rows.size());
    const std::vector<Ulid> ids(people.rows.begin() + static_cast<std::ptrdiff_t>(first),
                                people.rows.begin() + static_cast<std::ptrdiff_t>(end));
    Batch batch(tx, ids, query.day);
    LADDER_RETURN_IF_ERROR(batch.Load());
    for (const Ulid& id : ids) {
      std::optional<Seeker> seeker = batch.Take(id);
      if (seeker && IsWillingUnemployed(seeker->profile)) page.rows.push_back(*std::move(seeker));
    }
  }
  return page;
}

absl::StatusOr<SeekerCounts> CountSeekers(mysql::Transaction& tx, const Scope& scope,
                                          const SeekerQuery& query) {
  const Area area = AreaOf(scope, query.division);
  SeekerCounts counts;
  for (const DivisionRange& range : area.ranges) {
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                            tx.Query(Sql().count, WillingOn(query.day, range)));
    for (const mysql::Row& row : rows) {
      if (!area.ShowsAt(row.Int(0), {row.Int(1), row.Int(2)})) continue;
      counts.seekers += ReadInt(row, 3);
      counts.referred += ReadInt(row, 4);
    }
  }
  return counts;
}

}  // namespace ladder::matching
