#include "matching-svc/domain/job.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ladder/matching/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kVacanciesMax = 10'000;
constexpr int kHoursPerWeekMax = 84;
constexpr int kMonthsMax = 600;
constexpr int kLiftKgMax = 200;
constexpr int kLiftsPerHourMax = 600;
constexpr int kCertificateDaysMax = 3650;
constexpr int kAgeMax = 99;
constexpr size_t kCodeLengthMax = 32;
constexpr int kTitleLengthMax = 100;
constexpr int kDescriptionLengthMax = 4000;
constexpr int kTagLengthMax = 20;

struct Range {
  const char* field;
  int value;
  int min;
  int max;
};

bool IsCode(absl::string_view code) {
  return !code.empty() && code.size() <= kCodeLengthMax &&
         std::all_of(code.begin(), code.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

absl::Status RefuseState(JobState state, absl::string_view event) {
  return Refuse(Reason::kJobState,
                {{"state", std::string(NameOf(state))}, {"event", std::string(event)}});
}

void CheckRanges(const JobDraft& draft, std::vector<absl::Status>& refusals) {
  const Range ranges[] = {
      {"vacancies", draft.vacancies, 1, kVacanciesMax},
      {"hours_per_week", draft.hours_per_week, 1, kHoursPerWeekMax},
      {"experience_months_min", draft.experience_months_min, 0, kMonthsMax},
      {"lift_kg_max", draft.lift_kg_max, 0, kLiftKgMax},
      {"lifts_per_hour", draft.lifts_per_hour, 0, kLiftsPerHourMax},
      {"contract_months", draft.contract_months, 0, kMonthsMax},
      {"age_max", draft.age_max, 0, kAgeMax},
  };
  for (const Range& range : ranges) {
    if (range.value >= range.min && range.value <= range.max) continue;
    refusals.push_back(
        RefuseField(ladder::Reason::kFieldOutOfRange, range.field,
                    {{"min", absl::StrCat(range.min)}, {"max", absl::StrCat(range.max)}}));
  }
}

void CheckCodes(const JobDraft& draft, std::vector<absl::Status>& refusals) {
  for (size_t i = 0; i < draft.skills.size(); ++i) {
    if (!IsCode(draft.skills[i])) {
      refusals.push_back(RefuseField(Reason::kCodeInvalid, absl::StrCat("skills[", i, "]")));
    }
  }
  for (size_t i = 0; i < draft.certificates.size(); ++i) {
    const CertificateNeed& need = draft.certificates[i];
    if (!IsCode(need.code)) {
      refusals.push_back(
          RefuseField(Reason::kCodeInvalid, absl::StrCat("certificates[", i, "].code")));
    }
    if (need.obtainable_days < 0 || need.obtainable_days > kCertificateDaysMax) {
      refusals.push_back(RefuseField(ladder::Reason::kFieldOutOfRange,
                                     absl::StrCat("certificates[", i, "].obtainable_days"),
                                     {{"min", "0"}, {"max", absl::StrCat(kCertificateDaysMax)}}));
    }
  }
}

void ParseTexts(JobDraft& draft, std::vector<absl::Status>& refusals) {
  const auto parse = [&](std::string& text, const TextRule& rule) {
    absl::StatusOr<std::string> parsed = ParseText(text, rule);
    refusals.push_back(parsed.status());
    if (parsed.ok()) text = *std::move(parsed);
  };
  parse(draft.title, {.field = "title", .characters_max = kTitleLengthMax, .required = true});
  parse(draft.description,
        {.field = "description", .characters_max = kDescriptionLengthMax, .lines = true});
  for (std::string& tag : draft.tags)
    parse(tag, {.field = "tags", .characters_max = kTagLengthMax});
}

bool WagesFit(const JobDraft& draft) {
  return draft.wage_low > Fen() && draft.wage_low <= draft.wage_high && draft.wage_fixed >= Fen() &&
         draft.wage_fixed <= draft.wage_high;
}

}  // namespace

absl::string_view NameOf(JobState state) {
  switch (state) {
    case JobState::kDraft:
      return "DRAFT";
    case JobState::kOpen:
      return "OPEN";
    case JobState::kFull:
      return "FULL";
    case JobState::kClosed:
      return "CLOSED";
  }
  return "UNKNOWN";
}

absl::StatusOr<JobDraft> ParseJob(const JobDraft& written) {
  JobDraft draft = written;
  std::vector<absl::Status> refusals;
  const auto require = [&](bool given, absl::string_view field) {
    if (!given) refusals.push_back(RefuseField(ladder::Reason::kFieldRequired, field));
  };
  require(!draft.enterprise.is_zero(), "enterprise");
  ParseTexts(draft, refusals);
  require(draft.occupation.levels() == Occupation::kLevels, "occupation");
  require(draft.division != 0, "division");
  require(draft.expires_on != CivilDay(), "expire_date");
  CheckRanges(draft, refusals);
  CheckCodes(draft, refusals);
  if (!WagesFit(draft)) refusals.push_back(RefuseField(Reason::kJobWageRange, "wage_low"));
  LADDER_RETURN_IF_ERROR(JoinFieldRefusals(refusals));
  return draft;
}

absl::StatusOr<Job> DraftJob(const JobDraft& draft) {
  Job job;
  LADDER_ASSIGN_OR_RETURN(job.facts, ParseJob(draft));
  return job;
}

absl::StatusOr<Job> EditJob(Job job, const JobDraft& draft) {
  if (job.state == JobState::kClosed) return RefuseState(job.state, "EDIT");
  LADDER_ASSIGN_OR_RETURN(JobDraft facts, ParseJob(draft));
  if (facts.vacancies < job.filled) {
    return Refuse(Reason::kJobVacanciesBelowFilled, {{"filled", absl::StrCat(job.filled)}});
  }
  facts.enterprise = job.facts.enterprise;
  job.facts = std::move(facts);
  job.mark.reset();
  if (job.state != JobState::kDraft) {
    job.state = job.filled == job.facts.vacancies ? JobState::kFull : JobState::kOpen;
  }
  return job;
}

absl::StatusOr<Job> PublishJob(Job job, EnterpriseState employer, CivilDay today) {
  if (job.state != JobState::kDraft) return RefuseState(job.state, "PUBLISH");
  LADDER_RETURN_IF_ERROR(CheckMayHire(employer));
  if (job.facts.expires_on < today) return Refuse(Reason::kJobExpired);
  job.state = JobState::kOpen;
  job.published_on = today;
  return job;
}

absl::StatusOr<Job> CloseJob(Job job) {
  if (job.state == JobState::kClosed) return RefuseState(job.state, "CLOSE");
  job.state = JobState::kClosed;
  return job;
}

absl::StatusOr<Job> TakeVacancy(Job job) {
  if (job.state == JobState::kFull) return Refuse(Reason::kJobFull);
  if (job.state != JobState::kOpen) return Refuse(Reason::kJobNotOpen);
  ++job.filled;
  if (job.filled >= job.facts.vacancies) job.state = JobState::kFull;
  return job;
}

Job ReleaseVacancy(Job job) {
  if (job.filled > 0) --job.filled;
  if (job.state == JobState::kFull && job.filled < job.facts.vacancies) job.state = JobState::kOpen;
  return job;
}

absl::Status CheckOpenOn(const Job& job, CivilDay day) {
  if (job.state == JobState::kFull) return Refuse(Reason::kJobFull);
  if (job.state != JobState::kOpen) return Refuse(Reason::kJobNotOpen);
  if (job.facts.expires_on < day) return Refuse(Reason::kJobExpired);
  return absl::OkStatus();
}

bool SchoolingReaches(Education held, Education asked) { return held.Attained() >= asked.level(); }

}  // namespace ladder::matching
