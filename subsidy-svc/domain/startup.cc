#include "subsidy-svc/domain/startup.h"

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/absorb.h"
#include "subsidy-svc/domain/person.h"

namespace ladder::subsidy {
namespace {

Finding FirstRegistration(const StartupFacts& facts, ParameterReader&) {
  return {.passed = facts.first_registration,
          .values = {{"first_registration", FlagText(facts.first_registration)}}};
}

Finding StableBusiness(const StartupFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> months = parameters.Find("stable_months");
  const bool stable = !months || StableUntilCheck(facts.registered_on, facts.checked_on,
                                                  facts.left_on, static_cast<int>(*months));
  return {.passed = stable,
          .values = {{"registered_on", FormatDay(facts.registered_on)},
                     {"checked_on", FormatDay(facts.checked_on)},
                     {"stable_months", absl::StrCat(months.value_or(0))}}};
}

Finding EnoughJobs(const StartupFacts& facts, ParameterReader& parameters) {
  const std::optional<int64_t> jobs = parameters.Find("jobs_min");
  return {.passed = !jobs || facts.jobs_incl_self >= *jobs,
          .values = {{"jobs_incl_self", absl::StrCat(facts.jobs_incl_self)},
                     {"jobs_min", absl::StrCat(jobs.value_or(0))}}};
}

// docs/domain.md 4.5, in order.
constexpr Test<StartupFacts> kTests[] = {
    {Reason::kNotFirstRegistration, &FirstRegistration},
    {Reason::kStablePeriodShort, &StableBusiness},
    {Reason::kJobsTooFew, &EnoughJobs},
};

std::optional<Amount> GrantAmount(const StartupFacts&, ParameterReader& parameters, Trace& trace) {
  const std::optional<int64_t> fen = parameters.Find("amount");
  if (!fen) return std::nullopt;
  AddStep(trace, "GRANT", {{"amount", absl::StrCat(*fen)}});
  return Amount{.fen = Fen(*fen)};
}

}  // namespace

absl::StatusOr<StartupFacts> BuildStartupFacts(const FactMap& facts) {
  FactReader reader(facts);
  StartupFacts built = {.line = ReadLineFacts(reader),
                        .first_registration = reader.Flag("first_registration"),
                        .registered_on = reader.RequiredDay("registered_on"),
                        .checked_on = reader.RequiredDay("checked_on"),
                        .left_on = reader.OptDay("left_on"),
                        .jobs_incl_self = reader.Integer("jobs_incl_self")};
  LADDER_RETURN_IF_ERROR(reader.status());
  return built;
}

Decision DecideStartup(const StartupFacts& facts, const PolicyVersion& version) {
  ParameterReader parameters(version, EntitlementDay(facts));
  return Evaluate<StartupFacts>(kTests, &GrantAmount, facts, parameters);
}

}  // namespace ladder::subsidy
