#include "subsidy-svc/domain/absorb.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/standards/age.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

Finding FirstReward(const AbsorbFacts& facts, ParameterReader&) {
  return {.passed = !facts.prior_absorb,
          .values = {{"prior_absorb", FlagText(facts.prior_absorb)}}};
}

Finding HonestFirm(const AbsorbFacts& facts, ParameterReader&) {
  return {.passed = !facts.dishonest, .values = {{"dishonest", FlagText(facts.dishonest)}}};
}

Finding NotOwner(const AbsorbFacts& facts, ParameterReader&) {
  return {.passed = !facts.is_owner, .values = {{"is_owner", FlagText(facts.is_owner)}}};
}

Finding NoWelfarePost(const AbsorbFacts& facts, ParameterReader&) {
  return {.passed = !facts.welfare_post,
          .values = {{"welfare_post", FlagText(facts.welfare_post)}}};
}

Finding LongContract(const AbsorbFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> months = parameters.Find("contract_months_min");
  return {.passed = !months || facts.contract_months >= *months,
          .values = {{"contract_months", absl::StrCat(facts.contract_months)},
                     {"contract_months_min", absl::StrCat(months.value_or(0))}}};
}

Finding StableHire(const AbsorbFacts& facts, ParameterReader& parameters) {
  Metadata values = {{"hired_on", FormatDay(facts.hired_on)},
                     {"checked_on", FormatDay(facts.checked_on)}};
  if (facts.left_on) values.emplace_back("left_on", FormatDay(*facts.left_on));
  const std::optional<int64_t> months = parameters.Find("stable_months");
  if (!months) return {.values = std::move(values)};
  values.emplace_back("stable_months", absl::StrCat(*months));
  return {.passed = StableUntilCheck(facts.hired_on, facts.checked_on, facts.left_on,
                                     static_cast<int>(*months)),
          .values = std::move(values)};
}

// docs/domain.md 4.5, in order.
constexpr Test<AbsorbFacts> kTests[] = {
    {Reason::kDupPersonAbsorb, &FirstReward},
    {Reason::kExclDishonest, &HonestFirm},
    {Reason::kSelfEmploymentConflict, &NotOwner},
    {Reason::kNotTargetGroup, &TargetGroup<AbsorbFacts>},
    {Reason::kRiskCleared, &RiskOpen<AbsorbFacts>},
    {Reason::kAgeUnderMin, &MinimumAge<AbsorbFacts>},
    {Reason::kAgeOverMax, &UpperAge<AbsorbFacts>},
    {Reason::kConflictWelfarePost, &NoWelfarePost},
    {Reason::kContractShort, &LongContract},
    {Reason::kStablePeriodShort, &StableHire},
};

std::optional<Amount> RewardAmount(const AbsorbFacts& facts, ParameterReader& parameters,
                                   Trace& trace) {
  const std::optional<int64_t> fen = parameters.Find("amount_head");
  const std::optional<int64_t> adult_age = parameters.Find("age_adult");
  if (!fen || !adult_age) return std::nullopt;
  const bool minor = facts.hired_on < Birthday(facts.person.birth, static_cast<int>(*adult_age));
  AddStep(trace, "GRANT", {{"amount_head", absl::StrCat(*fen)}});
  return Amount{.fen = Fen(*fen), .reason = minor ? Reason::kOkMinorFlag : Reason::kOk};
}

}  // namespace

bool StableUntilCheck(CivilDay start, CivilDay checked_on, std::optional<CivilDay> left_on,
                      int months) {
  const CivilDay end = left_on ? std::min(checked_on, *left_on + 1) : checked_on;
  return end >= AddMonths(start, months);
}

absl::StatusOr<AbsorbFacts> BuildAbsorbFacts(const FactMap& facts) {
  FactReader reader(facts);
  AbsorbFacts built = {.line = ReadLineFacts(reader),
                       .person = ReadPerson(reader),
                       .hired_on = reader.RequiredDay("hired_on"),
                       .checked_on = reader.RequiredDay("checked_on"),
                       .left_on = reader.OptDay("left_on"),
                       .contract_months = reader.Integer("contract_months"),
                       .prior_absorb = reader.Mark("prior_absorb"),
                       .dishonest = reader.Flag("dishonest"),
                       .is_owner = reader.Flag("is_owner"),
                       .welfare_post = reader.Flag("welfare_post")};
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideAbsorb(const AbsorbFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<AbsorbFacts>(kTests, &RewardAmount, facts, parameters);
}

}  // namespace ladder::subsidy
