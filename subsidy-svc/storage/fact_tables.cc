#include "subsidy-svc/storage/fact_tables.h"

#include <algorithm>
#include <utility>

#include "subsidy-svc/storage/codes.h"
#include "subsidy-svc/storage/fact_days.h"

namespace ladder::subsidy {
namespace {

// An UPDATE of the duplicate changes nothing unless the event is newer, so zero rows tell a repeat.
constexpr char kPerson[] =
    "INSERT INTO person_fact (person_id, last_event, birth, sex, upper_age_base, household_id, "
    "register_division, residence_division, student, veteran, disability_enc, death_on, gone) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '', ?, 0)";
constexpr char kPersonAgain[] =
    "UPDATE person_fact SET last_event = ?, birth = ?, sex = ?, upper_age_base = ?, "
    "household_id = ?, register_division = ?, residence_division = ?, veteran = ?, death_on = ? "
    "WHERE person_id = ?";
constexpr char kPersonEvent[] = "SELECT last_event FROM person_fact WHERE person_id = ? FOR UPDATE";
constexpr char kGetPerson[] =
    "SELECT birth, sex, upper_age_base, household_id, register_division, residence_division, "
    "veteran, death_on FROM person_fact WHERE person_id = ? AND gone = 0";
constexpr char kDropPerson[] = "DELETE FROM person_fact WHERE person_id = ?";
// By whose divisions officers see what is about the person. A person has some dozens of them.
constexpr char kMoveClaims[] =
    "UPDATE claim SET register_division = ?, residence_division = ? "
    "WHERE beneficiary_kind = 1 AND beneficiary_id = ?";
constexpr char kMoveItems[] =
    "UPDATE pay_item i JOIN claim c ON c.id = i.claim_id "
    "SET i.register_division = ?, i.residence_division = ? "
    "WHERE c.beneficiary_kind = 1 AND c.beneficiary_id = ?";
constexpr char kMoveAccounts[] =
    "UPDATE payee_account SET register_division = ?, residence_division = ? "
    "WHERE payee_kind = 1 AND payee_id = ?";
constexpr char kDropClasses[] = "DELETE FROM person_class_fact WHERE person_id = ?";
constexpr char kClasses[] =
    "INSERT INTO person_class_fact (person_id, valid_from, valid_to, class, aid, "
    "risk_cleared_on) VALUES";
constexpr char kDropSpells[] = "DELETE FROM spell_fact WHERE person_id = ?";
constexpr char kSpells[] =
    "INSERT INTO spell_fact (spell_id, last_event, person_id, employer_id, form, work_division, "
    "valid_from, valid_to, contract_months, verified, gone) VALUES";
constexpr char kHouseholdOf[] = "SELECT household_id FROM person_fact WHERE person_id = ?";
constexpr char kDeathOf[] = "SELECT death_on FROM person_fact WHERE person_id = ?";
constexpr char kRelatives[] =
    "SELECT relative_person FROM kinship WHERE officer_person = ? LIMIT 1000";
constexpr char kEnterprise[] =
    "INSERT INTO enterprise_fact (enterprise_id, last_event, division, dishonest, wage_arrears, "
    "gone) VALUES (?, ?, ?, ?, ?, 0) ON DUPLICATE KEY UPDATE "
    "division = IF(last_event < VALUES(last_event), VALUES(division), division), "
    "dishonest = IF(last_event < VALUES(last_event), VALUES(dishonest), dishonest), "
    "wage_arrears = IF(last_event < VALUES(last_event), VALUES(wage_arrears), wage_arrears), "
    "last_event = GREATEST(last_event, VALUES(last_event))";
constexpr char kDivisionOfFirm[] =
    "SELECT division FROM enterprise_fact WHERE enterprise_id = ? AND gone = 0";
constexpr char kHire[] =
    "INSERT INTO hire_fact (hire_id, last_event, person_id, enterprise_id, owner) "
    "VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
    "owner = IF(last_event < VALUES(last_event), VALUES(owner), owner), "
    "last_event = GREATEST(last_event, VALUES(last_event))";
constexpr char kClassEvent[] = "SELECT last_event FROM class_fact WHERE class_id = ? FOR UPDATE";
constexpr char kClass[] =
    "INSERT INTO class_fact (class_id, last_event, school_id, occupation, class_from, class_to, "
    "sessions, fee_fen, state, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)";
constexpr char kClassAgain[] =
    "UPDATE class_fact SET last_event = ?, school_id = ?, occupation = ?, class_from = ?, "
    "class_to = ?, sessions = ?, fee_fen = ?, digest = ? WHERE class_id = ?";
constexpr char kDropAttendance[] = "DELETE FROM attendance_fact WHERE class_id = ?";
constexpr char kAttendance[] =
    "INSERT INTO attendance_fact (class_id, person_id, last_event, attended, attended_days, "
    "dropped_out, days) VALUES";
constexpr char kCertificate[] =
    "INSERT INTO certificate_fact (certificate_id, last_event, person_id, class_id, occupation, "
    "level, issued_on, revoked) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
    "revoked = IF(last_event < VALUES(last_event), VALUES(revoked), revoked), "
    "last_event = GREATEST(last_event, VALUES(last_event))";

// Whether the row that `sql` locks is new, older than the event, or as new as it.
enum class Age { kAbsent, kOlder, kCurrent };
absl::StatusOr<Age> AgeOf(mysql::Transaction& tx, absl::string_view sql, const Ulid& id,
                          const Ulid& event) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(sql, {id}));
  if (!row) return Age::kAbsent;
  return row->Id(0) < event ? Age::kOlder : Age::kCurrent;
}

// Several rows at once, or none.
absl::Status InsertAll(mysql::Transaction& tx, absl::string_view sql,
                       const std::vector<mysql::Values>& rows) {
  return rows.empty() ? absl::OkStatus() : tx.InsertMany(sql, rows).status();
}

absl::Status SaveClassesAndSpells(mysql::Transaction& tx, const PersonFact& person,
                                  const Ulid& event) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDropClasses, {person.id}).status());
  std::vector<mysql::Values> classes;
  for (const ClassPeriod& period : person.classes) {
    classes.push_back({person.id, period.from, period.to, Stored(period.household_class),
                       period.aid, period.risk_cleared_on});
  }
  LADDER_RETURN_IF_ERROR(InsertAll(tx, kClasses, classes));
  LADDER_RETURN_IF_ERROR(tx.Execute(kDropSpells, {person.id}).status());
  std::vector<mysql::Values> spells;
  for (const SpellFact& spell : person.spells) {
    spells.push_back({spell.id, event, person.id, spell.employer, spell.form, spell.work_division,
                      spell.from, spell.to, spell.contract_months, spell.verified, false});
  }
  return InsertAll(tx, kSpells, spells);
}

// Claims, payments and accounts are seen where the person lives now.
absl::Status MoveRecords(mysql::Transaction& tx, const PersonFact& person) {
  const Divisions& to = person.divisions;
  for (const char* move : {kMoveClaims, kMoveItems, kMoveAccounts}) {
    LADDER_RETURN_IF_ERROR(tx.Execute(move, {to.registered, to.residence, person.id}).status());
  }
  return absl::OkStatus();
}

absl::Status SaveAttendance(mysql::Transaction& tx, const ClassFact& fact, const Ulid& event) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDropAttendance, {fact.id}).status());
  std::vector<mysql::Values> learners;
  for (const AttendanceFact& learner : fact.learners) {
    learners.push_back({fact.id, learner.person, event, learner.attended,
                        static_cast<int64_t>(learner.days.size()), learner.dropped_out,
                        FormatDays(learner.days)});
  }
  return InsertAll(tx, kAttendance, learners);
}

}  // namespace

absl::Status SavePersonFact(mysql::Transaction& tx, const PersonFact& person, const Ulid& event) {
  LADDER_ASSIGN_OR_RETURN(const Age age, AgeOf(tx, kPersonEvent, person.id, event));
  if (age == Age::kCurrent) return absl::OkStatus();
  const int sex = static_cast<int>(person.sex);
  if (age == Age::kAbsent) {
    LADDER_RETURN_IF_ERROR(
        tx.Execute(kPerson, {person.id, event, person.birth, sex, person.upper_age_base,
                             person.household, person.divisions.registered,
                             person.divisions.residence, person.veteran, person.died_on})
            .status());
  } else {
    LADDER_RETURN_IF_ERROR(
        tx.Execute(kPersonAgain, {event, person.birth, sex, person.upper_age_base, person.household,
                                  person.divisions.registered, person.divisions.residence,
                                  person.veteran, person.died_on, person.id})
            .status());
    LADDER_RETURN_IF_ERROR(MoveRecords(tx, person));
  }
  return SaveClassesAndSpells(tx, person, event);
}

absl::Status ForgetPersonFact(mysql::Transaction& tx, const Ulid& person) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDropClasses, {person}).status());
  LADDER_RETURN_IF_ERROR(tx.Execute(kDropSpells, {person}).status());
  return tx.Execute(kDropPerson, {person}).status();
}

absl::StatusOr<PersonFact> GetPersonFact(mysql::Transaction& tx, const Ulid& id,
                                         const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGetPerson, {id}));
  if (!row) return NoSuch("persons", id);
  PersonFact person = {.id = id,
                       .birth = row->Day(0),
                       .sex = static_cast<Sex>(row->Int(1)),
                       .upper_age_base = row->OptInt(2),
                       .household = row->OptId(3),
                       .divisions = {.registered = row->Int(4), .residence = row->Int(5)},
                       .veteran = row->Bool(6),
                       .died_on = row->OptDay(7)};
  if (!Shows(scope, person.divisions, id)) return NoSuch("persons", id);
  return person;
}

absl::StatusOr<Relations> RelationsOf(mysql::Transaction& tx, const Ulid& person) {
  Relations relations;
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kHouseholdOf, {person}));
  if (row) relations.household = row->OptId(0).value_or(Ulid());
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kRelatives, {person}));
  for (const mysql::Row& relative : rows) relations.relatives.push_back(relative.Id(0));
  return relations;
}

absl::StatusOr<std::optional<CivilDay>> DeathOf(mysql::Transaction& tx, const Party& payee) {
  if (payee.kind != PartyKind::kPerson) return std::optional<CivilDay>();
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kDeathOf, {payee.id}));
  if (!row) return Refuse(Reason::kPayItemPayeeUnconfirmed);
  return row->OptDay(0);
}

absl::StatusOr<Divisions> DivisionsOfParty(mysql::Transaction& tx, const Party& party,
                                           const Scope& scope, int64_t county) {
  if (party.kind == PartyKind::kPerson) {
    LADDER_ASSIGN_OR_RETURN(const PersonFact person, GetPersonFact(tx, party.id, scope));
    return person.divisions;
  }
  Divisions divisions = {.registered = county, .residence = county};
  if (party.kind == PartyKind::kEnterprise) {
    LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kDivisionOfFirm, {party.id}));
    if (!row) return NoSuch("enterprises", party.id);
    divisions = {.registered = row->Int(0), .residence = row->Int(0)};
  }
  if (!Shows(scope, divisions, party.id)) return NoSuch("payees", party.id);
  return divisions;
}

absl::Status SaveEnterpriseFact(mysql::Transaction& tx, const EnterpriseFact& enterprise,
                                const Ulid& event) {
  return tx
      .Execute(kEnterprise, {enterprise.id, event, enterprise.division, enterprise.dishonest,
                             enterprise.wage_arrears})
      .status();
}

absl::Status SaveHireFact(mysql::Transaction& tx, const HireFact& hire, const Ulid& event) {
  return tx.Execute(kHire, {hire.id, event, hire.person, hire.enterprise, hire.owner}).status();
}

absl::Status SaveClassFact(mysql::Transaction& tx, const ClassFact& training_class,
                           const Ulid& event) {
  const ClassFact& fact = training_class;
  LADDER_ASSIGN_OR_RETURN(const Age age, AgeOf(tx, kClassEvent, fact.id, event));
  if (age == Age::kCurrent) return absl::OkStatus();
  if (age == Age::kAbsent) {
    LADDER_RETURN_IF_ERROR(
        tx.Execute(kClass, {fact.id, event, fact.school, fact.occupation, fact.from, fact.to,
                            fact.sessions, fact.fee, fact.digest})
            .status());
  } else {
    LADDER_RETURN_IF_ERROR(
        tx.Execute(kClassAgain, {event, fact.school, fact.occupation, fact.from, fact.to,
                                 fact.sessions, fact.fee, fact.digest, fact.id})
            .status());
  }
  return SaveAttendance(tx, fact, event);
}

absl::Status SaveCertificateFact(mysql::Transaction& tx, const CertificateFact& certificate,
                                 const Ulid& event) {
  return tx
      .Execute(kCertificate, {certificate.id, event, certificate.person, certificate.class_id,
                              certificate.occupation, certificate.level, certificate.issued_on,
                              certificate.revoked})
      .status();
}

}  // namespace ladder::subsidy
