#include "matching-svc/storage/job_row.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "matching-svc/storage/code_values.h"

namespace ladder::matching {
namespace {

// "HEALTH:1:7": code, by law, days.
std::vector<CertificateNeed> ReadCertificates(const mysql::Row& row, size_t c) {
  std::vector<CertificateNeed> needs;
  for (const std::string& written : ReadList(row, c)) {
    const std::vector<absl::string_view> parts = absl::StrSplit(written, ':');
    LADDER_INVARIANT(parts.size() == 3);
    CertificateNeed need{.code = std::string(parts[0]), .by_law = parts[1] == "1"};
    LADDER_INVARIANT(absl::SimpleAtoi(parts[2], &need.obtainable_days));
    needs.push_back(std::move(need));
  }
  return needs;
}

std::string StoredCertificates(const std::vector<CertificateNeed>& needs) {
  return absl::StrJoin(needs, ",", [](std::string* out, const CertificateNeed& need) {
    absl::StrAppend(out, need.code, ":", need.by_law ? 1 : 0, ":", need.obtainable_days);
  });
}

// Tags are words of the employer's own, so a line end parts them.
std::vector<std::string> ReadTags(const mysql::Row& row, size_t c) {
  return absl::StrSplit(row.Text(c), '\n', absl::SkipEmpty());
}

JobDraft ReadFacts(const mysql::Row& row, size_t c) {
  return {
      .enterprise = row.Id(c),
      .carrier = row.OptId(c + 1),
      .title = row.Text(c + 2),
      .description = row.Text(c + 3),
      .occupation = StoredOccupation(row.Text(c + 4)),
      .division = row.Int(c + 5),
      .vacancies = ReadInt(row, c + 6),
      .wage_low = row.Money(c + 7),
      .wage_high = row.Money(c + 8),
      .wage_fixed = row.Money(c + 9),
      .hours_per_week = ReadInt(row, c + 10),
      .shift = ReadCode<Shift>(row, c + 11),
      .live_in = row.Bool(c + 12),
      .education_min = StoredEducation(row.Int(c + 13)),
      .experience_months_min = ReadInt(row, c + 14),
      .skills = ReadList(row, c + 15),
      .training_given = row.Bool(c + 16),
      .certificates = ReadCertificates(row, c + 17),
      .physical_load = ReadCode<PhysicalLoad>(row, c + 18),
      .lift_kg_max = ReadInt(row, c + 19),
      .lifts_per_hour = ReadInt(row, c + 20),
      .hazards = CodeSet<Hazard>::FromBits(static_cast<uint32_t>(row.Int(c + 21))),
      .accommodations = CodeSet<Accommodation>::FromBits(static_cast<uint32_t>(row.Int(c + 22))),
      .contract_kind = ReadCode<ContractKind>(row, c + 23),
      .contract_months = ReadInt(row, c + 24),
      .social_insurance = row.Bool(c + 25),
      .age_max = ReadInt(row, c + 26),
      .legal_limit_code = row.Text(c + 27),
      .tags = ReadTags(row, c + 28),
      .expires_on = row.Day(c + 29)};
}

Job Read(const mysql::Row& row, size_t c) {
  Job job{.facts = ReadFacts(row, c),
          .state = ReadCode<JobState>(row, c + 30),
          .filled = ReadInt(row, c + 31),
          .published_on = row.OptDay(c + 32)};
  if (const std::optional<CivilDay> judged_on = row.OptDay(c + 36)) {
    job.mark = LowThresholdMark{.low_threshold = row.Bool(c + 33),
                                .closed_to_older = row.Bool(c + 34),
                                .rule_version = row.Text(c + 35),
                                .judged_on = *judged_on};
  }
  return job;
}

mysql::Values Write(const Job& job) {
  const JobDraft& facts = job.facts;
  const LowThresholdMark mark = job.mark.value_or(LowThresholdMark());
  return {facts.enterprise,
          facts.carrier,
          facts.title,
          facts.description,
          facts.occupation.ToString(),
          facts.division,
          facts.vacancies,
          facts.wage_low,
          facts.wage_high,
          facts.wage_fixed,
          facts.hours_per_week,
          Number(facts.shift),
          facts.live_in,
          facts.education_min.code(),
          facts.experience_months_min,
          absl::StrJoin(facts.skills, ","),
          facts.training_given,
          StoredCertificates(facts.certificates),
          Number(facts.physical_load),
          facts.lift_kg_max,
          facts.lifts_per_hour,
          int64_t{facts.hazards.bits()},
          int64_t{facts.accommodations.bits()},
          Number(facts.contract_kind),
          facts.contract_months,
          facts.social_insurance,
          facts.age_max,
          facts.legal_limit_code,
          absl::StrJoin(facts.tags, "\n"),
          facts.expires_on,
          Number(job.state),
          job.filled,
          job.published_on,
          mark.low_threshold,
          mark.closed_to_older,
          mark.rule_version,
          job.mark ? std::optional(mark.judged_on) : std::nullopt};
}

}  // namespace

const RootTable<Job>& JobTable() {
  static const auto& table = *new RootTable<Job>({.table = "job",
                                                  .collection = "jobs",
                                                  .columns = {"enterprise_id",
                                                              "carrier_id",
                                                              "title",
                                                              "description",
                                                              "occupation",
                                                              "division",
                                                              "vacancies",
                                                              "wage_low_fen",
                                                              "wage_high_fen",
                                                              "wage_fixed_fen",
                                                              "hours_per_week",
                                                              "shift",
                                                              "live_in",
                                                              "education_min",
                                                              "experience_months_min",
                                                              "skills",
                                                              "training_given",
                                                              "certificates",
                                                              "physical_load",
                                                              "lift_kg_max",
                                                              "lifts_per_hour",
                                                              "hazards",
                                                              "accommodations",
                                                              "contract_kind",
                                                              "contract_months",
                                                              "social_insurance",
                                                              "age_max",
                                                              "legal_limit_code",
                                                              "tags",
                                                              "expires_on",
                                                              "state",
                                                              "filled",
                                                              "published_on",
                                                              "low_threshold",
                                                              "closed_to_older",
                                                              "rule_version",
                                                              "judged_on"}},
                                                 Read, Write);
  return table;
}

}  // namespace ladder::matching
