#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/resident_insurance.h"

namespace ladder::subsidy {
namespace {

// The registered poor and receivers of the low-income allowance are paid for in full.
bool FullyPaidFor(const MedicalFacts& facts) {
  return facts.dibao || facts.person.household_class == HouseholdClass::kRegisteredPoor;
}

Finding YearIsFree(const MedicalFacts& facts, ParameterReader&) {
  return {.passed = !facts.paid_elsewhere,
          .values = {{"paid_for_elsewhere", FlagText(facts.paid_elsewhere)}}};
}

Finding Alive(const MedicalFacts& facts, ParameterReader&) {
  if (!facts.death) return {.passed = true, .values = {{"death", "-"}}};
  return {.passed = *facts.death >= EntitlementDay(facts),
          .values = {{"death", FormatDay(*facts.death)},
                     {"entitlement_day", FormatDay(EntitlementDay(facts))}}};
}

Finding MedicalGroup(const MedicalFacts& facts, ParameterReader&) {
  const HouseholdClass household_class = facts.person.household_class;
  return {.passed = FullyPaidFor(facts) || IsMonitored(household_class),
          .values = {{"household_class", std::string(HouseholdClassName(household_class))},
                     {"dibao", FlagText(facts.dibao)}}};
}

Finding MedicalRiskOpen(const MedicalFacts& facts, ParameterReader&) {
  if (FullyPaidFor(facts)) return {};
  return CheckRisk(facts.person, EntitlementDay(facts));
}

Finding NoEmployeeScheme(const MedicalFacts& facts, ParameterReader&) {
  return {.passed = !facts.employee_medical,
          .values = {{"emp_medical", FlagText(facts.employee_medical)}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<MedicalFacts> kTests[] = {
    {Reason::kDupYear, &YearIsFree},
    {Reason::kDeceased, &Alive},
    {Reason::kNotTargetGroup, &MedicalGroup},
    {Reason::kRiskCleared, &MedicalRiskOpen},
    {Reason::kConflictEmpMedical, &NoEmployeeScheme},
};

constexpr int64_t kPercent = 100;

std::optional<Amount> MedicalPremium(const MedicalFacts& facts, ParameterReader& parameters,
                                     Trace& trace) {
  const char* share_key = FullyPaidFor(facts) ? "share_poor_percent" : "share_monitored_percent";
  const std::optional<int64_t> premium = parameters.Find("premium_year");
  const std::optional<int64_t> share = parameters.Find(share_key);
  if (!premium || !share) return std::nullopt;
  const Fen amount = MulDivHalfUp(Fen(*premium), *share, kPercent);
  AddStep(trace, "PREMIUM",
          {{"year", absl::StrCat(facts.year)},
           {"premium", Fen(*premium).ToYuan()},
           {"share_percent", absl::StrCat(*share)},
           {"amount", amount.ToYuan()}});
  return Amount{.fen = amount};
}

}  // namespace

absl::StatusOr<MedicalFacts> BuildMedicalFacts(const FactMap& facts) {
  FactReader reader(facts);
  MedicalFacts built = {.line = ReadLineFacts(reader),
                        .person = ReadPerson(reader),
                        .year = reader.RequiredInteger("year"),
                        .dibao = reader.Flag("dibao"),
                        .paid_elsewhere = reader.Mark("paid_for_elsewhere"),
                        .death = reader.OptDay("death"),
                        .employee_medical = reader.Flag("emp_medical")};
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideMedical(const MedicalFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<MedicalFacts>(kTests, &MedicalPremium, facts, parameters);
}

}  // namespace ladder::subsidy
