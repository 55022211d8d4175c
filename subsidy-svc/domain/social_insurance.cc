#include "subsidy-svc/domain/social_insurance.h"

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

Finding NotOwner(const SocialInsuranceFacts& facts, ParameterReader&) {
  return {.passed = !facts.is_owner, .values = {{"is_owner", FlagText(facts.is_owner)}}};
}

Finding LongContract(const SocialInsuranceFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> months = parameters.Find("contract_months_min");
  return {.passed = !months || facts.contract_months >= *months,
          .values = {{"contract_months", absl::StrCat(facts.contract_months)},
                     {"contract_months_min", absl::StrCat(months.value_or(0))}}};
}

// Within the months of the cap, or extended and still under the upper age.
Finding MonthsLeft(const SocialInsuranceFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> cap = parameters.Find("cap_months");
  if (!cap) return {};
  Metadata values = {{"months_used", absl::StrCat(facts.months_used)},
                     {"cap_months", absl::StrCat(*cap)}};
  if (facts.months_used < *cap) return {.values = std::move(values)};
  if (!facts.first_approved) return {.passed = false, .values = std::move(values)};
  values.emplace_back("first_approved", FormatDay(*facts.first_approved));
  const std::optional<bool> extends =
      ExtendsToUpperAge(facts.person, *facts.first_approved, parameters);
  const std::optional<CivilDay> upper = UpperAgeDay(facts.person, parameters);
  if (!extends || !upper) return {.values = std::move(values)};
  return {.passed = *extends && EntitlementDay(facts) < *upper, .values = std::move(values)};
}

// Other items of the list are ignored without a code.
Fen PaidThatCounts(const SocialInsuranceFacts& facts, const ParameterReader& parameters) {
  Fen sum;
  for (const auto& [item, fen] : facts.paid) {
    if (parameters.Peek(absl::StrCat("counts_", item)).value_or(0) != 0) sum += Fen(fen);
  }
  return sum;
}

Finding SomethingPaid(const SocialInsuranceFacts& facts, ParameterReader& parameters) {
  const Fen sum = PaidThatCounts(facts, parameters);
  return {.passed = sum > Fen(), .values = {{"paid_fen", absl::StrCat(sum.value())}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<SocialInsuranceFacts> kTests[] = {
    {Reason::kSelfEmploymentConflict, &NotOwner},
    {Reason::kNotTargetGroup, &TargetGroup<SocialInsuranceFacts>},
    {Reason::kRiskCleared, &RiskOpen<SocialInsuranceFacts>},
    {Reason::kContractShort, &LongContract},
    {Reason::kCapMonths, &MonthsLeft},
    {Reason::kNothingPaid, &SomethingPaid},
};

std::optional<Amount> PaidAmount(const SocialInsuranceFacts& facts, ParameterReader& parameters,
                                 Trace& trace) {
  const std::optional<int64_t> cap = parameters.Find("cap_months");
  if (!cap) return std::nullopt;
  for (const auto& [item, fen] : facts.paid) {
    const bool counts = parameters.Peek(absl::StrCat("counts_", item)).value_or(0) != 0;
    AddStep(trace, "ITEM",
            {{"item", item}, {"amount", Fen(fen).ToYuan()}, {"counts", FlagText(counts)}});
  }
  return Amount{.fen = PaidThatCounts(facts, parameters),
                .reason = facts.months_used >= *cap ? Reason::kOkExtended : Reason::kOk};
}

}  // namespace

absl::StatusOr<SocialInsuranceFacts> BuildSocialInsuranceFacts(const FactMap& facts) {
  FactReader reader(facts);
  SocialInsuranceFacts built = {.line = ReadLineFacts(reader),
                                .person = ReadPerson(reader),
                                .month = reader.RequiredMonth("month"),
                                .contract_months = reader.Integer("contract_months"),
                                .months_used = reader.Integer("months_used"),
                                .is_owner = reader.Flag("is_owner"),
                                .paid = reader.Counts("paid_fen"),
                                .first_approved = reader.OptDay("first_approved")};
  built.person.hard_to_employ = reader.Flag("hard_to_employ");
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideSocialInsurance(const SocialInsuranceFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<SocialInsuranceFacts>(kTests, &PaidAmount, facts, parameters);
}

}  // namespace ladder::subsidy
