// The facts that decide entitlement, as the feeds of registry, matching and training keep them
// here. Each write is conditional on the owner's newest event, so a repeat changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// A household's class over days, the last one inclusive.
struct ClassPeriod {
  CivilDay from = {};
  CivilDay to = kForever;
  HouseholdClass household_class = HouseholdClass::kNone;
  int aid = 0;
  std::optional<CivilDay> risk_cleared_on = std::nullopt;
};

struct SpellFact {
  Ulid id = {};
  Ulid person = {};
  std::optional<Ulid> employer = std::nullopt;
  int form = 0;
  int64_t work_division = 0;
  CivilDay from = {};
  CivilDay to = kForever;  // the last day
  int64_t contract_months = 0;
  bool verified = false;
};

struct PersonFact {
  Ulid id = {};
  CivilDay birth = {};
  Sex sex = Sex::kMale;
  std::optional<int64_t> upper_age_base = std::nullopt;
  std::optional<Ulid> household = std::nullopt;
  Divisions divisions = {};
  bool veteran = false;
  std::optional<CivilDay> died_on = std::nullopt;
  std::vector<ClassPeriod> classes = {};  // of the household
  std::vector<SpellFact> spells = {};
};
// Claims, payments and accounts of the person move with them.
absl::Status SavePersonFact(mysql::Transaction& tx, const PersonFact& person, const Ulid& event);
// Drops the person with classes and spells. What was decided and paid stays: it is our own.
absl::Status ForgetPersonFact(mysql::Transaction& tx, const Ulid& person);
// Whom the caller may claim for, without classes and spells. NOT_FOUND when absent or out of scope.
absl::StatusOr<PersonFact> GetPersonFact(mysql::Transaction& tx, const Ulid& id,
                                         const Scope& scope);

// The household of somebody who acts, and the relatives whom they declared.
struct Relations {
  Ulid household = {};  // zero when unknown
  std::vector<Ulid> relatives = {};
};
absl::StatusOr<Relations> RelationsOf(mysql::Transaction& tx, const Ulid& person);

// When a payee died, if it is a person who did, for the money that is due to them.
absl::StatusOr<std::optional<CivilDay>> DeathOf(mysql::Transaction& tx, const Party& payee);

struct EnterpriseFact {
  Ulid id = {};
  int64_t division = 0;
  bool dishonest = false;
  bool wage_arrears = false;
};
// Where a payee is seen: a person where they live, a firm where it is, a school in the whole
// `county`. NOT_FOUND when absent or out of scope.
absl::StatusOr<Divisions> DivisionsOfParty(mysql::Transaction& tx, const Party& party,
                                           const Scope& scope, int64_t county);
absl::Status SaveEnterpriseFact(mysql::Transaction& tx, const EnterpriseFact& enterprise,
                                const Ulid& event);

// A hire as far as the spell that the registry makes of it does not tell.
struct HireFact {
  Ulid id = {};
  Ulid person = {};
  Ulid enterprise = {};
  bool owner = false;  // the person owns the firm
};
absl::Status SaveHireFact(mysql::Transaction& tx, const HireFact& hire, const Ulid& event);

struct AttendanceFact {
  Ulid person = {};
  int64_t attended = 0;
  std::vector<CivilDay> days = {};  // with a session attended, each once
  bool dropped_out = false;
};
struct ClassFact {
  Ulid id = {};
  Ulid school = {};
  std::string occupation = "";
  CivilDay from = {};
  CivilDay to = {};
  int64_t sessions = 0;
  Fen fee = Fen();          // zero when the class is free, so that the school is paid
  std::string digest = "";  // 32 bytes once its attendance is frozen
  std::vector<AttendanceFact> learners = {};
};
absl::Status SaveClassFact(mysql::Transaction& tx, const ClassFact& training_class,
                           const Ulid& event);

struct CertificateFact {
  Ulid id = {};
  Ulid person = {};
  Ulid class_id = {};
  std::string occupation = "";
  std::string level = "";
  CivilDay issued_on = {};
  bool revoked = false;
};
absl::Status SaveCertificateFact(mysql::Transaction& tx, const CertificateFact& certificate,
                                 const Ulid& event);

}  // namespace ladder::subsidy
