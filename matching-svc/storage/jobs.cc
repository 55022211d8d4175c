#include "matching-svc/storage/jobs.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matching-svc/storage/code_values.h"
#include "matching-svc/storage/job_row.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr DivisionRange kEverywhere = {0, 999'999'999'999};
constexpr int kStateMax = 127;

constexpr char kCount[] =
    "SELECT COUNT(*), COALESCE(CAST(SUM(low_threshold) AS SIGNED), 0), "
    "COALESCE(CAST(SUM(IF(state = 4, 0, vacancies - filled)) AS SIGNED), 0), "
    "COALESCE(CAST(SUM(IF(state = 4, 0, low_threshold * (vacancies - filled))) AS SIGNED), 0) "
    "FROM job WHERE ? = 0 OR (state = 2 AND published_on <= ? AND expires_on >= ?)";
constexpr char kMarketVersion[] =
    "SELECT (SELECT COALESCE(CAST(SUM(version) AS SIGNED), 0) FROM job WHERE version > 0) + "
    "(SELECT COALESCE(CAST(SUM(version) AS SIGNED), 0) FROM enterprise WHERE version > 0)";

// The filters that no key serves, with values that every row has where nothing is asked.
constexpr char kOthers[] =
    " AND state BETWEEN ? AND ? AND low_threshold BETWEEN ? AND ? AND occupation LIKE ? "
    "AND division BETWEEN ? AND ? "
    "AND (? = 0 OR (state = 2 AND published_on <= ? AND expires_on >= ?)) ";

struct Statements {
  std::string lock_after = JobTable().Select("WHERE id > ? ORDER BY id LIMIT ? FOR UPDATE");
  std::string by_id =
      JobTable().Select(absl::StrCat("WHERE id > ?", kOthers, "ORDER BY id LIMIT ?"));
  std::string by_enterprise = JobTable().Select(
      absl::StrCat("WHERE enterprise_id = ? AND id > ?", kOthers, "ORDER BY id LIMIT ?"));
  std::string by_division =
      JobTable().Select(absl::StrCat("WHERE division >= ? AND (division > ? OR id > ?)", kOthers,
                                     "ORDER BY division, id LIMIT ?"));
  std::string open =
      JobTable().SelectJoined("enterprise.state, enterprise.retention_bp, enterprise.display_name",
                              "job FORCE INDEX (by_state) JOIN enterprise FORCE INDEX (PRIMARY) "
                              "ON enterprise.id = job.enterprise_id "
                              "WHERE job.state = ? AND job.id > ? ORDER BY job.id LIMIT ?");
};
const Statements& Sql() {
  static const auto& sql = *new Statements();
  return sql;
}

void AddOthers(const JobQuery& query, mysql::Values& values) {
  const DivisionRange place = query.division.value_or(kEverywhere);
  std::string occupation = query.occupation.ToString();
  if (query.occupation.levels() < Occupation::kLevels) {
    absl::StrAppend(&occupation, occupation.empty() ? "%" : "-%");
  }
  for (const mysql::Value& value : mysql::Values{
           query.state ? Number(*query.state) : 0, query.state ? Number(*query.state) : kStateMax,
           query.low_threshold.value_or(false), query.low_threshold.value_or(true), occupation,
           place.first, place.last, query.open_on.has_value(), query.open_on.value_or(kForever),
           query.open_on.value_or(kForever), query.size + 1}) {
    values.push_back(value);
  }
}

}  // namespace

absl::StatusOr<Job> GetJob(mysql::Transaction& tx, const Ulid& id) {
  return JobTable().Get(tx, id);
}
absl::StatusOr<Job> LockJob(mysql::Transaction& tx, const Ulid& id) {
  return JobTable().Lock(tx, id);
}
absl::StatusOr<std::vector<Job>> LockJobsAfter(mysql::Transaction& tx, const Ulid& after,
                                               int limit) {
  return JobTable().All(tx, Sql().lock_after, {after, limit});
}
absl::Status InsertJobs(mysql::Transaction& tx, const std::vector<Job>& jobs) {
  return JobTable().InsertAll(tx, jobs);
}
absl::Status SaveJob(mysql::Transaction& tx, const Job& job) { return JobTable().Save(tx, job); }

absl::StatusOr<Listed<Job>> ListJobs(mysql::Transaction& tx, const JobQuery& query) {
  const bool by_division = query.division && !query.enterprise;
  const std::string* sql = &Sql().by_id;
  mysql::Values values = {query.after.id};
  if (query.enterprise) {
    sql = &Sql().by_enterprise;
    values = {*query.enterprise, query.after.id};
  } else if (by_division) {
    sql = &Sql().by_division;
    values = {std::max(query.division->first, query.after.number), query.after.number,
              query.after.id};
  }
  AddOthers(query, values);
  LADDER_ASSIGN_OR_RETURN(std::vector<Job> rows, JobTable().All(tx, *sql, values));
  return CutToPage(std::move(rows), query.size, [&](const Job& last) {
    return ListKey{.number = by_division ? last.facts.division : 0, .id = last.root.id};
  });
}

absl::StatusOr<JobCounts> CountJobs(mysql::Transaction& tx, std::optional<CivilDay> open_on) {
  const CivilDay day = open_on.value_or(kForever);
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kCount, {open_on.has_value(), day, day}));
  return JobCounts{.jobs = ReadInt(rows[0], 0),
                   .low_threshold = ReadInt(rows[0], 1),
                   .vacancies_left = ReadInt(rows[0], 2),
                   .low_threshold_vacancies_left = ReadInt(rows[0], 3)};
}

absl::StatusOr<int64_t> MarketVersion(mysql::Transaction& tx) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kMarketVersion));
  return rows[0].Int(0);
}

absl::StatusOr<std::vector<std::pair<OpenJob, std::string>>> LoadOpenJobs(mysql::Transaction& tx,
                                                                          const Ulid& after,
                                                                          int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(Sql().open, {Number(JobState::kOpen), after, limit}));
  std::vector<std::pair<OpenJob, std::string>> jobs;
  jobs.reserve(rows.size());
  for (const mysql::Row& row : rows) {
    OpenJob open{.job = JobTable().At(row, 3),
                 .employer = ReadCode<EnterpriseState>(row, 0),
                 .employer_retention_bp = ReadInt(row, 1)};
    open.job.facts.description.clear();
    open.job.facts.tags.clear();
    jobs.emplace_back(std::move(open), row.Text(2));
  }
  return jobs;
}

absl::StatusOr<std::vector<Job>> SnapshotJobs(mysql::Transaction& tx, int partition,
                                              const Ulid& after, int limit) {
  return JobTable().Snapshot(tx, partition, after, limit);
}

}  // namespace ladder::matching
