// The soft score of docs/domain.md 7.3: how well a job fits a person, 0 to 1000, in whole numbers.
// Seven factors, each a fit of 0 to 1000 times its weight; all numbers are parameters. No trait
// of 7.4 is an input.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/domain/person_profile.h"
#include "matching-svc/domain/policy_table.h"
#include "matching-svc/domain/text.h"
#include "platform/calendar/civil_day.h"

namespace ladder::matching {

// In the order of 7.3, which also breaks ties between reasons.
enum class Factor {
  kSkill = 0,
  kPlace = 1,
  kPay = 2,
  kIntention = 3,
  kPhysical = 4,
  kStability = 5,
  kNeed = 6
};
inline constexpr int kFactors = 7;

// What was found about a factor; its text is ReasonText's. Each belongs to one factor.
enum class Finding {
  kUnspecified = 0,
  kSkillSame = 1,
  kSkillNear = 2,
  kSkillNotNeeded = 3,
  kSkillOther = 4,
  kSkillSchooling = 5,
  kPlaceWished = 10,
  kPlaceNear = 11,
  kPlaceFar = 12,
  kPlaceFarWithCare = 13,
  kPayAtWish = 20,
  kPayBelowWish = 21,
  kPayBelowLast = 22,
  kPayUnknown = 23,
  kIntentionFits = 30,
  kIntentionOther = 31,
  kIntentionUnknown = 32,
  kPhysicalFits = 40,
  kPhysicalHeavy = 41,
  kPhysicalUnaided = 42,
  kStabilityGood = 50,
  kStabilityWeak = 51,
  kNeedUrgent = 60,
  kNeedOrdinary = 61,
};

struct FactorScore {
  int fit = 0;     // 0 to 1000
  int points = 0;  // 0 to the factor's weight
  Finding finding = Finding::kUnspecified;
};

struct Score {
  int total = 0;  // 0 to 1000
  std::array<FactorScore, kFactors> factors = {};

  const FactorScore& at(Factor factor) const { return factors[static_cast<size_t>(factor)]; }
};

// A reason shown with a result.
struct ScoreReason {
  Factor factor = Factor::kSkill;
  Finding finding = Finding::kUnspecified;
  int points = 0;
  int weight = 0;
  Text text = {};
};

// At most three reasons for, strongest first, and the strongest one against.
struct Explanation {
  std::vector<ScoreReason> in_favour = {};
  ScoreReason against = {};
};

// The numbers of one version of the score.
struct ScoreRules {
  std::string version = "";
  std::array<int, kFactors> weights = {};  // sum: 1000
  // Need, out of the need weight's own 100, by NeedClass.
  std::array<int, 5> need_points = {};
  int long_unemployed_days = 0;
  std::array<int, 5> skill_common = {};  // fit by common levels, 0 to 4
  int skill_code = 0;
  int skill_certificate_bonus = 0;
  int skill_none_needed = 0;
  int skill_schooling_short_max = 0;
  int place_gap_penalty = 0;  // per level beyond what is wished
  int place_care_factor = 0;  // multiplies the distance penalty of someone with a care duty
  std::array<int, 4> place_minutes = {};  // one way to work, by PlaceLevel up to the county
  int place_minutes_free = 0;
  int place_minute_penalty = 0;
  int pay_wish_share = 0;  // of the fit; the rest is the last wage's
  int pay_shortfall_factor = 0;
  int pay_unknown = 0;
  int intention_occupation_share = 0;
  int intention_shift_share = 0;
  int intention_live_in_share = 0;
  int intention_unknown = 0;
  int physical_weak_medium = 0;
  int physical_weak_heavy = 0;
  int physical_unaided = 0;  // support is needed and none is offered
  int stability_retention_share = 0;
  int stability_contract_share = 0;
  int stability_insurance_share = 0;
  int stability_retention_unknown = 0;
  int stability_contract_months = 0;

  // PARAMETER_MISSING for an absent or impossible number, and for weights that don't sum to 1000.
  static absl::StatusOr<ScoreRules> Make(const ParameterSet& parameters);
};

// Pure and total: any person, any job.
Score ScoreJob(const PersonProfile& profile, const OpenJob& open, NeedClass need,
               const ScoreRules& rules);

// The three strongest reasons for and one against (7.3), in both languages. `against` is the factor
// that loses most and is never one of those in favour.
Explanation Explain(const Score& score, const ScoreRules& rules);

Text ReasonText(Finding finding);
absl::string_view NameOf(Factor factor);

}  // namespace ladder::matching
