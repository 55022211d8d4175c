// What the findings of the score say to people: short sentences, plain words.
#include "matching-svc/domain/score.h"

namespace ladder::matching {

absl::string_view NameOf(Factor factor) {
  switch (factor) {
    case Factor::kSkill:
      return "SKILL";
    case Factor::kPlace:
      return "PLACE";
    case Factor::kPay:
      return "PAY";
    case Factor::kIntention:
      return "INTENTION";
    case Factor::kPhysical:
      return "PHYSICAL";
    case Factor::kStability:
      return "STABILITY";
    case Factor::kNeed:
      return "NEED";
  }
  return "UNKNOWN";
}

Text ReasonText(Finding finding) {
  switch (finding) {
    case Finding::kUnspecified:
      return {};
    case Finding::kSkillSame:
      return {.zh = "您做过同样的活。", .en = "You have done this work."};
    case Finding::kSkillNear:
      return {.zh = "您做过差不多的活。", .en = "You have done similar work."};
    case Finding::kSkillNotNeeded:
      return {.zh = "不会也能做,上手快。", .en = "No skill is needed; it is quick to learn."};
    case Finding::kSkillOther:
      return {.zh = "这活您以前没做过。", .en = "You have not done this work before."};
    case Finding::kSkillSchooling:
      return {.zh = "单位要的学历比您高。",
              .en = "The employer asks for more schooling than you have."};
    case Finding::kPlaceWished:
      return {.zh = "地方是您想去的。", .en = "It is where you want to work."};
    case Finding::kPlaceNear:
      return {.zh = "离家近,在本县。", .en = "It is near home, in the county."};
    case Finding::kPlaceFar:
      return {.zh = "离家远,要出县。", .en = "It is far from home, outside the county."};
    case Finding::kPlaceFarWithCare:
      return {.zh = "离家远,您家里有人要照顾。",
              .en = "It is far, and you care for someone at home."};
    case Finding::kPayAtWish:
      return {.zh = "工资够您想要的。", .en = "The pay reaches what you want."};
    case Finding::kPayBelowWish:
      return {.zh = "工资比您想要的低。", .en = "The pay is below what you want."};
    case Finding::kPayBelowLast:
      return {.zh = "工资比您上一份低。", .en = "The pay is below your last wage."};
    case Finding::kPayUnknown:
      return {.zh = "您没说想要多少工资。", .en = "You have not said what pay you want."};
    case Finding::kIntentionFits:
      return {.zh = "是您想做的活。", .en = "It is work you want to do."};
    case Finding::kIntentionOther:
      return {.zh = "跟您想做的活不一样。", .en = "It is not the work you asked for."};
    case Finding::kIntentionUnknown:
      return {.zh = "您没说想做什么活。", .en = "You have not said what work you want."};
    case Finding::kPhysicalFits:
      return {.zh = "体力上能干。", .en = "Your strength is enough for it."};
    case Finding::kPhysicalHeavy:
      return {.zh = "活有点重。", .en = "The work is heavy for you."};
    case Finding::kPhysicalUnaided:
      return {.zh = "单位没说能提供您需要的便利。",
              .en = "The employer does not offer the help you need."};
    case Finding::kStabilityGood:
      return {.zh = "单位稳定,合同和社保有保障。",
              .en = "The employer is steady, with contract and insurance."};
    case Finding::kStabilityWeak:
      return {.zh = "合同短,或没有社保。",
              .en = "The contract is short, or there is no insurance."};
    case Finding::kNeedUrgent:
      return {.zh = "您现在最需要工作,优先帮您。", .en = "You need work most, so you come first."};
    case Finding::kNeedOrdinary:
      return {.zh = "按一般顺序。", .en = "In the ordinary order."};
  }
  return {};
}

}  // namespace ladder::matching
