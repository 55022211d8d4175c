#include "matching-svc/storage/referrals.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/matching/v1/reasons.h"
#include "matching-svc/storage/area.h"
#include "matching-svc/storage/code_values.h"
#include "matching-svc/storage/root_table.h"
#include "matching-svc/storage/sealed.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr char kLiveJobs[] = "SELECT job_id FROM referral WHERE person_id = ? AND live = 1";
constexpr char kOverdue[] =
    "SELECT id FROM referral WHERE live = 1 AND deadline < ? AND id > ? ORDER BY id LIMIT ?";
constexpr int kOutcomesMax = 1000;

// "1000:260:1,...": fit, points and finding of each factor, in their order.
std::string StoredFactors(const Score& score) {
  std::string stored;
  for (const FactorScore& factor : score.factors) {
    absl::StrAppend(&stored, stored.empty() ? "" : ",", factor.fit, ":", factor.points, ":",
                    Number(factor.finding));
  }
  return stored;
}

Score ReadScore(const mysql::Row& row, size_t total, size_t factors) {
  Score score{.total = ReadInt(row, total)};
  const std::vector<std::string> entries = ReadList(row, factors);
  LADDER_INVARIANT(entries.size() == score.factors.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::vector<absl::string_view> parts = absl::StrSplit(entries[i], ':');
    int finding = 0;
    LADDER_INVARIANT(parts.size() == 3 && absl::SimpleAtoi(parts[0], &score.factors[i].fit) &&
                     absl::SimpleAtoi(parts[1], &score.factors[i].points) &&
                     absl::SimpleAtoi(parts[2], &finding));
    score.factors[i].finding = static_cast<Finding>(finding);
  }
  return score;
}

Referral Read(const mysql::Row& row, size_t c) {
  Referral referral{.person = row.Id(c),
                    .job = row.Id(c + 1),
                    .enterprise = row.Id(c + 2),
                    .state = ReadCode<ReferralState>(row, c + 5),
                    .score = ReadScore(row, c + 7, c + 9),
                    .score_version = row.Text(c + 8),
                    .fits = row.Bool(c + 10),
                    .referred_on = row.Day(c + 11),
                    .last_step_on = row.Day(c + 12),
                    .deadline = row.Day(c + 13),
                    .decline_reason = ReadCode<DeclineReason>(row, c + 18),
                    .good_reason = row.Bool(c + 19),
                    .reject_reason = ReadCode<RejectReason>(row, c + 20),
                    .note = NoteFromStored(row.Text(c + 21)),
                    .hire = row.OptId(c + 4),
                    .intention = row.OptId(c + 3)};
  if (!row.IsNull(c + 14)) {
    referral.offer = Offer{.wage = row.Money(c + 14),
                           .start_on = row.Day(c + 15),
                           .contract_kind = ReadCode<ContractKind>(row, c + 16),
                           .contract_months = ReadInt(row, c + 17)};
  }
  return referral;
}

mysql::Values Write(const Referral& referral) {
  const std::optional<Offer>& offer = referral.offer;
  const auto offered = [&](mysql::Value value) {
    return offer ? std::move(value) : mysql::Value(std::nullopt);
  };
  const Offer terms = offer.value_or(Offer());
  return {referral.person,
          referral.job,
          referral.enterprise,
          referral.intention,
          referral.hire,
          Number(referral.state),
          IsLive(referral.state) ? mysql::Value(1) : mysql::Value(std::nullopt),
          referral.score.total,
          referral.score_version,
          StoredFactors(referral.score),
          referral.fits,
          referral.referred_on,
          referral.last_step_on,
          referral.deadline,
          offered(terms.wage),
          offer ? mysql::Value(terms.start_on) : mysql::Value(std::nullopt),
          offered(Number(terms.contract_kind)),
          offered(terms.contract_months),
          Number(referral.decline_reason),
          referral.good_reason,
          Number(referral.reject_reason),
          StoredNote(referral.note)};
}

const RootTable<Referral>& Table() {
  static const auto& table = *new RootTable<Referral>({.table = "referral",
                                                       .collection = "referrals",
                                                       .columns = {"person_id",
                                                                   "job_id",
                                                                   "enterprise_id",
                                                                   "intention_id",
                                                                   "hire_id",
                                                                   "state",
                                                                   "live",
                                                                   "score",
                                                                   "score_version",
                                                                   "factors",
                                                                   "fits",
                                                                   "referred_on",
                                                                   "last_step_on",
                                                                   "deadline",
                                                                   "offer_wage_fen",
                                                                   "offer_start_on",
                                                                   "offer_contract_kind",
                                                                   "offer_contract_months",
                                                                   "decline_reason",
                                                                   "good_reason",
                                                                   "reject_reason",
                                                                   "note_enc"}},
                                                      Read, Write);
  return table;
}

constexpr char kPlaces[] = "person_profile.register_div, person_profile.residence_div";
constexpr char kOfPerson[] =
    "referral JOIN person_profile ON person_profile.person_id = referral.person_id WHERE ";
// Filters that no key serves.
constexpr char kOthers[] =
    " AND (? = 0 OR referral.state = ?) AND referral.referred_on >= ? "
    "AND (? = 0 OR referral.job_id = ?) AND (? = 0 OR referral.enterprise_id = ?) ";

struct Statements {
  std::string outcomes =
      Table().Select("WHERE person_id = ? ORDER BY last_step_on DESC, id DESC LIMIT ?");
  std::string by_person = Items("referral.person_id = ?");
  std::string by_job = Items("referral.job_id = ?");
  std::string by_enterprise = Items("referral.enterprise_id = ?");
  // The keys are said outright: a plan made for nearly empty tables loses the walk's order.
  std::string by_place = Table().SelectJoined(
      absl::StrCat("person_scope.division, ", kPlaces),
      absl::StrCat(
          "person_scope FORCE INDEX (PRIMARY) JOIN person_profile FORCE INDEX (PRIMARY) "
          "ON person_profile.person_id = "
          "person_scope.person_id JOIN referral FORCE INDEX (by_person) ON referral.person_id = "
          "person_scope.person_id WHERE person_scope.division >= ? AND "
          "person_scope.division <= ? AND (person_scope.division > ? OR "
          "person_scope.person_id > ? OR (person_scope.person_id = ? AND "
          "referral.id > ?))",
          kOthers, "ORDER BY person_scope.division, person_scope.person_id, referral.id LIMIT ?"));

  static std::string Items(absl::string_view key) {
    return Table().SelectJoined(kPlaces, absl::StrCat(kOfPerson, key, " AND referral.id > ?",
                                                      kOthers, "ORDER BY referral.id LIMIT ?"));
  }
};
const Statements& Sql() {
  static const auto& sql = *new Statements();
  return sql;
}

void AddOthers(const ReferralQuery& query, int limit, mysql::Values& values) {
  const int state = query.state ? Number(*query.state) : 0;
  for (const mysql::Value& value :
       mysql::Values{state, state, query.referred_from.value_or(CivilDay(1000, 1, 1)),
                     query.job.has_value(), query.job.value_or(Ulid()),
                     query.enterprise.has_value(), query.enterprise.value_or(Ulid()), limit}) {
    values.push_back(value);
  }
}

absl::StatusOr<Listed<Referral>> ListItems(mysql::Transaction& tx, const Scope& scope,
                                           const ReferralQuery& query) {
  const std::string& sql = query.person ? Sql().by_person
                           : query.job  ? Sql().by_job
                                        : Sql().by_enterprise;
  const Ulid key = query.person ? *query.person : query.job ? *query.job : *query.enterprise;
  return WalkItems<Referral>(
      scope, query.after.item, query.size,
      [&](const Ulid& after, int limit) -> absl::StatusOr<std::vector<Walked<Referral>>> {
        mysql::Values values = {key, after};
        AddOthers(query, limit, values);
        LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(sql, values));
        std::vector<Walked<Referral>> walked;
        for (const mysql::Row& row : rows) {
          Referral referral = Table().At(row, 2);
          const ListKey at = {.id = referral.person, .item = referral.root.id};
          walked.push_back(
              {.key = at, .places = {row.Int(0), row.Int(1)}, .value = std::move(referral)});
        }
        return walked;
      });
}

}  // namespace

absl::StatusOr<Referral> GetReferral(mysql::Transaction& tx, const Ulid& id) {
  return Table().Get(tx, id);
}
absl::StatusOr<Referral> LockReferral(mysql::Transaction& tx, const Ulid& id) {
  return Table().Lock(tx, id);
}
absl::Status InsertReferral(mysql::Transaction& tx, const Referral& referral) {
  const absl::Status status = Table().Insert(tx, referral);
  return ViolatedKey(status) == "one_live" ? Refuse(Reason::kReferralExists) : status;
}
absl::Status SaveReferral(mysql::Transaction& tx, const Referral& referral) {
  return Table().Save(tx, referral);
}

absl::StatusOr<Listed<Referral>> ListReferrals(mysql::Transaction& tx, const Scope& scope,
                                               const ReferralQuery& query) {
  if (query.person || query.job || query.enterprise) return ListItems(tx, scope, query);
  return WalkArea<Referral>(
      AreaOf(scope), query.after, query.size,
      [&](const DivisionRange& range, const ListKey& after,
          int limit) -> absl::StatusOr<std::vector<Walked<Referral>>> {
        mysql::Values values = {range.first, range.last, after.number,
                                after.id,    after.id,   after.item};
        AddOthers(query, limit, values);
        LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(Sql().by_place, values));
        std::vector<Walked<Referral>> walked;
        for (const mysql::Row& row : rows) {
          Referral referral = Table().At(row, 3);
          const ListKey at = {row.Int(0), referral.person, referral.root.id};
          walked.push_back(
              {.key = at, .places = {row.Int(1), row.Int(2)}, .value = std::move(referral)});
        }
        return walked;
      });
}

absl::StatusOr<absl::flat_hash_set<Ulid>> LiveJobsOf(mysql::Transaction& tx, const Ulid& person) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kLiveJobs, {person}));
  absl::flat_hash_set<Ulid> jobs;
  for (const mysql::Row& row : rows) jobs.insert(row.Id(0));
  return jobs;
}

absl::StatusOr<std::vector<Outcome>> OutcomesOf(mysql::Transaction& tx, const Ulid& person) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Referral> newest_first,
                          Table().All(tx, Sql().outcomes, {person, kOutcomesMax}));
  std::vector<Outcome> outcomes;
  for (auto referral = newest_first.rbegin(); referral != newest_first.rend(); ++referral) {
    if (const std::optional<Outcome> outcome = OutcomeOf(*referral)) outcomes.push_back(*outcome);
  }
  return outcomes;
}

absl::StatusOr<std::vector<Ulid>> OverdueReferrals(mysql::Transaction& tx, CivilDay day,
                                                   const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kOverdue, {day, after, limit}));
  std::vector<Ulid> ids;
  for (const mysql::Row& row : rows) ids.push_back(row.Id(0));
  return ids;
}

absl::StatusOr<std::vector<Referral>> SnapshotReferrals(mysql::Transaction& tx, int partition,
                                                        const Ulid& after, int limit) {
  return Table().Snapshot(tx, partition, after, limit);
}

}  // namespace ladder::matching
