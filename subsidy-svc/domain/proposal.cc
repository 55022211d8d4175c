#include "subsidy-svc/domain/proposal.h"

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decide.h"

namespace ladder::subsidy {
namespace {

// Facts that the policy cannot work with, or a day without a version, propose nothing.
bool IsPaid(Policy policy, const FactMap& facts, absl::Span<const PolicyVersion> versions,
            CivilDay today) {
  const absl::StatusOr<CivilDay> day = EntitlementDayOf(policy, facts);
  if (!day.ok()) return false;
  const absl::StatusOr<PolicyVersion> version = VersionFor(versions, policy, *day, today);
  if (!version.ok()) return false;
  const absl::StatusOr<Decision> decision = Decide(policy, facts, *version);
  return decision.ok() && IsWorthProposing(*decision);
}

}  // namespace

std::vector<Policy> ProposedFor(const WorkCandidate& candidate,
                                absl::Span<const PolicyVersion> versions, CivilDay today) {
  std::vector<Policy> proposed;
  if (candidate.person.died_on || candidate.work.from > today) return proposed;
  FactMap known = FactsOf(candidate.person);
  Override(known, FactsOf(candidate.household));
  for (const Policy policy : {Policy::kTransport, Policy::kAbsorb}) {
    const bool of_a_firm = candidate.work.form == kFormEmployee && candidate.work.employer;
    if (policy == Policy::kAbsorb && !of_a_firm) continue;
    FactMap facts = known;
    Override(facts, FactsOf(policy, candidate.work, today));
    if (IsPaid(policy, facts, versions, today)) proposed.push_back(policy);
  }
  return proposed;
}

std::vector<Policy> ProposedFor(const ClassCandidate& candidate,
                                absl::Span<const PolicyVersion> versions, CivilDay today) {
  std::vector<Policy> proposed;
  if (candidate.person.died_on) return proposed;
  FactMap known = FactsOf(candidate.person);
  Override(known, FactsOf(candidate.household));
  for (const Policy policy : {Policy::kTrain, Policy::kLiving}) {
    FactMap facts = known;
    Override(facts, FactsOf(policy, candidate.known));
    if (IsPaid(policy, facts, versions, today)) proposed.push_back(policy);
  }
  return proposed;
}

bool IsWorthProposing(const Decision& decision) {
  const bool pays = decision.kind == DecisionKind::kYes || decision.kind == DecisionKind::kPartial;
  return pays && decision.amount > Fen();
}

}  // namespace ladder::subsidy
