// The hard filters of docs/domain.md 7.2. Only these may keep a job from a person, and each is said
// to them.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "ladder/matching/v1/reasons.h"
#include "matching-svc/domain/job.h"
#include "matching-svc/domain/person_profile.h"
#include "platform/calendar/civil_day.h"

namespace ladder::matching {

// What the person states at the moment of asking. It is used for this answer and never stored.
enum class StatedProtection { kNone = 0, kPregnant = 1, kNursing = 2 };

// A job as filters and score see it.
struct OpenJob {
  Job job = {};
  EnterpriseState employer = EnterpriseState::kVerified;
  int employer_retention_bp = -1;
};

// A person as filters and score see them.
struct Seeker {
  PersonProfile profile = {};
  StatedProtection protection = StatedProtection::kNone;
  absl::flat_hash_set<Ulid> refused_jobs = {};  // referred before and declined by the person
};

// The reasons that hold, in the order of the enum, which is the order of precedence.
class Exclusions {
 public:
  void Add(Reason reason) { bits_ |= uint32_t{1} << Offset(reason); }
  bool Has(Reason reason) const { return (bits_ >> Offset(reason) & 1) != 0; }
  bool empty() const { return bits_ == 0; }
  std::vector<Reason> reasons() const;
  // The first as a refusal, or OK.
  absl::Status ToStatus() const;

 private:
  static constexpr int kFirst = static_cast<int>(Reason::kAgeUnder16);
  static int Offset(Reason reason) { return static_cast<int>(reason) - kFirst; }
  uint32_t bits_ = 0;
};

// `quick_certificate_days`: a health certificate obtainable within these days keeps nobody out.
Exclusions FindExclusions(const Seeker& seeker, const OpenJob& open, CivilDay day,
                          int quick_certificate_days);

// Mine work, level-4 labour, or loads above 20 kg six times an hour or above 25 kg: the list of
// 2012 for women (State Council Decree 619, annex).
bool IsBarredForWomen(const JobDraft& job);
// Mine work, toxic work or level-4 labour (Labour Law 64).
bool IsBarredForMinors(const JobDraft& job);

}  // namespace ladder::matching
