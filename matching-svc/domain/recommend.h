// Recommendation: the jobs that fit a person best, or the people that fit a job best. Order: score,
// need, longest waiting, and then a stable hash of person, job and day, so that ties fall fairly
// and the same way every time (docs/domain.md 7.3). Nothing here is random and nothing depends on
// the order of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/domain/score.h"
#include "platform/calendar/civil_day.h"

namespace ladder::matching {

// A person and a job that no hard filter keeps apart.
struct Match {
  size_t index = 0;  // of the job among the jobs given, or of the seeker among the seekers
  Score score = {};
  NeedClass need = NeedClass::kNone;
  CivilDay waiting_since = CivilDay();
  uint64_t tie = 0;
};

// Whether `a` stands before `b`.
bool Precedes(const Match& a, const Match& b);

struct RecommendRules {
  ScoreRules score = {};
  int quick_certificate_days = 0;  // low_threshold's certificate_days_max
};

// The stable hash of 7.3.
uint64_t TieOf(const Ulid& person, const Ulid& job, CivilDay day);

// The best matches, best first, and how many there are in all.
struct Ranking {
  std::vector<Match> best = {};
  size_t fitting = 0;
};
Ranking RankJobs(const Seeker& seeker, absl::Span<const OpenJob> jobs, CivilDay day,
                 const RecommendRules& rules, size_t limit);
// The best `limit` jobs, best first.
std::vector<Match> RecommendJobs(const Seeker& seeker, absl::Span<const OpenJob> jobs, CivilDay day,
                                 const RecommendRules& rules, size_t limit);

// The best `limit` people for one job, best first.
std::vector<Match> RecommendPeople(const OpenJob& open, absl::Span<const Seeker> seekers,
                                   CivilDay day, const RecommendRules& rules, size_t limit);

}  // namespace ladder::matching
