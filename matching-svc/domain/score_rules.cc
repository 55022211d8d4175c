// Reads a version of the score from its parameters.
#include <numeric>

#include "ladder/matching/v1/reasons.h"
#include "matching-svc/domain/score.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

struct Number {
  const char* name;
  int max;
  int* into;
};

}  // namespace

absl::StatusOr<ScoreRules> ScoreRules::Make(const ParameterSet& parameters) {
  ScoreRules rules;
  rules.version = parameters.version();
  rules.skill_common[0] = 0;
  rules.need_points[0] = 0;
  const Number numbers[] = {
      {"weight.skill", 1000, &rules.weights[0]},
      {"weight.place", 1000, &rules.weights[1]},
      {"weight.pay", 1000, &rules.weights[2]},
      {"weight.intention", 1000, &rules.weights[3]},
      {"weight.physical", 1000, &rules.weights[4]},
      {"weight.stability", 1000, &rules.weights[5]},
      {"weight.need", 1000, &rules.weights[6]},
      {"need.target", 100, &rules.need_points[1]},
      {"need.long_unemployed", 100, &rules.need_points[2]},
      {"need.monitored", 100, &rules.need_points[3]},
      {"need.zero_employment", 100, &rules.need_points[4]},
      {"need.long_unemployed_days", 3650, &rules.long_unemployed_days},
      {"skill.common1", 1000, &rules.skill_common[1]},
      {"skill.common2", 1000, &rules.skill_common[2]},
      {"skill.common3", 1000, &rules.skill_common[3]},
      {"skill.common4", 1000, &rules.skill_common[4]},
      {"skill.code", 1000, &rules.skill_code},
      {"skill.certificate_bonus", 1000, &rules.skill_certificate_bonus},
      {"skill.none_needed", 1000, &rules.skill_none_needed},
      {"skill.schooling_short_max", 1000, &rules.skill_schooling_short_max},
      {"place.gap_penalty", 1000, &rules.place_gap_penalty},
      {"place.care_factor", 10, &rules.place_care_factor},
      {"place.minutes_community", 600, &rules.place_minutes[1]},
      {"place.minutes_township", 600, &rules.place_minutes[2]},
      {"place.minutes_county", 600, &rules.place_minutes[3]},
      {"place.minutes_free", 600, &rules.place_minutes_free},
      {"place.minute_penalty", 100, &rules.place_minute_penalty},
      {"pay.wish_share", 1000, &rules.pay_wish_share},
      {"pay.shortfall_factor", 100, &rules.pay_shortfall_factor},
      {"pay.unknown", 1000, &rules.pay_unknown},
      {"intention.occupation_share", 1000, &rules.intention_occupation_share},
      {"intention.shift_share", 1000, &rules.intention_shift_share},
      {"intention.live_in_share", 1000, &rules.intention_live_in_share},
      {"intention.unknown", 1000, &rules.intention_unknown},
      {"physical.weak_medium", 1000, &rules.physical_weak_medium},
      {"physical.weak_heavy", 1000, &rules.physical_weak_heavy},
      {"physical.unaided", 1000, &rules.physical_unaided},
      {"stability.retention_share", 1000, &rules.stability_retention_share},
      {"stability.contract_share", 1000, &rules.stability_contract_share},
      {"stability.insurance_share", 1000, &rules.stability_insurance_share},
      {"stability.retention_unknown", 1000, &rules.stability_retention_unknown},
      {"stability.contract_months", 120, &rules.stability_contract_months},
  };
  for (const Number& number : numbers) {
    LADDER_ASSIGN_OR_RETURN(*number.into, parameters.GetInt(number.name, 0, number.max));
  }
  const int weights = std::accumulate(rules.weights.begin(), rules.weights.end(), 0);
  const int intention = rules.intention_occupation_share + rules.intention_shift_share +
                        rules.intention_live_in_share;
  const int stability = rules.stability_retention_share + rules.stability_contract_share +
                        rules.stability_insurance_share;
  if (weights != 1000 || intention != 1000 || stability != 1000) {
    return Refuse(Reason::kParameterMissing, {{"parameter", rules.version + ".shares"},
                                              {"day", FormatDay(parameters.from())}});
  }
  return rules;
}

}  // namespace ladder::matching
