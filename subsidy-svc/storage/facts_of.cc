#include "subsidy-svc/storage/facts_of.h"

#include <utility>
#include <variant>

#include "absl/strings/str_format.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

constexpr char kSpell[] =
    "SELECT s.employer_id, s.work_division, s.valid_from, s.valid_to, s.contract_months, "
    "COALESCE(e.dishonest OR e.wage_arrears, 0) FROM spell_fact s "
    "LEFT JOIN enterprise_fact e ON e.enterprise_id = s.employer_id "
    "WHERE s.spell_id = ? AND s.person_id = ? AND s.gone = 0";
constexpr char kClass[] =
    "SELECT c.class_from, c.class_to, c.sessions, c.occupation, a.attended, a.attended_days, "
    "a.dropped_out FROM class_fact c JOIN attendance_fact a ON a.class_id = c.class_id "
    "WHERE c.class_id = ? AND a.person_id = ?";
constexpr char kCertificate[] =
    "SELECT level, occupation, issued_on FROM certificate_fact "
    "WHERE class_id = ? AND person_id = ? AND revoked = 0 ORDER BY certificate_id DESC LIMIT 1";
constexpr char kEarlier[] =
    "SELECT MIN(YEAR(decided_on)) FROM claim_line WHERE policy = ? AND beneficiary_id = ? "
    "AND live = 1 AND claim_id <> ? AND decision < 3";
constexpr char kGranted[] =
    "SELECT facts FROM claim_line WHERE beneficiary_id = ? AND policy = ? AND live = 1 "
    "AND claim_id <> ? AND decision < 3 ORDER BY period LIMIT 200";
constexpr char kClassOn[] =
    "SELECT class, aid, risk_cleared_on FROM person_class_fact WHERE person_id = ? "
    "AND valid_from <= ? AND valid_to >= ? ORDER BY valid_from DESC LIMIT 1";

absl::Status AddSpell(mysql::Transaction& tx, const KnownFactsQuery& query, FactMap& facts) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kSpell, {*query.spell, query.person.id}));
  if (!row) return NoSuch("spells", *query.spell);
  const bool ended = row->Day(3) != kForever;
  if (query.policy == Policy::kTransport) {
    facts["work_from"] = FormatDay(row->Day(2));
    facts["work_div"] = absl::StrFormat("%012d", row->Int(1));
    facts["claimed_on"] = FormatDay(query.today);
    if (ended) facts["work_to"] = FormatDay(row->Day(3));
    return absl::OkStatus();
  }
  facts["hired_on"] = FormatDay(row->Day(2));
  facts["checked_on"] = FormatDay(query.today);
  facts["contract_months"] = row->Int(4);
  facts["dishonest"] = row->Bool(5);
  if (ended) facts["left_on"] = FormatDay(row->Day(3));
  return absl::OkStatus();
}

absl::Status AddClass(mysql::Transaction& tx, const KnownFactsQuery& query, FactMap& facts) {
  const Ulid& id = *query.training_class;
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kClass, {id, query.person.id}));
  if (!row) return NoSuch("classes", id);
  facts["class_from"] = FormatDay(row->Day(0));
  facts["class_to"] = FormatDay(row->Day(1));
  facts["sessions"] = row->Int(2);
  facts["occ"] = row->Text(3);
  facts["attended"] = row->Int(4);
  facts["attended_days"] = row->Int(5);
  facts["dropped_out"] = row->Bool(6);
  if (query.policy != Policy::kTrain) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const auto certificate, tx.QueryOne(kCertificate, {id, query.person.id}));
  if (!certificate) return absl::OkStatus();
  facts["cert"] = certificate->Text(0);
  facts["occ"] = certificate->Text(1);
  facts["cert_on"] = FormatDay(certificate->Day(2));
  return absl::OkStatus();
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
    const auto attended = earlier.find("attended_days");
    if (attended != earlier.end()) days += std::get<int64_t>(attended->second);
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
  FactMap facts = {{"birth", FormatDay(person.birth)}, {"sex", static_cast<int64_t>(person.sex)}};
  if (person.died_on) facts["death"] = FormatDay(*person.died_on);
  if (person.upper_age_base) facts["upper_age_base"] = *person.upper_age_base;
  if (query.spell) LADDER_RETURN_IF_ERROR(AddSpell(tx, query, facts));
  if (query.training_class) {
    LADDER_RETURN_IF_ERROR(AddClass(tx, query, facts));
    LADDER_RETURN_IF_ERROR(AddGranted(tx, query, facts));
  }
  LADDER_RETURN_IF_ERROR(AddEarlier(tx, query, facts));
  return facts;
}

absl::StatusOr<FactMap> ClassFactsOn(mysql::Transaction& tx, const Ulid& person, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kClassOn, {person, day, day}));
  FactMap facts = {{"household_class", std::string(HouseholdClassName(HouseholdClass::kNone))}};
  if (!row) return facts;
  facts["household_class"] = std::string(HouseholdClassName(FromStored<HouseholdClass>(*row, 0)));
  if (const auto cleared = row->OptDay(2)) facts["risk_cleared_on"] = FormatDay(*cleared);
  return facts;
}

}  // namespace ladder::subsidy
