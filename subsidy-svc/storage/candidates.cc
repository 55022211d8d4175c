#include "subsidy-svc/storage/candidates.h"

#include <utility>

#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

// Behind a row's own columns: the person, and the household on the day named `first`.
#define LADDER_CANDIDATE_PERSON \
  "p.person_id, p.birth, p.sex, p.upper_age_base, p.death_on, h.class, h.risk_cleared_on"
#define LADDER_HOUSEHOLD_ON(first)                                                      \
  "LEFT JOIN person_class_fact h ON h.person_id = p.person_id AND h.valid_from = "      \
  "(SELECT MAX(x.valid_from) FROM person_class_fact x WHERE x.person_id = p.person_id " \
  "AND x.valid_from <= " first " AND x.valid_to >= " first ") "

constexpr char kWork[] =
    "SELECT s.spell_id, s.form, s.work_division, s.valid_from, s.valid_to, s.employer_id, "
    "s.contract_months, " LADDER_CANDIDATE_PERSON
    " FROM spell_fact s JOIN person_fact p ON p.person_id = s.person_id " LADDER_HOUSEHOLD_ON(
        "s.valid_from") "WHERE (s.spell_id > ? OR (s.spell_id = ? AND s.person_id > ?)) "
                        "AND s.gone = 0 AND p.gone = 0 ORDER BY s.spell_id, s.person_id LIMIT ?";
constexpr char kLearners[] =
    "SELECT a.class_id, c.class_from, c.class_to, c.sessions, c.occupation, a.attended, "
    "a.attended_days, a.dropped_out, t.level, t.occupation, t.issued_on, " LADDER_CANDIDATE_PERSON
    " FROM attendance_fact a JOIN class_fact c ON c.class_id = a.class_id "
    "JOIN person_fact p ON p.person_id = a.person_id "
    "LEFT JOIN certificate_fact t ON t.certificate_id = (SELECT MAX(x.certificate_id) "
    "FROM certificate_fact x WHERE x.class_id = a.class_id AND x.person_id = a.person_id "
    "AND x.revoked = 0) " LADDER_HOUSEHOLD_ON(
        "c.class_from") "WHERE (a.class_id > ? OR (a.class_id = ? AND a.person_id > ?)) "
                        "AND p.gone = 0 ORDER BY a.class_id, a.person_id LIMIT ?";
constexpr char kClaimed[] =
    "SELECT 1 FROM claim_line WHERE policy = ? AND beneficiary_kind = 1 AND beneficiary_id = ? "
    "AND period = ? AND object = ? AND kind = ? AND (live = 1 OR decision < 3) LIMIT 1";
constexpr char kProposed[] =
    "SELECT id FROM claim WHERE state = ? AND id > ? AND proposed_on < ? ORDER BY id LIMIT ?";

KnownPerson PersonAt(const mysql::Row& row, size_t first) {
  return {.id = row.Id(first),
          .birth = row.Day(first + 1),
          .sex = static_cast<Sex>(row.Int(first + 2)),
          .upper_age_base = row.OptInt(first + 3),
          .died_on = row.OptDay(first + 4)};
}

KnownHousehold HouseholdAt(const mysql::Row& row, size_t first) {
  if (row.IsNull(first)) return {};
  return {.household_class = FromStored<HouseholdClass>(row, first),
          .risk_cleared_on = row.OptDay(first + 1)};
}

}  // namespace

absl::StatusOr<std::vector<WorkCandidate>> WorkCandidates(mysql::Transaction& tx,
                                                          const WorkKey& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kWork, {after.spell, after.spell, after.person, limit}));
  std::vector<WorkCandidate> candidates;
  for (const mysql::Row& row : rows) {
    candidates.push_back({.spell = row.Id(0),
                          .person = PersonAt(row, 7),
                          .household = HouseholdAt(row, 12),
                          .work = {.form = static_cast<int>(row.Int(1)),
                                   .division = row.Int(2),
                                   .from = row.Day(3),
                                   .to = row.Day(4),
                                   .employer = row.OptId(5),
                                   .contract_months = row.Int(6)}});
  }
  return candidates;
}

absl::StatusOr<std::vector<ClassCandidate>> ClassCandidates(mysql::Transaction& tx,
                                                            const LearnerKey& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kLearners, {after.training_class, after.training_class, after.person, limit}));
  std::vector<ClassCandidate> candidates;
  for (const mysql::Row& row : rows) {
    ClassCandidate candidate = {.person = PersonAt(row, 11),
                                .household = HouseholdAt(row, 16),
                                .known = {.id = row.Id(0),
                                          .from = row.Day(1),
                                          .to = row.Day(2),
                                          .sessions = row.Int(3),
                                          .occupation = row.Text(4),
                                          .attended = row.Int(5),
                                          .attended_days = row.Int(6),
                                          .dropped_out = row.Bool(7)}};
    if (!row.IsNull(8)) {
      candidate.known.certificate = row.Text(8);
      candidate.known.certificate_occupation = row.Text(9);
      candidate.known.certified_on = row.Day(10);
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

absl::StatusOr<bool> WasClaimed(mysql::Transaction& tx, const LineKey& key, const Ulid& person) {
  LADDER_ASSIGN_OR_RETURN(
      const auto row,
      tx.QueryOne(kClaimed, {PolicyName(key.policy), person, key.period, key.object, key.kind}));
  return row.has_value();
}

absl::StatusOr<std::vector<Ulid>> ProposedBefore(mysql::Transaction& tx, CivilDay day,
                                                 const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kProposed, {Stored(ClaimState::kProposed), after, day, limit}));
  std::vector<Ulid> ids;
  for (const mysql::Row& row : rows) ids.push_back(row.Id(0));
  return ids;
}

}  // namespace ladder::subsidy
