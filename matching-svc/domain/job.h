// Jobs: an employer's posts of one kind at one place. Resource `jobs/{job}` (docs/domain.md 2.4).
// The facts are parsed once here; rules that judge a job (low threshold, filters, score) trust
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matching-svc/domain/codes.h"
#include "matching-svc/domain/enterprise.h"
#include "matching-svc/domain/occupation.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/money/fen.h"
#include "platform/standards/education.h"

namespace ladder::matching {

enum class JobState { kDraft = 1, kOpen = 2, kFull = 3, kClosed = 4 };

// A certificate the employer asks for.
struct CertificateNeed {
  std::string code = "";    // "HEALTH", "DRIVER_C1", "WELDER"
  bool by_law = false;      // the law forbids the work without it
  int obtainable_days = 0;  // how soon anyone can get it; 0: not soon
};

struct JobDraft {
  Ulid enterprise = {};
  std::optional<Ulid> carrier = {};
  std::string title = "";
  std::string description = "";
  Occupation occupation = {};
  int64_t division = 0;  // place of work, 12 digits
  int vacancies = 1;
  Fen wage_low = Fen();    // a month, what the employer promises at least
  Fen wage_high = Fen();   // a month, at most
  Fen wage_fixed = Fen();  // the part paid whatever the output
  int hours_per_week = 40;
  Shift shift = Shift::kDay;
  bool live_in = false;                  // board and lodging on site
  Education education_min = {};          // 90, other: any
  int experience_months_min = 0;         // 0: not needed
  std::vector<std::string> skills = {};  // codes such as "SEWING"
  bool training_given = false;           // taught on the job
  std::vector<CertificateNeed> certificates = {};
  PhysicalLoad physical_load = PhysicalLoad::kLight;
  int lift_kg_max = 0;     // heaviest single load
  int lifts_per_hour = 0;  // of loads above 20 kg
  CodeSet<Hazard> hazards = {};
  CodeSet<Accommodation> accommodations = {};
  ContractKind contract_kind = ContractKind::kFixedTerm;
  int contract_months = 0;  // 0 for an open-ended or no contract
  bool social_insurance = false;
  int age_max = 0;  // what the employer says; it never decides, it is labelled. 0: none
  std::string legal_limit_code = "";  // the law that permits a condition the linter would block
  std::vector<std::string> tags = {};
  CivilDay expires_on = CivilDay();  // last day on which it can be filled
};

// What the low-threshold rule said last (docs/domain.md 7.1).
struct LowThresholdMark {
  bool low_threshold = false;
  bool closed_to_older = false;  // label: closed to people of 45 and more
  std::string rule_version = "";
  CivilDay judged_on = CivilDay();
};

struct Job {
  Root root = {};
  absl::Time created_at = absl::UnixEpoch();
  JobDraft facts = {};
  JobState state = JobState::kDraft;
  int filled = 0;
  std::optional<CivilDay> published_on = {};
  std::optional<LowThresholdMark> mark = {};
};

absl::string_view NameOf(JobState state);

// The draft in canonical form. Each wrong field is one violation: FIELD_REQUIRED,
// FIELD_OUT_OF_RANGE, CODE_INVALID, JOB_WAGE_RANGE, those of ParseText. The text's lawfulness is
// job_text.h's.
absl::StatusOr<JobDraft> ParseJob(const JobDraft& written);

// A new draft.
absl::StatusOr<Job> DraftJob(const JobDraft& draft);
// Replaces the facts; the enterprise stays. JOB_STATE when closed, JOB_VACANCIES_BELOW_FILLED. The
// mark is dropped: the caller judges again.
absl::StatusOr<Job> EditJob(Job job, const JobDraft& draft);
// DRAFT -> OPEN. Order of refusals: JOB_STATE, ENTERPRISE_NOT_VERIFIED or EMPLOYER_BLOCKED,
// JOB_EXPIRED.
absl::StatusOr<Job> PublishJob(Job job, EnterpriseState employer, CivilDay today);
// Any state but CLOSED -> CLOSED. JOB_STATE.
absl::StatusOr<Job> CloseJob(Job job);
// One more hired; the last one makes it FULL. JOB_NOT_OPEN, JOB_FULL.
absl::StatusOr<Job> TakeVacancy(Job job);
// One fewer: an agreement lapsed or was given up. Never refused; a closed job stays closed.
Job ReleaseVacancy(Job job);

// JOB_NOT_OPEN, JOB_FULL, JOB_EXPIRED unless people can be referred on `day`.
absl::Status CheckOpenOn(const Job& job, CivilDay day);

// Whether the schooling a person completed is at least what a job asks.
bool SchoolingReaches(Education held, Education asked);

}  // namespace ladder::matching
