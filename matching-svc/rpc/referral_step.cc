#include "matching-svc/rpc/referral_step.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "ladder/options/v1/reasons.h"
#include "matching-svc/domain/hire.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/rpc/hire_facts.h"
#include "matching-svc/storage/hires.h"
#include "matching-svc/storage/jobs.h"
#include "matching-svc/storage/referrals.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

// The roots that one step changes.
struct Roots {
  Referral referral = {};
  std::optional<Job> job = {};
  std::optional<Hire> hire = {};
};

absl::StatusOr<Roots> LockRoots(mysql::Transaction& tx, const Referral& seen, bool with_job) {
  std::vector<Ulid> ids = {seen.root.id};
  if (with_job) ids.push_back(seen.job);
  if (seen.hire) ids.push_back(*seen.hire);
  std::sort(ids.begin(), ids.end());
  Roots roots;
  for (const Ulid& id : ids) {
    if (id == seen.root.id) {
      LADDER_ASSIGN_OR_RETURN(roots.referral, LockReferral(tx, id));
    } else if (id == seen.job) {
      LADDER_ASSIGN_OR_RETURN(roots.job, LockJob(tx, id));
    } else {
      LADDER_ASSIGN_OR_RETURN(roots.hire, LockHire(tx, id));
    }
  }
  if (roots.referral.hire != seen.hire) return Refuse(::ladder::Reason::kConflict);
  return roots;
}

absl::Status TellJob(mysql::Transaction& tx, const feed::Origin& origin, Job job) {
  ++job.root.version;
  LADDER_RETURN_IF_ERROR(EmitJob(tx, origin, job));
  return SaveJob(tx, job);
}

// An agreement takes a vacancy and makes a hire, which others are told of when work starts.
absl::Status Accept(mysql::Transaction& tx, const feed::Origin& origin, bool owner, Roots& roots) {
  LADDER_ASSIGN_OR_RETURN(Job job, TakeVacancy(*roots.job));
  Hire hire = Agree(roots.referral, job, owner);
  hire.root = {.id = Ulid::New(origin.now), .version = 1, .last_event = {}};
  hire.created_at = origin.now;
  roots.referral.hire = hire.root.id;
  LADDER_RETURN_IF_ERROR(InsertHire(tx, hire));
  return TellJob(tx, origin, std::move(job));
}

absl::Status Start(mysql::Transaction& tx, const feed::Origin& origin, const PersonBasics& person,
                   CivilDay day, const Roots& roots) {
  LADDER_ASSIGN_OR_RETURN(HireFacts facts, FactsOf(tx, *roots.hire));
  const HireStep step{.event = HireEvent::kStart,
                      .day = day,
                      .start = {.birth = person.birth, .employer = facts.employer.state}};
  LADDER_ASSIGN_OR_RETURN(facts.hire, ApplyStep(facts.hire, step, origin.day));
  ++facts.hire.root.version;
  LADDER_RETURN_IF_ERROR(EmitHire(tx, origin, person.places.divisions(), facts));
  return SaveHire(tx, facts.hire);
}

// An agreement that comes to nothing gives its vacancy back.
absl::Status GiveUp(mysql::Transaction& tx, const feed::Origin& origin, const ReferralStep& step,
                    const Roots& roots) {
  const bool lapsed = step.event == ReferralEvent::kExpire;
  LADDER_ASSIGN_OR_RETURN(
      Hire hire,
      ApplyStep(*roots.hire,
                HireStep{.event = lapsed ? HireEvent::kLapse : HireEvent::kCancel, .day = step.day},
                origin.day));
  ++hire.root.version;
  LADDER_RETURN_IF_ERROR(SaveHire(tx, hire));
  return TellJob(tx, origin, ReleaseVacancy(*roots.job));
}

absl::Status ApplyEffects(mysql::Transaction& tx, const feed::Origin& origin,
                          const PersonBasics& person, const StepWithEffects& asked, Roots& roots) {
  const ReferralStep& step = asked.step;
  switch (step.event) {
    case ReferralEvent::kInterview:
    case ReferralEvent::kOffer:
      return absl::OkStatus();
    case ReferralEvent::kAccept:
      return Accept(tx, origin, asked.owner, roots);
    case ReferralEvent::kStart:
      return Start(tx, origin, person, step.day, roots);
    case ReferralEvent::kDecline:
      if (asked.refuse_enterprise) {
        LADDER_RETURN_IF_ERROR(
            RefuseEnterprise(tx, roots.referral.person, roots.referral.enterprise, step.day));
      }
      break;
    case ReferralEvent::kReject:
    case ReferralEvent::kExpire:
    case ReferralEvent::kCancel:
      break;
  }
  return roots.hire ? GiveUp(tx, origin, step, roots) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<Referral> TakeStep(mysql::Transaction& tx, const feed::Origin& origin,
                                  const PolicyBook& policies, const Referral& seen,
                                  const PersonBasics& person, const StepWithEffects& asked) {
  StepWithEffects wanted = asked;
  const ReferralEvent event = asked.step.event;
  LADDER_ASSIGN_OR_RETURN(const ReferralRules rules, policies.Referrals(origin.day));
  if (event == ReferralEvent::kOffer) {
    LADDER_ASSIGN_OR_RETURN(const Job job, GetJob(tx, seen.job));
    LADDER_ASSIGN_OR_RETURN(wanted.step.minimum_wage,
                            policies.wages().At(job.facts.division, asked.step.offer.start_on));
  }
  LADDER_ASSIGN_OR_RETURN(
      Roots roots, LockRoots(tx, seen, event == ReferralEvent::kAccept || seen.hire.has_value()));
  LADDER_ASSIGN_OR_RETURN(roots.referral,
                          ApplyStep(roots.referral, wanted.step, rules, origin.day));
  LADDER_RETURN_IF_ERROR(ApplyEffects(tx, origin, person, wanted, roots));
  ++roots.referral.root.version;
  LADDER_RETURN_IF_ERROR(EmitReferral(tx, origin, person.places.divisions(), roots.referral));
  LADDER_RETURN_IF_ERROR(SaveReferral(tx, roots.referral));
  return roots.referral;
}

}  // namespace ladder::matching
