#include "matching-svc/storage/hires.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matching-svc/storage/area.h"
#include "matching-svc/storage/code_values.h"
#include "matching-svc/storage/root_table.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr char kDisputed[] = "SELECT id FROM hire WHERE person_id = ? AND disputed = 1 ORDER BY id";

Hire Read(const mysql::Row& row, size_t c) {
  return {.person = row.Id(c),
          .enterprise = row.Id(c + 1),
          .job = row.Id(c + 2),
          .referral = row.Id(c + 3),
          .intention = row.OptId(c + 4),
          .carrier = row.OptId(c + 5),
          .state = ReadCode<HireState>(row, c + 6),
          .work_division = row.Int(c + 7),
          .occupation = StoredOccupation(row.Text(c + 8)),
          .wage = row.Money(c + 9),
          .contract_kind = ReadCode<ContractKind>(row, c + 10),
          .contract_months = ReadInt(row, c + 11),
          .social_insurance = row.Bool(c + 12),
          .owner = row.Bool(c + 13),
          .agreed_on = row.Day(c + 14),
          .start_by = row.Day(c + 15),
          .started_on = row.OptDay(c + 16),
          .ended_on = row.OptDay(c + 17),
          .end_reason = ReadCode<EndReason>(row, c + 18),
          .dispute_reason = row.Text(c + 20)};
}

mysql::Values Write(const Hire& hire) {
  return {hire.person,
          hire.enterprise,
          hire.job,
          hire.referral,
          hire.intention,
          hire.carrier,
          Number(hire.state),
          hire.work_division,
          hire.occupation.ToString(),
          hire.wage,
          Number(hire.contract_kind),
          hire.contract_months,
          hire.social_insurance,
          hire.owner,
          hire.agreed_on,
          hire.start_by,
          hire.started_on,
          hire.ended_on,
          Number(hire.end_reason),
          !hire.dispute_reason.empty(),
          hire.dispute_reason};
}

const RootTable<Hire>& Table() {
  static const auto& table = *new RootTable<Hire>(
      {.table = "hire",
       .collection = "hires",
       .columns = {"person_id",        "enterprise_id", "job_id",        "referral_id",
                   "intention_id",     "carrier_id",    "state",         "work_division",
                   "occupation",       "wage_fen",      "contract_kind", "contract_months",
                   "social_insurance", "owner",         "agreed_on",     "start_by",
                   "started_on",       "ended_on",      "end_reason",    "disputed",
                   "dispute_reason"}},
      Read, Write);
  return table;
}

constexpr char kPlaces[] = "person_profile.register_div, person_profile.residence_div";
constexpr char kOfPerson[] =
    "hire JOIN person_profile ON person_profile.person_id = hire.person_id WHERE ";
// Filters that no key serves.
constexpr char kOthers[] =
    " AND (? = 0 OR hire.state = ?) AND (? = 0 OR hire.disputed = 1) AND (? = 0 OR "
    "(hire.started_on <= ? AND (hire.ended_on IS NULL OR hire.ended_on >= ?))) "
    "AND (? = 0 OR hire.enterprise_id = ?) AND (? = 0 OR hire.carrier_id = ?) ";

struct Statements {
  std::string snapshot = Table().Select(
      "WHERE id > ? AND CRC32(id) MOD 64 = ? AND state IN (?, ?) ORDER BY id LIMIT ?");
  std::string by_person = Items("hire.person_id = ?");
  std::string by_enterprise = Items("hire.enterprise_id = ?");
  std::string by_carrier = Items("hire.carrier_id = ?");
  // The keys are said outright: a plan made for nearly empty tables loses the walk's order.
  std::string by_place = Table().SelectJoined(
      absl::StrCat("person_scope.division, ", kPlaces),
      absl::StrCat("person_scope FORCE INDEX (PRIMARY) JOIN person_profile FORCE INDEX (PRIMARY) "
                   "ON person_profile.person_id = "
                   "person_scope.person_id JOIN hire FORCE INDEX (by_person) ON hire.person_id = "
                   "person_scope.person_id WHERE person_scope.division >= ? AND "
                   "person_scope.division <= ? AND (person_scope.division > ? OR "
                   "person_scope.person_id > ? OR (person_scope.person_id = ? AND hire.id > ?))",
                   kOthers,
                   "ORDER BY person_scope.division, person_scope.person_id, hire.id LIMIT ?"));

  static std::string Items(absl::string_view key) {
    return Table().SelectJoined(kPlaces, absl::StrCat(kOfPerson, key, " AND hire.id > ?", kOthers,
                                                      "ORDER BY hire.id LIMIT ?"));
  }
};
const Statements& Sql() {
  static const auto& sql = *new Statements();
  return sql;
}

void AddOthers(const HireQuery& query, int limit, mysql::Values& values) {
  const int state = query.state ? Number(*query.state) : 0;
  const CivilDay day = query.at_work_on.value_or(kForever);
  for (const mysql::Value& value :
       mysql::Values{state, state, query.disputed_only, query.at_work_on.has_value(), day, day,
                     query.enterprise.has_value(), query.enterprise.value_or(Ulid()),
                     query.carrier.has_value(), query.carrier.value_or(Ulid()), limit}) {
    values.push_back(value);
  }
}

absl::StatusOr<Listed<Hire>> ListItems(mysql::Transaction& tx, const Scope& scope,
                                       const HireQuery& query) {
  const std::string& sql = query.person       ? Sql().by_person
                           : query.enterprise ? Sql().by_enterprise
                                              : Sql().by_carrier;
  const Ulid key = query.person       ? *query.person
                   : query.enterprise ? *query.enterprise
                                      : *query.carrier;
  return WalkItems<Hire>(
      scope, query.after.item, query.size,
      [&](const Ulid& after, int limit) -> absl::StatusOr<std::vector<Walked<Hire>>> {
        mysql::Values values = {key, after};
        AddOthers(query, limit, values);
        LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(sql, values));
        std::vector<Walked<Hire>> walked;
        for (const mysql::Row& row : rows) {
          Hire hire = Table().At(row, 2);
          const ListKey at = {.id = hire.person, .item = hire.root.id};
          walked.push_back(
              {.key = at, .places = {row.Int(0), row.Int(1)}, .value = std::move(hire)});
        }
        return walked;
      });
}

}  // namespace

absl::StatusOr<Hire> GetHire(mysql::Transaction& tx, const Ulid& id) { return Table().Get(tx, id); }
absl::StatusOr<Hire> LockHire(mysql::Transaction& tx, const Ulid& id) {
  return Table().Lock(tx, id);
}

absl::StatusOr<std::optional<Hire>> FindHire(mysql::Transaction& tx, const Ulid& id) {
  absl::StatusOr<Hire> hire = Table().Lock(tx, id);
  if (ReasonOf(hire.status()) == "NOT_FOUND") return std::optional<Hire>();
  LADDER_RETURN_IF_ERROR(hire.status());
  return std::optional<Hire>(*std::move(hire));
}

absl::Status InsertHire(mysql::Transaction& tx, const Hire& hire) {
  return Table().Insert(tx, hire);
}
absl::Status SaveHire(mysql::Transaction& tx, const Hire& hire) { return Table().Save(tx, hire); }

absl::StatusOr<Listed<Hire>> ListHires(mysql::Transaction& tx, const Scope& scope,
                                       const HireQuery& query) {
  if (query.person || query.enterprise || query.carrier) return ListItems(tx, scope, query);
  return WalkArea<Hire>(
      AreaOf(scope), query.after, query.size,
      [&](const DivisionRange& range, const ListKey& after,
          int limit) -> absl::StatusOr<std::vector<Walked<Hire>>> {
        mysql::Values values = {range.first, range.last, after.number,
                                after.id,    after.id,   after.item};
        AddOthers(query, limit, values);
        LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(Sql().by_place, values));
        std::vector<Walked<Hire>> walked;
        for (const mysql::Row& row : rows) {
          Hire hire = Table().At(row, 3);
          const ListKey at = {row.Int(0), hire.person, hire.root.id};
          walked.push_back(
              {.key = at, .places = {row.Int(1), row.Int(2)}, .value = std::move(hire)});
        }
        return walked;
      });
}

absl::StatusOr<std::vector<Ulid>> DisputedHiresOf(mysql::Transaction& tx, const Ulid& person) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kDisputed, {person}));
  std::vector<Ulid> ids;
  for (const mysql::Row& row : rows) ids.push_back(row.Id(0));
  return ids;
}

absl::StatusOr<std::vector<Hire>> SnapshotHires(mysql::Transaction& tx, int partition,
                                                const Ulid& after, int limit) {
  return Table().All(
      tx, Sql().snapshot,
      {after, partition, Number(HireState::kStarted), Number(HireState::kEnded), limit});
}

}  // namespace ladder::matching
