#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/resident_insurance.h"

namespace ladder::subsidy {
namespace {

Finding YearIsFree(const PensionFacts& facts, ParameterReader&) {
  return {.passed = !facts.paid_elsewhere,
          .values = {{"paid_for_elsewhere", FlagText(facts.paid_elsewhere)}}};
}

Finding PensionGroup(const PensionFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> grade = parameters.Find("disability_grade_max");
  const bool poor = facts.person.household_class == HouseholdClass::kRegisteredPoor;
  const bool disabled = grade && facts.disability_grade >= 1 && facts.disability_grade <= *grade;
  // Without the parameter the group is undecided, and nobody is refused for it.
  return {
      .passed = poor || facts.dibao || disabled || !grade,
      .values = {{"household_class", std::string(HouseholdClassName(facts.person.household_class))},
                 {"dibao", FlagText(facts.dibao)}}};
}

int64_t YearsReached(const PensionFacts& facts) { return facts.year - facts.person.birth.year(); }

Finding OldEnough(const PensionFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> age = parameters.Find("age_min");
  return {.passed = !age || YearsReached(facts) >= *age,
          .values = {{"year", absl::StrCat(facts.year)},
                     {"birth", FormatDay(facts.person.birth)},
                     {"age_min", absl::StrCat(age.value_or(0))}}};
}

Finding YoungEnough(const PensionFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> age = parameters.Find("age_max");
  return {.passed = !age || YearsReached(facts) <= *age,
          .values = {{"year", absl::StrCat(facts.year)},
                     {"birth", FormatDay(facts.person.birth)},
                     {"age_max", absl::StrCat(age.value_or(0))}}};
}

Finding NoStudent(const PensionFacts& facts, ParameterReader&) {
  return {.passed = !facts.student, .values = {{"student", FlagText(facts.student)}}};
}

Finding NoEmployeePension(const PensionFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> months = parameters.Find("employee_months_max");
  return {.passed = !months || facts.employee_pension_months < *months,
          .values = {{"emp_pension_months", absl::StrCat(facts.employee_pension_months)},
                     {"employee_months_max", absl::StrCat(months.value_or(0))}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<PensionFacts> kTests[] = {
    {Reason::kDupYear, &YearIsFree},        {Reason::kNotTargetGroup, &PensionGroup},
    {Reason::kAgeUnderMin, &OldEnough},     {Reason::kAgeOverMax, &YoungEnough},
    {Reason::kConflictStudent, &NoStudent}, {Reason::kConflictEmpPension, &NoEmployeePension},
};

std::optional<Amount> PensionPremium(const PensionFacts& facts, ParameterReader& parameters,
                                     Trace& trace) {
  const std::optional<int64_t> fen = parameters.Find("amount_year");
  if (!fen) return std::nullopt;
  AddStep(trace, "GRANT",
          {{"year", absl::StrCat(facts.year)}, {"amount_year", absl::StrCat(*fen)}});
  return Amount{.fen = Fen(*fen),
                .reason = facts.self_paid ? Reason::kReimburseSelfPaid : Reason::kOk};
}

}  // namespace

absl::StatusOr<PensionFacts> BuildPensionFacts(const FactMap& facts) {
  FactReader reader(facts);
  PensionFacts built = {.line = ReadLineFacts(reader),
                        .person = ReadPerson(reader),
                        .year = reader.RequiredInteger("year"),
                        .dibao = reader.Flag("dibao"),
                        .disability_grade = reader.Integer("disability_grade", 9),
                        .paid_elsewhere = reader.Mark("paid_for_elsewhere"),
                        .student = reader.Flag("student"),
                        .employee_pension_months = reader.Integer("emp_pension_months"),
                        .self_paid = reader.Flag("self_paid")};
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecidePension(const PensionFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<PensionFacts>(kTests, &PensionPremium, facts, parameters);
}

}  // namespace ladder::subsidy
