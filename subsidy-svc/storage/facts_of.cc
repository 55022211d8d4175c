#include "subsidy-svc/storage/facts_of.h"

#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "subsidy-svc/domain/living.h"
#include "subsidy-svc/storage/claim_days.h"
#include "subsidy-svc/storage/codes.h"
#include "subsidy-svc/storage/fact_days.h"

namespace ladder::subsidy {
namespace {

constexpr char kSpell[] =
    "SELECT s.employer_id, s.work_division, s.valid_from, s.valid_to, s.contract_months, "
    "COALESCE(e.dishonest OR e.wage_arrears, 0), s.form, "
    "EXISTS (SELECT 1 FROM hire_fact h WHERE h.person_id = s.person_id "
    "AND h.enterprise_id = s.employer_id AND h.owner = 1), "
    "EXISTS (SELECT 1 FROM spell_fact w WHERE w.person_id = s.person_id AND w.gone = 0 "
    "AND w.form = 30 AND w.valid_from <= s.valid_from AND w.valid_to >= s.valid_from) "
    "FROM spell_fact s LEFT JOIN enterprise_fact e ON e.enterprise_id = s.employer_id "
    "WHERE s.spell_id = ? AND s.person_id = ? AND s.gone = 0";
constexpr char kClass[] =
    "SELECT c.class_from, c.class_to, c.sessions, c.occupation, a.attended, a.attended_days, "
    "a.dropped_out, c.fee_fen, c.school_id FROM class_fact c "
    "JOIN attendance_fact a ON a.class_id = c.class_id WHERE c.class_id = ? AND a.person_id = ?";
constexpr char kCertificate[] =
    "SELECT level, occupation, issued_on FROM certificate_fact "
    "WHERE class_id = ? AND person_id = ? AND revoked = 0 ORDER BY certificate_id DESC LIMIT 1";
constexpr char kEarlier[] =
    "SELECT MIN(YEAR(decided_on)) FROM claim_line WHERE policy = ? AND beneficiary_id = ? "
    "AND live = 1 AND claim_id <> ? AND decision < 3";
constexpr char kGranted[] =
    "SELECT facts, trace FROM claim_line WHERE beneficiary_id = ? AND policy = ? AND live = 1 "
    "AND claim_id <> ? AND decision < 3 ORDER BY period LIMIT 200";
constexpr char kClassOn[] =
    "SELECT class, aid, risk_cleared_on FROM person_class_fact WHERE person_id = ? "
    "AND valid_from <= ? AND valid_to >= ? ORDER BY valid_from DESC LIMIT 1";
constexpr char kDays[] = "SELECT days FROM attendance_fact WHERE class_id = ? AND person_id = ?";
// A wage or a welfare post.
constexpr char kWaged[] =
    "SELECT valid_from, valid_to FROM spell_fact WHERE person_id = ? AND gone = 0 "
    "AND form IN (10, 30) AND valid_from <= ? AND valid_to >= ? ORDER BY valid_from LIMIT 200";

absl::StatusOr<mysql::Row> SpellRow(mysql::Transaction& tx, const KnownFactsQuery& query) {
  LADDER_ASSIGN_OR_RETURN(auto row, tx.QueryOne(kSpell, {*query.spell, query.person.id}));
  if (!row) return NoSuch("spells", *query.spell);
  return *std::move(row);
}

absl::StatusOr<mysql::Row> ClassRow(mysql::Transaction& tx, const KnownFactsQuery& query) {
  LADDER_ASSIGN_OR_RETURN(auto row, tx.QueryOne(kClass, {*query.training_class, query.person.id}));
  if (!row) return NoSuch("classes", *query.training_class);
  return *std::move(row);
}

absl::StatusOr<KnownWork> WorkOf(mysql::Transaction& tx, const KnownFactsQuery& query) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Row row, SpellRow(tx, query));
  return KnownWork{.form = static_cast<int>(row.Int(6)),
                   .division = row.Int(1),
                   .from = row.Day(2),
                   .to = row.Day(3),
                   .employer = row.OptId(0),
                   .contract_months = row.Int(4),
                   .dishonest = row.Bool(5),
                   .owner = row.Bool(7),
                   .welfare_post = row.Bool(8)};
}

absl::StatusOr<KnownClass> ClassOf(mysql::Transaction& tx, const KnownFactsQuery& query) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Row row, ClassRow(tx, query));
  KnownClass known = {.id = *query.training_class,
                      .from = row.Day(0),
                      .to = row.Day(1),
                      .sessions = row.Int(2),
                      .occupation = row.Text(3),
                      .attended = row.Int(4),
                      .attended_days = row.Int(5),
                      .dropped_out = row.Bool(6)};
  LADDER_ASSIGN_OR_RETURN(const auto certificate,
                          tx.QueryOne(kCertificate, {known.id, query.person.id}));
  if (!certificate) return known;
  known.certificate = certificate->Text(0);
  known.certificate_occupation = certificate->Text(1);
  known.certified_on = certificate->Day(2);
  return known;
}

absl::Status AddEarlier(mysql::Transaction& tx, const KnownFactsQuery& query, FactMap& facts) {
  if (query.policy != Policy::kTransport && query.policy != Policy::kAbsorb)
    return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kEarlier, {PolicyName(query.policy),
                                                                 query.person.id, query.claim}));
  const std::optional<int64_t> year = row ? row->OptInt(0) : std::nullopt;
  if (!year) return absl::OkStatus();
  if (query.policy == Policy::kTransport) {
    facts["prior_year"] = *year;
  } else {
    facts["prior_absorb"] = true;
  }
  return absl::OkStatus();
}

std::string TextOf(const FactMap& facts, const std::string& key) {
  const auto found = facts.find(key);
  return found == facts.end() ? "" : std::get<std::string>(found->second);
}

// What earlier lines of the same policy gave: certificates, courses and days of the class's year.
absl::Status AddGranted(mysql::Transaction& tx, const KnownFactsQuery& query, FactMap& facts) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kGranted, {query.person.id, PolicyName(query.policy), query.claim}));
  const std::string year = TextOf(facts, "class_from").substr(0, 4);
  FactPairs held;
  int64_t courses = 0;
  int64_t days = 0;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(const FactMap earlier, ParseFacts(row.Text(0)));
    held.emplace_back(TextOf(earlier, "occ"), TextOf(earlier, "cert"));
    if (TextOf(earlier, "class_from").substr(0, 4) != year) continue;
    ++courses;
    days += DaysPaidBy(row.Text(1));
  }
  if (query.policy == Policy::kTrain) {
    facts["held"] = std::move(held);
    facts["count_this_year"] = courses;
  } else {
    facts["days_used_this_year"] = days;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<FactMap> KnownFacts(mysql::Transaction& tx, const KnownFactsQuery& query) {
  const PersonFact& person = query.person;
  FactMap facts = FactsOf(KnownPerson{.id = person.id,
                                      .birth = person.birth,
                                      .sex = person.sex,
                                      .upper_age_base = person.upper_age_base,
                                      .died_on = person.died_on});
  if (query.spell) {
    LADDER_ASSIGN_OR_RETURN(const KnownWork work, WorkOf(tx, query));
    Override(facts, FactsOf(query.policy, work, query.today));
  }
  if (query.training_class) {
    LADDER_ASSIGN_OR_RETURN(const KnownClass known, ClassOf(tx, query));
    Override(facts, FactsOf(query.policy, known));
    LADDER_RETURN_IF_ERROR(AddGranted(tx, query, facts));
    if (query.policy == Policy::kLiving) {
      LADDER_ASSIGN_OR_RETURN(const std::vector<CivilDay> here, LivingDays(tx, query));
      facts["days_also_paid_elsewhere"] = known.attended_days - static_cast<int64_t>(here.size());
    }
  }
  LADDER_RETURN_IF_ERROR(AddEarlier(tx, query, facts));
  return facts;
}

absl::StatusOr<std::vector<CivilDay>> LivingDays(mysql::Transaction& tx,
                                                 const KnownFactsQuery& query) {
  LADDER_ASSIGN_OR_RETURN(const auto row,
                          tx.QueryOne(kDays, {*query.training_class, query.person.id}));
  if (!row) return NoSuch("classes", *query.training_class);
  LADDER_ASSIGN_OR_RETURN(const std::vector<CivilDay> days, ParseDays(row->Text(0)));
  if (days.empty()) return days;
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kWaged, {query.person.id, days.back(), days.front()}));
  std::vector<DaySpan> waged;
  for (const mysql::Row& spell : rows) {
    waged.push_back({.first = spell.Day(0), .last = spell.Day(1)});
  }
  LADDER_ASSIGN_OR_RETURN(const std::set<CivilDay> claimed,
                          DaysOfOtherClaims(tx, query.person.id, query.claim));
  return DaysPaidHere(days, waged, claimed);
}

absl::StatusOr<std::optional<Party>> KnownPayee(mysql::Transaction& tx,
                                                const KnownFactsQuery& query) {
  const Party person = {.kind = PartyKind::kPerson, .id = query.person.id};
  if (query.spell) {
    LADDER_ASSIGN_OR_RETURN(const mysql::Row row, SpellRow(tx, query));
    if (query.policy != Policy::kAbsorb) return person;
    const std::optional<Ulid> employer = row.OptId(0);
    if (!employer) return std::nullopt;
    return Party{.kind = PartyKind::kEnterprise, .id = *employer};
  }
  if (query.training_class) {
    LADDER_ASSIGN_OR_RETURN(const mysql::Row row, ClassRow(tx, query));
    const bool free = row.Money(7) == Fen();
    if (query.policy != Policy::kTrain || !free) return person;
    if (row.Id(8).is_zero()) return std::nullopt;
    return Party{.kind = PartyKind::kSchool, .id = row.Id(8)};
  }
  return std::nullopt;
}

absl::StatusOr<FactMap> ClassFactsOn(mysql::Transaction& tx, const Ulid& person, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kClassOn, {person, day, day}));
  if (!row) return FactsOf(KnownHousehold());
  return FactsOf(KnownHousehold{.household_class = FromStored<HouseholdClass>(*row, 0),
                                .risk_cleared_on = row->OptDay(2)});
}

}  // namespace ladder::subsidy
