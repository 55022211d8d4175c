#include "subsidy-svc/domain/living.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/train.h"

namespace ladder::subsidy {
namespace {

int64_t DaysOfThisClaim(const LivingFacts& facts) {
  return std::max<int64_t>(facts.attended_days - facts.days_elsewhere, 0);
}

Finding DaysOfItsOwn(const LivingFacts& facts, ParameterReader&) {
  const bool all_elsewhere = facts.days_elsewhere > 0 && DaysOfThisClaim(facts) == 0;
  return {.passed = !all_elsewhere,
          .values = {{"attended_days", absl::StrCat(facts.attended_days)},
                     {"days_also_paid_elsewhere", absl::StrCat(facts.days_elsewhere)}}};
}

Finding Completed(const LivingFacts& facts, ParameterReader&) {
  return {.passed = !facts.dropped_out, .values = {{"dropped_out", FlagText(facts.dropped_out)}}};
}

Finding Attendance(const LivingFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> percent = parameters.Find("attendance_percent");
  return {.passed = !percent || AttendanceReaches(facts.attended, facts.sessions, *percent),
          .values = {{"attended", absl::StrCat(facts.attended)},
                     {"sessions", absl::StrCat(facts.sessions)},
                     {"attendance_percent", absl::StrCat(percent.value_or(0))}}};
}

Finding DaysLeftThisYear(const LivingFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> cap = parameters.Find("days_a_year");
  return {.passed = !cap || facts.days_used_this_year < *cap,
          .values = {{"days_used_this_year", absl::StrCat(facts.days_used_this_year)},
                     {"days_a_year", absl::StrCat(cap.value_or(0))}}};
}

// A class of which not one day was attended pays nothing, whatever its sessions say.
Finding DaysAttended(const LivingFacts& facts, ParameterReader&) {
  return {.passed = facts.attended_days > 0 || facts.days_elsewhere > 0,
          .values = {{"attended_days", absl::StrCat(facts.attended_days)}}};
}

// docs/domain.md 4.5, in order; NO_PAID_DAYS comes after everything that it names.
constexpr Test<LivingFacts> kTests[] = {
    {Reason::kNotTargetGroup, &TargetGroup<LivingFacts>},
    {Reason::kRiskCleared, &RiskOpen<LivingFacts>},
    {Reason::kAgeUnderMin, &MinimumAge<LivingFacts>},
    {Reason::kAgeOverMax, &UpperAge<LivingFacts>},
    {Reason::kConflictSameDay, &DaysOfItsOwn},
    {Reason::kNotCompleted, &Completed},
    {Reason::kAttendanceLow, &Attendance},
    {Reason::kAnnualDaysCap, &DaysLeftThisYear},
    {Reason::kNoPaidDays, &DaysAttended},
};

// A day's aid is fixed, or a share of the month's urban low-income allowance (docs/domain.md 4.2).
std::optional<Fen> AmountOfDays(int64_t days, ParameterReader& parameters) {
  const std::optional<int64_t> by_allowance = parameters.Find("by_dibao_month");
  if (!by_allowance) return std::nullopt;
  if (*by_allowance != 0) {
    const std::optional<int64_t> month = parameters.Find("dibao_month");
    const std::optional<int64_t> month_days = parameters.Find("dibao_month_days");
    if (!month || !month_days || *month_days <= 0) return std::nullopt;
    return MulDivHalfUp(Fen(*month), days, *month_days);
  }
  const std::optional<int64_t> day = parameters.Find("amount_day");
  if (!day) return std::nullopt;
  return Fen(*day) * days;
}

std::optional<Amount> AllowanceAmount(const LivingFacts& facts, ParameterReader& parameters,
                                      Trace& trace) {
  const std::optional<int64_t> class_cap = parameters.Find("days_a_class");
  const std::optional<int64_t> year_cap = parameters.Find("days_a_year");
  if (!class_cap || !year_cap) return std::nullopt;
  const int64_t own_days = DaysOfThisClaim(facts);
  const int64_t days = std::min({own_days, *class_cap, *year_cap - facts.days_used_this_year});
  const std::optional<Fen> amount = AmountOfDays(days, parameters);
  if (!amount) return std::nullopt;
  AddStep(trace, "DAYS",
          {{"attended_days", absl::StrCat(facts.attended_days)},
           {"days_also_paid_elsewhere", absl::StrCat(facts.days_elsewhere)},
           {"days_a_class", absl::StrCat(*class_cap)},
           {"days_a_year", absl::StrCat(*year_cap)},
           {"days", absl::StrCat(days)},
           {"amount", amount->ToYuan()}});
  if (days < own_days) return Amount{.fen = *amount, .reason = Reason::kPartialCapDays};
  if (facts.days_elsewhere > 0) return Amount{.fen = *amount, .reason = Reason::kPartialSameDay};
  return Amount{.fen = *amount};
}

}  // namespace

absl::StatusOr<LivingFacts> BuildLivingFacts(const FactMap& facts) {
  FactReader reader(facts);
  LivingFacts built = {.line = ReadLineFacts(reader),
                       .person = ReadPerson(reader),
                       .class_from = reader.RequiredDay("class_from"),
                       .sessions = reader.Integer("sessions"),
                       .attended = reader.Integer("attended"),
                       .dropped_out = reader.Flag("dropped_out"),
                       .attended_days = reader.Integer("attended_days"),
                       .days_elsewhere = reader.Integer("days_also_paid_elsewhere"),
                       .days_used_this_year = reader.Integer("days_used_this_year")};
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideLiving(const LivingFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<LivingFacts>(kTests, &AllowanceAmount, facts, parameters);
}

int64_t DaysPaidBy(absl::string_view trace) {
  for (const absl::string_view line : absl::StrSplit(trace, '\n')) {
    if (!absl::StartsWith(line, "S|DAYS|")) continue;
    for (absl::string_view value : absl::StrSplit(line, '|')) {
      int64_t days = 0;
      if (absl::ConsumePrefix(&value, "days=") && absl::SimpleAtoi(value, &days)) return days;
    }
  }
  return 0;
}

}  // namespace ladder::subsidy
