#include "subsidy-svc/domain/facts.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/calendar/civil_day.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

// The bounds keep every product of a computation far inside 128 bits and every amount inside 64.
constexpr int64_t kAmountMax = 10'000'000'000'000;
constexpr int64_t kCountMax = 1'000'000;
constexpr int64_t kRateMax = 100'000;
constexpr int kYearMin = 1900;
constexpr int kYearMax = 2199;

// In order of keys; a test holds it so.
constexpr FactKey kVocabulary[] = {
    {"absent_days", FactKind::kMonthCounts, 0, 31, "无故缺勤天数", "unexcused absent days"},
    {"already_paid_fen", FactKind::kInteger, 0, kAmountMax, "已发金额(分)", "paid before, in fen"},
    {"attended", FactKind::kInteger, 0, kCountMax, "出勤课次", "sessions attended"},
    {"attended_days", FactKind::kInteger, 0, kCountMax, "出勤天数", "days attended"},
    {"birth", FactKind::kDay, 0, 0, "出生日期", "date of birth"},
    {"budget_left_fen", FactKind::kInteger, -kAmountMax, kAmountMax, "预算余额(分)",
     "budget left, in fen"},
    {"cadre_family", FactKind::kFlag, 0, 0, "村干部家庭", "family of a village cadre"},
    {"cert", FactKind::kText, 0, 0, "证书", "certificate"},
    {"cert_on", FactKind::kDay, 0, 0, "取证日期", "day of the certificate"},
    {"checked_on", FactKind::kDay, 0, 0, "核查日期", "day of the check"},
    {"claimed_on", FactKind::kDay, 0, 0, "申领日期", "day of the claim"},
    {"class_from", FactKind::kDay, 0, 0, "开班日期", "first day of the class"},
    {"class_to", FactKind::kDay, 0, 0, "结班日期", "last day of the class"},
    {"closed_on", FactKind::kDay, 0, 0, "停业日期", "day the business closed"},
    {"contract_months", FactKind::kInteger, 0, kCountMax, "合同月数", "months of the contract"},
    {"count_this_year", FactKind::kInteger, 0, kCountMax, "本年已补贴次数",
     "courses paid this year"},
    {"days_also_paid_elsewhere", FactKind::kInteger, 0, kCountMax, "其他补贴已发天数",
     "days another subsidy pays"},
    {"days_used_this_year", FactKind::kInteger, 0, kCountMax, "本年已发天数",
     "days paid this year"},
    {"death", FactKind::kDay, 0, 0, "去世日期", "day of death"},
    {"dibao", FactKind::kFlag, 0, 0, "低保或特困", "low-income allowance"},
    {"disability_grade", FactKind::kInteger, 0, 9, "残疾等级", "disability grade"},
    {"dishonest", FactKind::kFlag, 0, 0, "失信或欠薪", "dishonest or owing wages"},
    {"dropped_out", FactKind::kFlag, 0, 0, "中途退出", "left the class"},
    {"due_fen", FactKind::kInteger, 0, kAmountMax, "应发金额(分)", "due, in fen"},
    {"emp_medical", FactKind::kFlag, 0, 0, "职工医保", "employees' medical scheme"},
    {"emp_pension_months", FactKind::kInteger, 0, 12, "职工养老月数",
     "months in the employees' pension"},
    {"first_approved", FactKind::kDay, 0, 0, "首次安置日期", "first approval"},
    {"first_registration", FactKind::kFlag, 0, 0, "首次登记", "first registration"},
    {"fiscal_payroll", FactKind::kFlag, 0, 0, "财政供养", "public payroll"},
    {"from", FactKind::kDay, 0, 0, "申领起日", "first day claimed"},
    {"granted_on", FactKind::kDay, 0, 0, "放款日期", "day of the grant"},
    {"hard_to_employ", FactKind::kFlag, 0, 0, "就业困难人员", "hard to employ"},
    {"held", FactKind::kPairs, 0, 0, "已补贴证书", "certificates paid before"},
    {"hired_on", FactKind::kDay, 0, 0, "入职日期", "day of the hire"},
    {"household_class", FactKind::kText, 0, 0, "家庭类别", "household class"},
    {"is_owner", FactKind::kFlag, 0, 0, "单位经营者", "owner of the firm"},
    {"jobs_incl_self", FactKind::kInteger, 0, kCountMax, "就业人数(含本人)",
     "jobs, the owner's included"},
    {"kind", FactKind::kText, 0, 0, "更正种类", "kind of correction"},
    {"left_on", FactKind::kDay, 0, 0, "离岗日期", "last day of work"},
    {"lpr_bp", FactKind::kInteger, 0, kRateMax, "LPR(基点)", "loan prime rate, in basis points"},
    {"month", FactKind::kMonth, 0, 0, "缴费月份", "month paid"},
    {"months_already_paid", FactKind::kMonths, 0, 0, "已发月份", "months paid before"},
    {"months_used", FactKind::kInteger, 0, kCountMax, "累计已发月数", "months paid so far"},
    {"occ", FactKind::kText, 0, 0, "职业", "occupation"},
    {"other_job", FactKind::kFlag, 0, 0, "另有工作", "another job"},
    {"other_job_flexible", FactKind::kFlag, 0, 0, "另有工作为灵活就业",
     "the other job is flexible work"},
    {"overdue", FactKind::kFlag, 0, 0, "贷款逾期", "loan overdue"},
    {"paid_fen", FactKind::kCounts, 0, kAmountMax, "已缴或已发金额(分)", "paid, in fen"},
    {"paid_for_elsewhere", FactKind::kMark, 0, 0, "异地已代缴", "paid for elsewhere"},
    {"placement_no", FactKind::kInteger, 1, kCountMax, "第几次安置", "number of the placement"},
    {"post", FactKind::kText, 0, 0, "岗位种类", "kind of post"},
    {"principal_yuan", FactKind::kInteger, 0, 1'000'000'000, "贷款本金(元)", "principal, in yuan"},
    {"prior_absorb", FactKind::kMark, 0, 0, "已享受吸纳奖补", "rewarded before"},
    {"prior_year", FactKind::kInteger, 0, kYearMax, "以往领取年度", "year of an earlier grant"},
    {"rate_bp", FactKind::kInteger, 0, kRateMax, "贷款利率(基点)", "loan rate, in basis points"},
    {"registered_on", FactKind::kDay, 0, 0, "登记日期", "day of registration"},
    {"risk_cleared_on", FactKind::kDay, 0, 0, "风险消除日期", "day the risk was cleared"},
    {"same_identity_paid", FactKind::kMark, 0, 0, "另一证件已领取", "paid under another number"},
    {"self_paid", FactKind::kFlag, 0, 0, "本人已缴", "paid by the person"},
    {"sessions", FactKind::kInteger, 0, kCountMax, "课次", "sessions"},
    {"sex", FactKind::kInteger, 0, 9, "性别", "sex"},
    {"skill_upgrade_paid", FactKind::kMark, 0, 0, "已领技能提升补贴", "skill-upgrade aid paid"},
    {"special_group", FactKind::kText, 0, 0, "特殊困难类别", "special group"},
    {"student", FactKind::kFlag, 0, 0, "在校学生", "student"},
    {"three_cannots", FactKind::kFlag, 0, 0, "三无", "three cannots"},
    {"to", FactKind::kDay, 0, 0, "申领止日", "last day claimed"},
    {"upper_age_base", FactKind::kInteger, 50, 60, "本人退休年龄基数",
     "the person's base of the upper age"},
    {"version", FactKind::kText, 0, 0, "政策版本", "policy version"},
    {"welfare_post", FactKind::kFlag, 0, 0, "公益性岗位在岗", "in a welfare post"},
    {"work_div", FactKind::kText, 0, 0, "务工地区划", "division of the place of work"},
    {"work_from", FactKind::kDay, 0, 0, "务工起日", "first day of work"},
    {"work_to", FactKind::kDay, 0, 0, "务工止日", "last day of work there"},
    {"year", FactKind::kInteger, kYearMin, kYearMax, "参保年度", "insurance year"},
};

const FactKey* FindKey(absl::string_view key) {
  const auto* row = std::lower_bound(
      std::begin(kVocabulary), std::end(kVocabulary), key,
      [](const FactKey& left, absl::string_view right) { return left.key < right; });
  return row != std::end(kVocabulary) && row->key == key ? row : nullptr;
}

absl::Status WrongType(const FactKey& row, const char* type) {
  return Refuse(Reason::kFactType, {{"fact", row.key}, {"type", type}});
}

absl::Status WrongValue(const FactKey& row) {
  return Refuse(Reason::kFactValue, {{"fact", row.key}});
}

bool InBounds(const FactKey& row, int64_t value) { return row.min <= value && value <= row.max; }

bool IsDay(absl::string_view text) {
  const absl::StatusOr<CivilDay> day = ParseDay(text);
  return day.ok() && kYearMin <= day->year() && day->year() <= kYearMax;
}

bool IsMonth(absl::string_view text) { return IsDay(absl::StrCat(text, "-01")); }

absl::Status CheckText(const FactKey& row, const FactValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return WrongType(row, "text");
  if (row.kind == FactKind::kDay && !IsDay(*text)) return WrongType(row, "YYYY-MM-DD");
  if (row.kind == FactKind::kMonth && !IsMonth(*text)) return WrongType(row, "YYYY-MM");
  return absl::OkStatus();
}

absl::Status CheckCounts(const FactKey& row, const FactValue& value) {
  // One amount is what a correction says of a line, amounts by item what a firm's month says.
  const auto* amount = std::get_if<int64_t>(&value);
  if (amount != nullptr && row.kind == FactKind::kCounts) {
    return InBounds(row, *amount) ? absl::OkStatus() : WrongValue(row);
  }
  const auto* counts = std::get_if<FactCounts>(&value);
  if (counts == nullptr) return WrongType(row, "counts");
  for (const auto& [name, count] : *counts) {
    if (row.kind == FactKind::kMonthCounts && !IsMonth(name)) return WrongType(row, "YYYY-MM");
    if (!InBounds(row, count)) return WrongValue(row);
  }
  return absl::OkStatus();
}

absl::Status CheckMonths(const FactKey& row, const FactValue& value) {
  const auto* months = std::get_if<FactTexts>(&value);
  if (months == nullptr) return WrongType(row, "months");
  const bool valid = std::all_of(months->begin(), months->end(),
                                 [](const std::string& month) { return IsMonth(month); });
  return valid ? absl::OkStatus() : WrongType(row, "YYYY-MM");
}

absl::Status CheckPairs(const FactKey& row, const FactValue& value) {
  const auto* texts = std::get_if<FactTexts>(&value);
  const bool empty_list = texts != nullptr && texts->empty();
  if (empty_list || std::holds_alternative<FactPairs>(value)) return absl::OkStatus();
  return WrongType(row, "pairs");
}

absl::Status CheckFact(const FactKey& row, const FactValue& value) {
  switch (row.kind) {
    case FactKind::kFlag:
      return std::holds_alternative<bool>(value) ? absl::OkStatus() : WrongType(row, "true/false");
    case FactKind::kInteger: {
      const auto* integer = std::get_if<int64_t>(&value);
      if (integer == nullptr) return WrongType(row, "integer");
      return InBounds(row, *integer) ? absl::OkStatus() : WrongValue(row);
    }
    case FactKind::kText:
    case FactKind::kDay:
    case FactKind::kMonth:
      return CheckText(row, value);
    case FactKind::kMark: {
      const bool scalar = std::holds_alternative<bool>(value) ||
                          std::holds_alternative<int64_t>(value) ||
                          std::holds_alternative<std::string>(value);
      return scalar ? absl::OkStatus() : WrongType(row, "true/false");
    }
    case FactKind::kMonths:
      return CheckMonths(row, value);
    case FactKind::kPairs:
      return CheckPairs(row, value);
    case FactKind::kCounts:
    case FactKind::kMonthCounts:
      return CheckCounts(row, value);
  }
  return WrongType(row, "");
}

}  // namespace

absl::Span<const FactKey> FactVocabulary() { return kVocabulary; }

absl::Status CheckFacts(const FactMap& facts) {
  for (const auto& [key, value] : facts) {
    const FactKey* row = FindKey(key);
    if (row == nullptr) return Refuse(Reason::kFactUnknown, {{"fact", key}});
    LADDER_RETURN_IF_ERROR(CheckFact(*row, value));
  }
  return absl::OkStatus();
}

}  // namespace ladder::subsidy
