#include "subsidy-svc/domain/decide.h"

#include <string>

#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/absorb.h"
#include "subsidy-svc/domain/living.h"
#include "subsidy-svc/domain/loan.h"
#include "subsidy-svc/domain/resident_insurance.h"
#include "subsidy-svc/domain/social_insurance.h"
#include "subsidy-svc/domain/startup.h"
#include "subsidy-svc/domain/train.h"
#include "subsidy-svc/domain/transport.h"
#include "subsidy-svc/domain/welfare_post.h"

namespace ladder::subsidy {
namespace {

// One policy: its facts from a map, and what the engine does with them.
struct PolicyRow {
  Policy policy;
  absl::StatusOr<Decision> (*decide)(const FactMap& facts, const PolicyVersion& version);
  absl::StatusOr<CivilDay> (*entitlement_day)(const FactMap& facts);
};

template <auto kBuild, auto kDecide>
absl::StatusOr<Decision> BuildAndDecide(const FactMap& facts, const PolicyVersion& version) {
  LADDER_ASSIGN_OR_RETURN(const auto built, kBuild(facts));
  return kDecide(built, version);
}

template <auto kBuild>
absl::StatusOr<CivilDay> BuildAndDate(const FactMap& facts) {
  LADDER_ASSIGN_OR_RETURN(const auto built, kBuild(facts));
  return EntitlementDay(built);
}

template <auto kBuild, auto kDecide>
constexpr PolicyRow Row(Policy policy) {
  return {policy, &BuildAndDecide<kBuild, kDecide>, &BuildAndDate<kBuild>};
}

constexpr PolicyRow kRows[] = {
    Row<&BuildWelfarePostFacts, &DecideWelfarePost>(Policy::kPwPost),
    Row<&BuildTransportFacts, &DecideTransport>(Policy::kTransport),
    Row<&BuildTrainFacts, &DecideTrain>(Policy::kTrain),
    Row<&BuildLivingFacts, &DecideLiving>(Policy::kLiving),
    Row<&BuildLoanFacts, &DecideLoan>(Policy::kLoan),
    Row<&BuildStartupFacts, &DecideStartup>(Policy::kStartup),
    Row<&BuildPensionFacts, &DecidePension>(Policy::kPension),
    Row<&BuildMedicalFacts, &DecideMedical>(Policy::kMedical),
    Row<&BuildSocialInsuranceFacts, &DecideSocialInsurance>(Policy::kSi),
    Row<&BuildAbsorbFacts, &DecideAbsorb>(Policy::kAbsorb),
};

const PolicyRow& RowOf(Policy policy) {
  for (const PolicyRow& row : kRows) {
    if (row.policy == policy) return row;
  }
  return kRows[0];
}

}  // namespace

absl::StatusOr<Decision> Decide(Policy policy, const FactMap& facts, const PolicyVersion& version) {
  if (version.policy != policy) {
    return Refuse(Reason::kVersionPolicy,
                  {{"version", version.code}, {"policy", std::string(PolicyName(policy))}});
  }
  return RowOf(policy).decide(facts, version);
}

absl::StatusOr<CivilDay> EntitlementDayOf(Policy policy, const FactMap& facts) {
  return RowOf(policy).entitlement_day(facts);
}

}  // namespace ladder::subsidy
