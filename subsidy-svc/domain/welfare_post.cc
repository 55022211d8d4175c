#include "subsidy-svc/domain/welfare_post.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

// Every month with a claimed day, before any end.
std::vector<CivilMonth> ClaimedMonths(const WelfarePostFacts& facts) {
  std::vector<CivilMonth> months;
  for (CivilMonth month(facts.from); month <= CivilMonth(facts.to); ++month)
    months.push_back(month);
  return months;
}

// Months paid for this claim were also paid so far, whatever the count says.
int64_t MonthsUsed(const WelfarePostFacts& facts) {
  return std::max(facts.months_used, static_cast<int64_t>(facts.months_already_paid.size()));
}

Finding OneIdentity(const WelfarePostFacts& facts, ParameterReader&) {
  return {.passed = !facts.same_identity_paid,
          .values = {{"same_identity_paid", FlagText(facts.same_identity_paid)}}};
}

Finding AliveAtStart(const WelfarePostFacts& facts, ParameterReader&) {
  if (!facts.death) return {.passed = true, .values = {{"death", "-"}}};
  return {.passed = *facts.death >= facts.from,
          .values = {{"death", FormatDay(*facts.death)}, {"from", FormatDay(facts.from)}}};
}

Finding NoPublicPayroll(const WelfarePostFacts& facts, ParameterReader&) {
  return {.passed = !facts.fiscal_payroll,
          .values = {{"fiscal_payroll", FlagText(facts.fiscal_payroll)}}};
}

Finding NoCadreFamily(const WelfarePostFacts& facts, ParameterReader&) {
  return {.passed = !facts.cadre_family,
          .values = {{"cadre_family", FlagText(facts.cadre_family)}}};
}

// Some places allow flexible work beside a part-time post; the version says whether here.
Finding NoOtherJob(const WelfarePostFacts& facts, ParameterReader& parameters) {
  Metadata values = {{"other_job", FlagText(facts.other_job)}};
  if (!facts.other_job) return {.passed = true, .values = std::move(values)};
  const std::optional<int64_t> allows = parameters.Find("part_time_allows_flex");
  if (!allows) return {.values = std::move(values)};
  const bool allowed =
      *allows != 0 && facts.other_job_flexible && facts.post == PostKind::kPartTime;
  return {.passed = allowed, .values = std::move(values)};
}

Finding LastResort(const WelfarePostFacts& facts, ParameterReader&) {
  return {.passed = facts.three_cannots,
          .values = {{"three_cannots", FlagText(facts.three_cannots)}}};
}

Finding PlacementsLeft(const WelfarePostFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> max = parameters.Find("placements_max");
  return {.passed = !max || facts.placement_no <= *max,
          .values = {{"placement_no", absl::StrCat(facts.placement_no)},
                     {"placements_max", absl::StrCat(max.value_or(0))}}};
}

Finding SpecialForSecond(const WelfarePostFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> special =
      parameters.Peek(absl::StrCat("second_placement_", facts.special_group));
  return {.passed = facts.placement_no < 2 || special.value_or(0) != 0,
          .values = {{"placement_no", absl::StrCat(facts.placement_no)},
                     {"special_group", facts.special_group}}};
}

Finding NotAllPaid(const WelfarePostFacts& facts, ParameterReader&) {
  const std::vector<CivilMonth> months = ClaimedMonths(facts);
  const bool all_paid = std::all_of(months.begin(), months.end(), [&](CivilMonth month) {
    return facts.months_already_paid.contains(month);
  });
  return {.passed = !all_paid,
          .values = {{"months_already_paid", absl::StrCat(facts.months_already_paid.size())}}};
}

Finding MonthsLeft(const WelfarePostFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> cap = parameters.Find("cap_months");
  const std::optional<bool> extends =
      ExtendsToUpperAge(facts.person, facts.first_approved, parameters);
  return {.passed = !cap || !extends || *extends || MonthsUsed(facts) < *cap,
          .values = {{"months_used", absl::StrCat(MonthsUsed(facts))},
                     {"cap_months", absl::StrCat(cap.value_or(0))},
                     {"first_approved", FormatDay(facts.first_approved)}}};
}

Finding DaysLeft(const WelfarePostFacts& facts, ParameterReader& parameters) {
  return {.passed = PlanMonths(facts, parameters).payable,
          .values = {{"from", FormatDay(facts.from)}, {"to", FormatDay(facts.to)}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<WelfarePostFacts> kTests[] = {
    {Reason::kDupIdentity, &OneIdentity},
    {Reason::kDeceased, &AliveAtStart},
    {Reason::kExclFiscalPayroll, &NoPublicPayroll},
    {Reason::kExclCadreFamily, &NoCadreFamily},
    {Reason::kNotTargetGroup, &TargetGroup<WelfarePostFacts>},
    {Reason::kRiskCleared, &RiskOpen<WelfarePostFacts>},
    {Reason::kAgeUnderMin, &MinimumAge<WelfarePostFacts>},
    {Reason::kAgeOverMax, &UpperAge<WelfarePostFacts>},
    {Reason::kConflictEmployed, &NoOtherJob},
    {Reason::kNotLastResort, &LastResort},
    {Reason::kPlacementLimit, &PlacementsLeft},
    {Reason::kPlacementSecondNotSpecial, &SpecialForSecond},
    {Reason::kDupClaim, &NotAllPaid},
    {Reason::kCapMonths, &MonthsLeft},
    {Reason::kNoPaidDays, &DaysLeft},
};

// The last day that is paid, and why it is not `to`. On one day the earlier line wins.
CivilDay LastDay(const WelfarePostFacts& facts, ParameterReader& parameters,
                 std::optional<Reason>& early_end) {
  CivilDay last = facts.to;
  const auto end_on = [&](CivilDay day, Reason reason) {
    if (day >= last) return;
    last = day;
    early_end = reason;
  };
  const std::optional<CivilDay> upper = UpperAgeDay(facts.person, parameters);
  if (upper) end_on(*upper - 1, Reason::kPartialAgeLimit);
  if (facts.death) end_on(*facts.death, Reason::kPartialDeath);
  if (facts.left_on) end_on(*facts.left_on, Reason::kPartialLeft);
  return last;
}

Reason ReasonOfPlan(const MonthPlan& plan) {
  if (plan.cap_cut) return Reason::kPartialCapMonths;
  if (plan.overlap) return Reason::kPartialOverlap;
  if (plan.early_end) return *plan.early_end;
  if (plan.beyond_cap) return Reason::kOkExtended;
  return plan.prorated ? Reason::kOkProrated : Reason::kOk;
}

// Each month is a line of its own: rounded, then summed (docs/domain.md 4.1 G1).
std::optional<Amount> MonthlyAmount(const WelfarePostFacts& facts, ParameterReader& parameters,
                                    Trace& trace) {
  const char* key = facts.post == PostKind::kFullTime ? "minimum_wage" : "amount_part_time";
  const MonthPlan plan = PlanMonths(facts, parameters);
  Fen sum;
  for (const PaidMonth& month : plan.months) {
    const std::optional<int64_t> rate = parameters.FindOn(key, CivilDay(month.month));
    if (!rate) return std::nullopt;
    const Fen amount = MulDivHalfUp(Fen(*rate), month.days, month.month_days);
    sum += amount;
    AddStep(trace, "MONTH",
            {{"month", FormatMonth(month.month)},
             {"rate", Fen(*rate).ToYuan()},
             {"days", absl::StrCat(month.days)},
             {"month_days", absl::StrCat(month.month_days)},
             {"amount", amount.ToYuan()}});
  }
  return Amount{.fen = sum, .reason = ReasonOfPlan(plan)};
}

int64_t AbsentDays(const WelfarePostFacts& facts, CivilMonth month) {
  const auto absent = facts.absent_days.find(FormatMonth(month));
  return absent == facts.absent_days.end() ? 0 : absent->second;
}

}  // namespace

MonthPlan PlanMonths(const WelfarePostFacts& facts, ParameterReader& parameters) {
  MonthPlan plan;
  const CivilDay last = LastDay(facts, parameters, plan.early_end);
  const std::optional<int64_t> cap = parameters.Find("cap_months");
  const bool extends =
      ExtendsToUpperAge(facts.person, facts.first_approved, parameters).value_or(true);
  int64_t used = MonthsUsed(facts);
  for (const CivilMonth month : ClaimedMonths(facts)) {
    const CivilDay first_of_month(month);
    const CivilDay last_of_month = CivilDay(month + 1) - 1;
    if (first_of_month > last) break;
    if (facts.months_already_paid.contains(month)) {
      plan.overlap = true;
      continue;
    }
    const int64_t covered =
        DaysInclusive(std::max(facts.from, first_of_month), std::min(last, last_of_month));
    const int64_t month_days = DaysInclusive(first_of_month, last_of_month);
    const int64_t days = covered - std::min(AbsentDays(facts, month), covered);
    if (days > 0) plan.payable = true;
    if (days > 0 && cap && used >= *cap && !extends) {
      plan.cap_cut = true;
      break;
    }
    if (days < month_days) plan.prorated = true;
    if (days == 0) continue;
    if (cap && used >= *cap) plan.beyond_cap = true;
    plan.months.push_back({.month = month, .days = days, .month_days = month_days});
    ++used;
  }
  return plan;
}

absl::StatusOr<WelfarePostFacts> BuildWelfarePostFacts(const FactMap& facts) {
  FactReader reader(facts);
  WelfarePostFacts built = {.line = ReadLineFacts(reader),
                            .person = ReadPerson(reader),
                            .from = reader.RequiredDay("from"),
                            .to = reader.RequiredDay("to"),
                            .months_used = reader.Integer("months_used"),
                            .months_already_paid = reader.Months("months_already_paid"),
                            .absent_days = reader.Counts("absent_days"),
                            .left_on = reader.OptDay("left_on"),
                            .death = reader.OptDay("death"),
                            .fiscal_payroll = reader.Flag("fiscal_payroll"),
                            .cadre_family = reader.Flag("cadre_family"),
                            .other_job = reader.Flag("other_job"),
                            .other_job_flexible = reader.Flag("other_job_flexible"),
                            .three_cannots = reader.Flag("three_cannots", true),
                            .placement_no = reader.Integer("placement_no", 1),
                            .special_group = reader.Text("special_group"),
                            .same_identity_paid = reader.Mark("same_identity_paid")};
  built.person.hard_to_employ = reader.Flag("hard_to_employ");
  built.first_approved = reader.OptDay("first_approved").value_or(built.from);
  const std::string post = reader.RequiredText("post");
  if (post != "FULL_TIME" && post != "PART_TIME") reader.Refuse("post");
  built.post = post == "PART_TIME" ? PostKind::kPartTime : PostKind::kFullTime;
  if (built.to < built.from) reader.Refuse("to");
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideWelfarePost(const WelfarePostFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<WelfarePostFacts>(kTests, &MonthlyAmount, facts, parameters);
}

}  // namespace ladder::subsidy
