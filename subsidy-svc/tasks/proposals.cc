#include "subsidy-svc/tasks/proposals.h"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "platform/server/crash_point.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/rpc/claim_steps.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/storage/candidates.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/storage/policies.h"
#include "subsidy-svc/tasks/system_scope.h"

namespace ladder::subsidy {
namespace {

constexpr int kPage = 500;
constexpr Policy kProposed[] = {Policy::kTransport, Policy::kAbsorb, Policy::kTrain,
                                Policy::kLiving};

struct Proposal {
  Policy policy = Policy::kTransport;
  Ulid person = {};
  std::string subject = "";
};

absl::StatusOr<std::vector<PolicyVersion>> VersionsOfProposed(mysql::Transaction& tx) {
  std::vector<PolicyVersion> all;
  for (const Policy policy : kProposed) {
    LADDER_ASSIGN_OR_RETURN(std::vector<PolicyVersion> versions, VersionsOf(tx, policy));
    absl::c_move(versions, std::back_inserter(all));
  }
  return all;
}

std::string NameOfPerson(const Ulid& id) {
  return NameOfParty({.kind = PartyKind::kPerson, .id = id});
}

// Whether the line that the claim will have was never claimed.
absl::StatusOr<bool> IsNew(mysql::Transaction& tx, Policy policy, const Ulid& person,
                           absl::string_view object, const FactMap& facts) {
  LADDER_ASSIGN_OR_RETURN(const LineKey key,
                          LineKeyOf(policy, NameOfPerson(person), object, facts));
  LADDER_ASSIGN_OR_RETURN(const bool claimed, WasClaimed(tx, key, person));
  return !claimed;
}

// Nothing is written when another replica or the person was faster, or the facts changed since the
// page was read.
absl::Status Propose(mysql::Transaction& tx, const feed::Origin& origin, const Proposal& proposal) {
  ClaimRecord claim = {.root = NewRoot(Ulid::New(origin.now)),
                       .policy = proposal.policy,
                       .progress = {.chain = ChainOf(proposal.policy),
                                    .state = ClaimState::kProposed,
                                    .beneficiary = {.person = proposal.person},
                                    .confirmed = false,
                                    .proposed_on = origin.day},
                       .state_since = origin.day,
                       .payee = {.kind = PartyKind::kPerson, .id = proposal.person},
                       .subject = proposal.subject,
                       .created_at = origin.now,
                       .updated_at = origin.now};
  claim.line.id = Ulid::New(origin.now);
  LADDER_RETURN_IF_ERROR(DecideClaim(tx, DailyScope(), origin.day, claim));
  if (!IsWorthProposing(claim.line.decision)) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const bool claimed, WasClaimed(tx, claim.line.key, claim.person()));
  if (claimed) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(EmitClaim(tx, origin, claim));
  LADDER_RETURN_IF_ERROR(InsertClaim(tx, claim, FactsDigest(claim.facts)));
  server::CrashPoint("subsidy.proposal.in_transaction");
  return absl::OkStatus();
}

// A page of candidates and where the walk goes on.
template <typename Key>
struct Page {
  std::vector<Proposal> proposals = {};
  Key last = {};
  bool whole = false;  // there may be more
};

absl::StatusOr<Page<WorkKey>> WorkPage(mysql::Transaction& tx, const WorkKey& after,
                                       absl::Span<const PolicyVersion> versions, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<WorkCandidate> candidates,
                          WorkCandidates(tx, after, kPage));
  Page<WorkKey> page = {.whole = candidates.size() == static_cast<size_t>(kPage)};
  for (const WorkCandidate& candidate : candidates) {
    const Ulid& person = candidate.person.id;
    page.last = {.spell = candidate.spell, .person = person};
    for (const Policy policy : ProposedFor(candidate, versions, day)) {
      LADDER_ASSIGN_OR_RETURN(const bool is_new, IsNew(tx, policy, person, "", {}));
      if (!is_new) continue;
      page.proposals.push_back(
          {.policy = policy,
           .person = person,
           .subject = absl::StrCat(NameOfPerson(person), "/spells/", candidate.spell.ToString())});
    }
  }
  return page;
}

absl::StatusOr<Page<LearnerKey>> ClassPage(mysql::Transaction& tx, const LearnerKey& after,
                                           absl::Span<const PolicyVersion> versions, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<ClassCandidate> candidates,
                          ClassCandidates(tx, after, kPage));
  Page<LearnerKey> page = {.whole = candidates.size() == static_cast<size_t>(kPage)};
  for (const ClassCandidate& candidate : candidates) {
    page.last = {.training_class = candidate.known.id, .person = candidate.person.id};
    const std::string subject = absl::StrCat("classes/", candidate.known.id.ToString());
    for (const Policy policy : ProposedFor(candidate, versions, day)) {
      LADDER_ASSIGN_OR_RETURN(const bool is_new, IsNew(tx, policy, candidate.person.id, subject,
                                                       FactsOf(policy, candidate.known)));
      if (!is_new) continue;
      page.proposals.push_back(
          {.policy = policy, .person = candidate.person.id, .subject = subject});
    }
  }
  return page;
}

// Walks all pages; `read(tx, after)` gives one.
template <typename Key, typename Read>
absl::Status Walk(const operations::DailyWalk& walk, const feed::Origin& origin, Read read) {
  Key after;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(const Page<Key> page, walk.database().Read([&](mysql::Transaction& tx) {
      return read(tx, after);
    }));
    for (const Proposal& proposal : page.proposals) {
      LADDER_RETURN_IF_ERROR(
          walk.Do("subsidy.proposals", proposal.person,
                  [&](mysql::Transaction& tx) { return Propose(tx, origin, proposal); }));
    }
    if (!page.whole) return absl::OkStatus();
    after = page.last;
  }
}

absl::Status Expire(mysql::Transaction& tx, const ServiceContext& context,
                    const feed::Origin& origin, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, DailyScope()));
  if (before.progress.state != ClaimState::kProposed) return absl::OkStatus();
  return TakeStep(tx, context, origin, ServiceItself(), before, {.event = ClaimEvent::kExpire})
      .status();
}

}  // namespace

absl::Status ProposeClaims(const operations::DailyWalk& walk, const feed::Origin& origin,
                           CivilDay day) {
  if (day < origin.day) return absl::OkStatus();
  feed::Origin on_day = origin;
  on_day.day = day;
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyVersion> versions,
                          walk.database().Read(VersionsOfProposed));
  LADDER_RETURN_IF_ERROR(
      Walk<WorkKey>(walk, on_day, [&](mysql::Transaction& tx, const WorkKey& after) {
        return WorkPage(tx, after, versions, day);
      }));
  return Walk<LearnerKey>(walk, on_day, [&](mysql::Transaction& tx, const LearnerKey& after) {
    return ClassPage(tx, after, versions, day);
  });
}

absl::Status ExpireProposals(const operations::DailyWalk& walk, const ServiceContext& context,
                             feed::Origin origin, CivilDay day) {
  origin.day = day;
  return walk.ForEach(
      "subsidy.expired_proposals",
      [&](mysql::Transaction& tx, const Ulid& after, int limit) {
        return ProposedBefore(tx, day - kProposalDays, after, limit);
      },
      [&](mysql::Transaction& tx, const Ulid& id) { return Expire(tx, context, origin, id); });
}

}  // namespace ladder::subsidy
