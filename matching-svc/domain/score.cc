#include "matching-svc/domain/score.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace ladder::matching {
namespace {

constexpr int kFull = 1000;

struct Fit {
  int fit = 0;
  Finding finding = Finding::kUnspecified;
};

Fit SkillFit(const PersonProfile& profile, const JobDraft& job, const ScoreRules& rules) {
  int best = 0;
  int common_best = 0;
  for (const PersonSkill& skill : profile.skills) {
    const int common = skill.occupation.CommonLevels(job.occupation);
    int fit = rules.skill_common[static_cast<size_t>(common)];
    const bool asked = !skill.code.empty() && std::find(job.skills.begin(), job.skills.end(),
                                                        skill.code) != job.skills.end();
    if (asked) fit = std::max(fit, rules.skill_code);
    if (fit > 0 && skill.certified) fit += rules.skill_certificate_bonus;
    best = std::max(best, fit);
    common_best = std::max(common_best, asked ? Occupation::kLevels : common);
  }
  best = std::min(best, kFull);
  Fit result = {.fit = best,
                .finding = common_best == Occupation::kLevels ? Finding::kSkillSame
                           : common_best >= 2                 ? Finding::kSkillNear
                                                              : Finding::kSkillOther};
  const bool anyone_can = (job.skills.empty() || job.training_given) && job.certificates.empty();
  if (anyone_can && best < rules.skill_none_needed) {
    result = {.fit = rules.skill_none_needed, .finding = Finding::kSkillNotNeeded};
  }
  if (!SchoolingReaches(profile.education, job.education_min) &&
      result.fit > rules.skill_schooling_short_max) {
    result = {.fit = rules.skill_schooling_short_max, .finding = Finding::kSkillSchooling};
  }
  return result;
}

// Levels between the job's place and the nearest wished one; a person who named none takes any
// place in the county.
int LevelsBeyondWish(const PersonProfile& profile, PlaceLevel level) {
  const int place = static_cast<int>(level);
  if (!profile.wish || profile.wish->places.empty()) {
    return std::max(0, place - static_cast<int>(PlaceLevel::kCounty));
  }
  int gap = kFull;
  for (int wished = static_cast<int>(PlaceLevel::kCommunity);
       wished <= static_cast<int>(PlaceLevel::kOutOfProvince); ++wished) {
    if (profile.wish->places.Has(static_cast<PlaceLevel>(wished))) {
      gap = std::min(gap, std::abs(place - wished));
    }
  }
  return gap;
}

Fit PlaceFit(const PersonProfile& profile, const JobDraft& job, const ScoreRules& rules) {
  const PlaceLevel level = LevelBetween(profile.residence_div, job.division);
  const int gap = LevelsBeyondWish(profile, level);
  // Beyond the county, or with lodging on site, nobody travels daily.
  const bool commutes = level <= PlaceLevel::kCounty && !job.live_in;
  const int minutes = commutes ? rules.place_minutes[static_cast<size_t>(level)] : 0;
  int penalty = gap * rules.place_gap_penalty +
                std::max(0, minutes - rules.place_minutes_free) * rules.place_minute_penalty;
  if (profile.care_duty) penalty *= rules.place_care_factor;
  const int fit = std::clamp(kFull - penalty, 0, kFull);
  if (gap == 0 && profile.wish && !profile.wish->places.empty()) {
    return {.fit = fit, .finding = Finding::kPlaceWished};
  }
  if (level <= PlaceLevel::kCounty) return {.fit = fit, .finding = Finding::kPlaceNear};
  return {.fit = fit,
          .finding = profile.care_duty ? Finding::kPlaceFarWithCare : Finding::kPlaceFar};
}

// 1000 when `offered` reaches `wanted`; each thousandth short costs `factor`.
int Reaches(Fen offered, Fen wanted, int factor) {
  if (offered >= wanted) return kFull;
  const int64_t short_by = (wanted - offered).value() * kFull / wanted.value();
  return static_cast<int>(std::max<int64_t>(0, kFull - short_by * factor));
}

Fit PayFit(const PersonProfile& profile, const JobDraft& job, const ScoreRules& rules) {
  const Fen wish = profile.wish ? profile.wish->wage_min : Fen();
  const Fen last = profile.last_wage;
  if (wish == Fen() && last == Fen()) {
    return {.fit = rules.pay_unknown, .finding = Finding::kPayUnknown};
  }
  const int by_wish = Reaches(job.wage_low, wish, rules.pay_shortfall_factor);
  const int by_last = Reaches(job.wage_low, last, rules.pay_shortfall_factor);
  int fit = 0;
  if (wish == Fen()) {
    fit = by_last;
  } else if (last == Fen()) {
    fit = by_wish;
  } else {
    fit = (by_wish * rules.pay_wish_share + by_last * (kFull - rules.pay_wish_share)) / kFull;
  }
  if (by_wish < kFull) return {.fit = fit, .finding = Finding::kPayBelowWish};
  if (by_last < kFull) return {.fit = fit, .finding = Finding::kPayBelowLast};
  return {.fit = fit, .finding = Finding::kPayAtWish};
}

Fit IntentionFit(const PersonProfile& profile, const JobDraft& job, const ScoreRules& rules) {
  if (!profile.wish) {
    return {.fit = rules.intention_unknown, .finding = Finding::kIntentionUnknown};
  }
  const JobWish& wish = *profile.wish;
  int occupation = wish.occupations.empty() ? rules.intention_unknown : 0;
  for (const Occupation& wished : wish.occupations) {
    const int common = job.occupation.CommonLevels(wished);
    occupation = std::max(occupation,
                          common == wished.levels() ? kFull : common * kFull / Occupation::kLevels);
  }
  const int shift =
      wish.refuses_night || job.shift == Shift::kDay ? kFull : rules.intention_unknown;
  const int live_in = !wish.wants_live_in || *wish.wants_live_in == job.live_in ? kFull : 0;
  const int fit = (occupation * rules.intention_occupation_share +
                   shift * rules.intention_shift_share + live_in * rules.intention_live_in_share) /
                  kFull;
  if (wish.occupations.empty()) return {.fit = fit, .finding = Finding::kIntentionUnknown};
  return {.fit = fit,
          .finding = occupation == kFull ? Finding::kIntentionFits : Finding::kIntentionOther};
}

Fit PhysicalFit(const PersonProfile& profile, const JobDraft& job, const ScoreRules& rules) {
  int load = kFull;
  if (profile.capability == Capability::kWeak && job.physical_load == PhysicalLoad::kMedium) {
    load = rules.physical_weak_medium;
  } else if (profile.capability == Capability::kWeak && job.physical_load > PhysicalLoad::kMedium) {
    load = rules.physical_weak_heavy;
  }
  const bool unaided = profile.needs_support && job.accommodations.empty();
  const int aided = unaided ? rules.physical_unaided : kFull;
  if (load < kFull && load <= aided) return {.fit = load, .finding = Finding::kPhysicalHeavy};
  if (aided < kFull) return {.fit = aided, .finding = Finding::kPhysicalUnaided};
  return {.fit = kFull, .finding = Finding::kPhysicalFits};
}

Fit StabilityFit(const OpenJob& open, const ScoreRules& rules) {
  const JobDraft& job = open.job.facts;
  const int retention = open.employer_retention_bp < 0 ? rules.stability_retention_unknown
                                                       : open.employer_retention_bp / 10;
  const bool lasting = job.contract_kind == ContractKind::kOpenTerm ||
                       (job.contract_kind == ContractKind::kFixedTerm &&
                        job.contract_months >= rules.stability_contract_months);
  const int fit = (std::min(retention, kFull) * rules.stability_retention_share +
                   (lasting ? kFull : 0) * rules.stability_contract_share +
                   (job.social_insurance ? kFull : 0) * rules.stability_insurance_share) /
                  kFull;
  return {.fit = fit,
          .finding = 2 * fit >= kFull ? Finding::kStabilityGood : Finding::kStabilityWeak};
}

Fit NeedFit(NeedClass need, const ScoreRules& rules) {
  const int points = rules.need_points[static_cast<size_t>(need)];
  return {.fit = points * 10,
          .finding = points > 0 ? Finding::kNeedUrgent : Finding::kNeedOrdinary};
}

ScoreReason ReasonOf(Factor factor, const Score& score, const ScoreRules& rules) {
  const FactorScore& found = score.at(factor);
  return {.factor = factor,
          .finding = found.finding,
          .points = found.points,
          .weight = rules.weights[static_cast<size_t>(factor)],
          .text = ReasonText(found.finding)};
}

}  // namespace

Score ScoreJob(const PersonProfile& profile, const OpenJob& open, NeedClass need,
               const ScoreRules& rules) {
  const JobDraft& job = open.job.facts;
  const Fit fits[kFactors] = {
      SkillFit(profile, job, rules),
      PlaceFit(profile, job, rules),
      PayFit(profile, job, rules),
      IntentionFit(profile, job, rules),
      PhysicalFit(profile, job, rules),
      StabilityFit(open, rules),
      NeedFit(need, rules),
  };
  Score score;
  for (size_t i = 0; i < kFactors; ++i) {
    const int points = (rules.weights[i] * fits[i].fit + kFull / 2) / kFull;
    score.factors[i] = {.fit = fits[i].fit, .points = points, .finding = fits[i].finding};
    score.total += points;
  }
  return score;
}

Explanation Explain(const Score& score, const ScoreRules& rules) {
  std::array<size_t, kFactors> order = {0, 1, 2, 3, 4, 5, 6};
  const auto lost = [&](size_t i) { return rules.weights[i] - score.factors[i].points; };
  const size_t against = *std::max_element(order.begin(), order.end(),
                                           [&](size_t a, size_t b) { return lost(a) < lost(b); });
  Explanation explanation;
  explanation.against = ReasonOf(static_cast<Factor>(against), score, rules);

  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return score.factors[a].points > score.factors[b].points;
  });
  for (size_t i : order) {
    if (i == against || score.factors[i].points == 0) continue;
    explanation.in_favour.push_back(ReasonOf(static_cast<Factor>(i), score, rules));
    if (explanation.in_favour.size() == 3) break;
  }
  return explanation;
}

}  // namespace ladder::matching
