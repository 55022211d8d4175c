// A decision as text. Reasons bring their own texts; here are the names of tests that passed and of
// amounts' steps.
#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/facts.h"

namespace ladder::subsidy {
namespace {

struct Name {
  const char* key;
  const char* zh;
  const char* en;
};

// What a test asks, by the reason of failing it.
constexpr Name kTestNames[] = {
    {"AGE_OVER_MAX", "年龄上限", "upper age"},
    {"AGE_UNDER_MIN", "最低年龄", "least age"},
    {"ALREADY_RECEIVED_LIFETIME", "终身一次", "once in a lifetime"},
    {"ANNUAL_COUNT_CAP", "年度次数", "courses of the year"},
    {"ANNUAL_DAYS_CAP", "年度天数", "days of the year"},
    {"ATTENDANCE_LOW", "出勤率", "attendance"},
    {"BUSINESS_CLOSED", "企业存续", "business open"},
    {"CAP_MONTHS", "累计月数", "months used"},
    {"CONFLICT_EMPLOYED", "无其他工作", "no other job"},
    {"CONFLICT_EMP_MEDICAL", "未参加职工医保", "not in the employees' medical scheme"},
    {"CONFLICT_EMP_PENSION", "未参加职工养老", "not in the employees' pension"},
    {"CONFLICT_SAME_DAY", "同日补贴", "days of other subsidies"},
    {"CONFLICT_SKILL_UPGRADE", "未领技能提升补贴", "no skill-upgrade aid"},
    {"CONFLICT_STUDENT", "非在校学生", "no student"},
    {"CONFLICT_WELFARE_POST", "不在公益性岗位", "in no welfare post"},
    {"CONTRACT_SHORT", "合同期限", "length of the contract"},
    {"DECEASED", "在世", "alive"},
    {"DUP_CLAIM", "未曾发放", "not paid before"},
    {"DUP_IDENTITY", "证件唯一", "one identity"},
    {"DUP_PERSON_ABSORB", "首次奖补", "first reward"},
    {"DUP_YEAR", "年度未缴", "year not paid for"},
    {"EXCL_CADRE_FAMILY", "非干部家庭", "no cadre's family"},
    {"EXCL_DISHONEST", "单位守信", "honest firm"},
    {"EXCL_FISCAL_PAYROLL", "非财政供养", "not on the public payroll"},
    {"HOLD_BUDGET", "预算余额", "budget left"},
    {"JOBS_TOO_FEW", "带动就业", "jobs given"},
    {"LATE_CERT", "取证时限", "certificate in time"},
    {"LATE_CLAIM", "申领时限", "claim in time"},
    {"LEVEL_LOWER_THAN_HELD", "等级不降", "no lower level"},
    {"NOTHING_DUE", "有应贴利息", "interest due"},
    {"NOTHING_PAID", "已实际缴费", "contributions paid"},
    {"NOT_COMPLETED", "完成培训", "class completed"},
    {"NOT_FIRST_REGISTRATION", "首次登记", "first registration"},
    {"NOT_LAST_RESORT", "三无条件", "last resort"},
    {"NOT_OUT_OF_COUNTY", "县外务工", "work outside the county"},
    {"NOT_TARGET_GROUP", "政策对象", "target group"},
    {"NO_CERTIFICATE", "取得证书", "certificate"},
    {"NO_PAID_DAYS", "可发天数", "days to pay"},
    {"OVERDUE", "贷款正常", "loan not overdue"},
    {"PARAMETER_MISSING", "政策参数", "parameters"},
    {"PLACEMENT_LIMIT", "安置次数", "placements"},
    {"PLACEMENT_SECOND_NOT_SPECIAL", "二次安置对象", "group for a second placement"},
    {"RISK_CLEARED", "风险未消除", "risk open"},
    {"SAME_OCC_LEVEL", "职业等级未补贴", "occupation and level not paid"},
    {"SELF_EMPLOYMENT_CONFLICT", "非单位经营者", "not the owner"},
    {"STABLE_PERIOD_SHORT", "稳定期限", "stable period"},
};

// The steps of an amount.
constexpr Name kStepNames[] = {
    {"CORRECTION", "更正", "correction"},
    {"DAYS", "按天计发", "by days"},
    {"GRANT", "标准", "rate"},
    {"INTEREST", "贴息", "interest aid"},
    {"ITEM", "缴费项目", "contribution"},
    {"MONTH", "月份", "month"},
    {"PREMIUM", "保费", "premium"},
    {"RETRO", "追溯", "recomputed"},
};

// Values that are neither facts nor reasons: parameters and what was computed.
constexpr Name kValueNames[] = {
    {"age_max", "最高年龄", "greatest age"},
    {"age_min", "最低年龄", "least age"},
    {"age_upper_day", "达到上限日", "day of the upper age"},
    {"aid_bp", "贴息利率(基点)", "aided rate, in basis points"},
    {"amount", "金额", "amount"},
    {"amount_head", "每人标准(分)", "per head, in fen"},
    {"amount_year", "年标准(分)", "per year, in fen"},
    {"attendance_percent", "应达出勤率(%)", "attendance needed, in percent"},
    {"cap_months", "月数上限", "cap of months"},
    {"certificate_months", "取证期限(月)", "months for the certificate"},
    {"claim_until", "申领截止日", "last day to claim"},
    {"contract_months_min", "最短合同(月)", "least months of contract"},
    {"counts", "计入", "counts"},
    {"courses_a_year", "年度次数上限", "courses a year"},
    {"days", "天数", "days"},
    {"days_a_class", "每班天数上限", "days a class"},
    {"days_a_year", "年度天数上限", "days a year"},
    {"employee_months_max", "职工养老月数界限", "months in the employees' scheme"},
    {"entitlement_day", "享受时点", "day of entitlement"},
    {"item", "项目", "item"},
    {"jobs_min", "最少就业人数", "least jobs"},
    {"keys", "参数", "parameters"},
    {"last_aided_day", "贴息截止日", "last aided day"},
    {"lifetime_since_year", "起算年度", "counted since"},
    {"month_days", "当月天数", "days of the month"},
    {"placements_max", "安置次数上限", "greatest number of placements"},
    {"premium", "年保费", "premium of the year"},
    {"principal", "计息本金", "principal counted"},
    {"rate", "月标准", "rate of the month"},
    {"share_percent", "代缴比例(%)", "share paid, in percent"},
    {"stable_months", "应满月数", "months needed"},
    {"year_days", "计息年天数", "days of the interest year"},
};

const char* Pick(Language language, const char* zh, const char* en) {
  return language == Language::kChinese ? zh : en;
}

template <size_t N>
std::string NameIn(const Name (&names)[N], const std::string& key, Language language) {
  const Name* name = std::find_if(std::begin(names), std::end(names),
                                  [&](const Name& row) { return key == row.key; });
  return name == std::end(names) ? key : Pick(language, name->zh, name->en);
}

std::string ValueName(const std::string& key, Language language) {
  for (const FactKey& fact : FactVocabulary()) {
    if (key == fact.key) return Pick(language, fact.zh, fact.en);
  }
  return NameIn(kValueNames, key, language);
}

std::string Values(const Metadata& values, Language language) {
  if (values.empty()) return "";
  const std::string list =
      absl::StrJoin(values, Pick(language, ",", ", "), [&](std::string* out, const auto& value) {
        absl::StrAppend(out, ValueName(value.first, language), " ", value.second);
      });
  return absl::StrCat(Pick(language, ":", ": "), list);
}

std::string Line(const TraceLine& line, Language language) {
  const std::string name = line.is_test ? NameIn(kTestNames, line.name, language)
                                        : NameIn(kStepNames, line.name, language);
  const char* mark = Pick(language, "计算 ", "computed ");
  if (line.is_test) {
    mark = line.passed ? Pick(language, "通过 ", "passed ") : Pick(language, "未过 ", "failed ");
  }
  return absl::StrCat(mark, name, Values(line.values, language), "\n");
}

const char* Outcome(DecisionKind kind, Language language) {
  switch (kind) {
    case DecisionKind::kYes:
      return Pick(language, "发放", "Paid");
    case DecisionKind::kPartial:
      return Pick(language, "部分发放", "Paid in part");
    case DecisionKind::kNo:
      return Pick(language, "不予发放", "Refused");
    case DecisionKind::kHold:
      return Pick(language, "排队等候", "Waiting");
    case DecisionKind::kNoChange:
      return Pick(language, "不作变动", "Unchanged");
    case DecisionKind::kReissue:
      return Pick(language, "补发", "Paid again");
    case DecisionKind::kClawback:
      return Pick(language, "追回", "To be paid back");
    case DecisionKind::kError:
      return Pick(language, "暂不能决定", "Undecided");
  }
  return "";
}

}  // namespace

std::string Explain(const Decision& decision, Language language) {
  const ReasonInfo& reason = InfoOf(decision.reason);
  std::string text = absl::StrCat(Outcome(decision.kind, language), " ", decision.amount.ToYuan(),
                                  Pick(language, " 元。", " yuan. "));
  // A missing parameter's text has a place for the keys, which the trace lists.
  if (decision.reason != Reason::kParameterMissing) {
    absl::StrAppend(&text, Pick(language, reason.zh, reason.en));
  }
  if (!decision.version.empty()) {
    absl::StrAppend(&text, Pick(language, "依据 ", " By "), decision.version,
                    Pick(language, "。", "."));
  }
  absl::StrAppend(&text, "\n");
  for (const TraceLine& line : decision.trace) absl::StrAppend(&text, Line(line, language));
  return text;
}

}  // namespace ladder::subsidy
