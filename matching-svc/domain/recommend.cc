#include "matching-svc/domain/recommend.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/time/civil_time.h"
#include "matching-svc/domain/stable_hash.h"

namespace ladder::matching {
namespace {

uint64_t HashOfPerson(const Ulid& person, CivilDay day) {
  return StableHash(FormatDay(day), StableHash(person.ToBytes()));
}
uint64_t HashOfJob(const Ulid& job) { return StableHash(job.ToBytes()); }

std::vector<Match> Best(std::vector<Match> matches, size_t limit) {
  limit = std::min(limit, matches.size());
  std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(limit),
                    matches.end(), Precedes);
  matches.resize(limit);
  return matches;
}

// What one person brings to every pair, worked out once.
struct PersonSide {
  NeedClass need = NeedClass::kNone;
  CivilDay waiting_since = CivilDay();
  uint64_t hash = 0;
};

PersonSide SideOf(const Seeker& seeker, CivilDay day, const RecommendRules& rules) {
  const PersonProfile& profile = seeker.profile;
  return {.need = NeedOf(profile, day, rules.score.long_unemployed_days),
          .waiting_since = profile.wish ? profile.wish->opened_on : day,
          .hash = HashOfPerson(profile.person, day)};
}

std::optional<Match> Pair(const Seeker& seeker, const PersonSide& side, const OpenJob& open,
                          CivilDay day, const RecommendRules& rules) {
  if (!FindExclusions(seeker, open, day, rules.quick_certificate_days).empty()) return std::nullopt;
  return Match{.score = ScoreJob(seeker.profile, open, side.need, rules.score),
               .need = side.need,
               .waiting_since = side.waiting_since,
               .tie = MixBits(side.hash ^ HashOfJob(open.job.root.id))};
}

}  // namespace

bool Precedes(const Match& a, const Match& b) {
  return std::tuple(-a.score.total, -static_cast<int>(a.need), a.waiting_since, a.tie) <
         std::tuple(-b.score.total, -static_cast<int>(b.need), b.waiting_since, b.tie);
}

uint64_t TieOf(const Ulid& person, const Ulid& job, CivilDay day) {
  return MixBits(HashOfPerson(person, day) ^ HashOfJob(job));
}

Ranking RankJobs(const Seeker& seeker, absl::Span<const OpenJob> jobs, CivilDay day,
                 const RecommendRules& rules, size_t limit) {
  const PersonSide side = SideOf(seeker, day, rules);
  std::vector<Match> matches;
  matches.reserve(jobs.size());
  for (size_t i = 0; i < jobs.size(); ++i) {
    std::optional<Match> match = Pair(seeker, side, jobs[i], day, rules);
    if (!match) continue;
    match->index = i;
    matches.push_back(*match);
  }
  const size_t fitting = matches.size();
  return {.best = Best(std::move(matches), limit), .fitting = fitting};
}

std::vector<Match> RecommendJobs(const Seeker& seeker, absl::Span<const OpenJob> jobs, CivilDay day,
                                 const RecommendRules& rules, size_t limit) {
  return RankJobs(seeker, jobs, day, rules, limit).best;
}

std::vector<Match> RecommendPeople(const OpenJob& open, absl::Span<const Seeker> seekers,
                                   CivilDay day, const RecommendRules& rules, size_t limit) {
  std::vector<Match> matches;
  matches.reserve(seekers.size());
  for (size_t i = 0; i < seekers.size(); ++i) {
    std::optional<Match> match = Pair(seekers[i], SideOf(seekers[i], day, rules), open, day, rules);
    if (!match) continue;
    match->index = i;
    matches.push_back(*match);
  }
  return Best(std::move(matches), limit);
}

}  // namespace ladder::matching
