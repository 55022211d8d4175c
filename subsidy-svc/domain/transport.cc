#include "subsidy-svc/domain/transport.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

Finding OneIdentity(const TransportFacts& facts, ParameterReader&) {
  return {.passed = !facts.same_identity_paid,
          .values = {{"same_identity_paid", FlagText(facts.same_identity_paid)}}};
}

Finding FirstInLifetime(const TransportFacts& facts, ParameterReader& parameters) {
  if (!facts.prior_year) return {.passed = true, .values = {{"prior_year", "-"}}};
  const std::optional<int64_t> since = parameters.Find("lifetime_since_year");
  return {.passed = !since || *facts.prior_year < *since,
          .values = {{"prior_year", absl::StrCat(*facts.prior_year)},
                     {"lifetime_since_year", absl::StrCat(since.value_or(0))}}};
}

Finding OutOfCounty(const TransportFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> county = parameters.Find("home_county");
  const bool inside = county && absl::StartsWith(facts.work_div, absl::StrCat(*county));
  return {.passed = !inside, .values = {{"work_div", facts.work_div}}};
}

Finding StableWork(const TransportFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> months = parameters.Find("stable_months");
  const bool stable =
      !months || HasFullMonths(facts.work_from, facts.work_to, static_cast<int>(*months));
  return {.passed = stable,
          .values = {{"work_from", FormatDay(facts.work_from)},
                     {"work_to", FormatDay(facts.work_to)},
                     {"stable_months", absl::StrCat(months.value_or(0))}}};
}

// The last day is one of the year after the one in which the work began.
Finding InTime(const TransportFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> month = parameters.Find("claim_until_month");
  const std::optional<int64_t> day = parameters.Find("claim_until_day");
  if (!month || !day) return {};
  const CivilDay last(facts.work_from.year() + 1, *month, *day);
  return {
      .passed = facts.claimed_on <= last,
      .values = {{"claimed_on", FormatDay(facts.claimed_on)}, {"claim_until", FormatDay(last)}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<TransportFacts> kTests[] = {
    {Reason::kDupIdentity, &OneIdentity},
    {Reason::kAlreadyReceivedLifetime, &FirstInLifetime},
    {Reason::kNotTargetGroup, &TargetGroup<TransportFacts>},
    {Reason::kRiskCleared, &RiskOpen<TransportFacts>},
    {Reason::kAgeUnderMin, &MinimumAge<TransportFacts>},
    {Reason::kAgeOverMax, &UpperAge<TransportFacts>},
    {Reason::kNotOutOfCounty, &OutOfCounty},
    {Reason::kStablePeriodShort, &StableWork},
    {Reason::kLateClaim, &InTime},
};

std::optional<Amount> GrantAmount(const TransportFacts& facts, ParameterReader& parameters,
                                  Trace& trace) {
  const std::optional<int64_t> county = parameters.Find("home_county");
  if (!county) return std::nullopt;
  // The first two digits of a division code are its province.
  const bool in_province = absl::StartsWith(facts.work_div, absl::StrCat(*county / 10'000));
  const char* key = in_province ? "amount_in_province" : "amount_other_province";
  const std::optional<int64_t> fen = parameters.Find(key);
  if (!fen) return std::nullopt;
  AddStep(trace, "GRANT", {{"work_div", facts.work_div}, {key, absl::StrCat(*fen)}});
  return Amount{.fen = Fen(*fen)};
}

}  // namespace

absl::StatusOr<TransportFacts> BuildTransportFacts(const FactMap& facts) {
  FactReader reader(facts);
  TransportFacts built = {.line = ReadLineFacts(reader),
                          .person = ReadPerson(reader),
                          .work_from = reader.RequiredDay("work_from"),
                          .work_div = reader.RequiredText("work_div"),
                          .claimed_on = reader.RequiredDay("claimed_on"),
                          .prior_year = reader.OptInteger("prior_year"),
                          .same_identity_paid = reader.Mark("same_identity_paid")};
  // The ages of this policy are fixed, whatever the person's own base (docs/domain.md 4.5).
  built.person.upper_age_base.reset();
  built.work_to = reader.OptDay("work_to").value_or(built.claimed_on);
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideTransport(const TransportFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<TransportFacts>(kTests, &GrantAmount, facts, parameters);
}

}  // namespace ladder::subsidy
