#include "subsidy-svc/rpc/claim_steps.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/names.h"
#include "platform/server/crash_point.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/domain/decide.h"
#include "subsidy-svc/domain/living.h"
#include "subsidy-svc/domain/stage_clock.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/storage/facts_of.h"
#include "subsidy-svc/storage/pay_items.h"
#include "subsidy-svc/storage/policies.h"

namespace ladder::subsidy {
namespace {

// Splits the subject "classes/{class}" or "persons/{person}/spells/{spell}"; other subjects, such
// as a loan, are texts. What is known of the class or spell decides its policies, and the class is
// a part of the line's key, so that these are never decided on the claimant's word alone; its name
// is written in the one way.
absl::Status ReadSubject(std::string& subject, KnownFactsQuery& query) {
  const bool of_class = query.policy == Policy::kTrain || query.policy == Policy::kLiving;
  const bool of_spell = query.policy == Policy::kTransport || query.policy == Policy::kAbsorb;
  if ((of_class || of_spell) && subject.empty()) {
    return RefuseField(Reason::kFactRequired, "claim.subject", {{"fact", "subject"}});
  }
  if (of_class) {
    LADDER_ASSIGN_OR_RETURN(query.training_class,
                            rpc::ParseId("classes/{class}", subject, "claim.subject"));
    subject = absl::StrCat("classes/", query.training_class->ToString());
  }
  if (of_spell) {
    LADDER_ASSIGN_OR_RETURN(const auto parts, rpc::ParseName("persons/{person}/spells/{spell}",
                                                             subject, "claim.subject"));
    const absl::StatusOr<Ulid> spell = Ulid::Parse(parts[1]);
    const absl::StatusOr<Ulid> person = Ulid::Parse(parts[0]);
    // The same id may be another person's spell too.
    if (!spell.ok() || !person.ok() || *person != query.person.id) {
      return RefuseField(::ladder::Reason::kNameInvalid, "claim.subject",
                         {{"format", "persons/{person}/spells/{spell}"}});
    }
    query.spell = *spell;
    subject = absl::StrCat("persons/", person->ToString(), "/spells/", spell->ToString());
  }
  return absl::OkStatus();
}

// Settles who is paid and reads the person: in the caller's scope, or in that of a firm or school
// that is paid for the person.
absl::StatusOr<PersonFact> ReadPeople(mysql::Transaction& tx, const Scope& scope,
                                      KnownFactsQuery& query, ClaimRecord& claim) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<Party> payee, KnownPayee(tx, query));
  if (payee) claim.payee = *payee;
  const bool of_firm = claim.policy == Policy::kAbsorb;
  if (of_firm && claim.payee.kind != PartyKind::kEnterprise) {
    return Refuse(Reason::kFactRequired, {{"fact", "payee"}});
  }
  if (!payee || !scope.CoversPerson(payee->id)) return GetPersonFact(tx, claim.person(), scope);
  LADDER_ASSIGN_OR_RETURN(const Scope theirs, Scope::Of({}, {claim.person()}));
  return GetPersonFact(tx, claim.person(), theirs);
}

absl::StatusOr<PolicyVersion> VersionOn(mysql::Transaction& tx, Policy policy, CivilDay day,
                                        CivilDay today) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyVersion> versions, VersionsOf(tx, policy));
  return VersionFor(versions, policy, day, today);
}

// The days that the line's decision pays: the first ones that nothing else does.
absl::Status TakeDays(mysql::Transaction& tx, const KnownFactsQuery& query, LineRecord& line) {
  LADDER_ASSIGN_OR_RETURN(line.paid_days, LivingDays(tx, query));
  const size_t paid = static_cast<size_t>(DaysPaidBy(FormatTrace(line.decision.trace)));
  // Another claim took some of them since the facts were read.
  if (paid > line.paid_days.size()) return Refuse(Reason::kClaimLineExists);
  line.paid_days.resize(paid);
  return absl::OkStatus();
}

// How long the claim's policy publishes it.
absl::StatusOr<PublicityPeriod> PeriodOf(mysql::Transaction& tx, const ClaimRecord& claim) {
  LADDER_ASSIGN_OR_RETURN(const VersionRecord record, LoadVersion(tx, claim.line.decision.version));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, EntitlementDayOf(claim.policy, claim.facts));
  ParameterReader parameters(record.version, day);
  PublicityPeriod period;
  period.days = static_cast<int>(parameters.Find("publicity_days").value_or(period.days));
  const bool calendar = parameters.Find("publicity_calendar").value_or(0) != 0;
  period.unit = calendar ? PeriodUnit::kCalendar : PeriodUnit::kWorkday;
  return period;
}

// The clock of the state that the claim entered.
absl::Status StartClock(mysql::Transaction& tx, const ServiceContext& context, CivilDay today,
                        ClaimRecord& claim) {
  claim.state_since = today;
  std::optional<Deadline> deadline = DeadlineOf(claim.progress.state, today, context.workdays);
  // A notice runs on after an objection that was dismissed; it is not begun anew.
  const std::optional<CivilDay> until = claim.progress.publicity_until;
  if (claim.progress.state == ClaimState::kInPublicity && until) {
    deadline = Deadline{.day = *until, .provisional = context.workdays.IsProvisional(*until)};
  } else if (claim.progress.state == ClaimState::kInPublicity) {
    LADDER_ASSIGN_OR_RETURN(const PublicityPeriod period, PeriodOf(tx, claim));
    deadline = PublicityUntil(today, period, context.workdays);
    claim.progress.publicity_until = deadline->day;
  }
  claim.deadline = deadline ? std::optional<CivilDay>(deadline->day) : std::nullopt;
  claim.deadline_provisional = deadline && deadline->provisional;
  return absl::OkStatus();
}

ReviewRecord ReviewOf(const feed::Origin& origin, const Caller& caller, const Actor& actor,
                      const ClaimRecord& before, const ClaimRecord& after, const StepAsked& asked) {
  return {.id = Ulid::New(origin.now),
          .event = asked.event,
          .before = before.progress.state,
          .after = after.progress.state,
          .actor = caller.name,
          .role = actor.role,
          .person = actor.person,
          .duty = DutyOf(asked.event, before.progress.chain),
          .reason = asked.reason,
          .remark = asked.remark,
          .day = origin.day};
}

}  // namespace

absl::Status DecideClaim(mysql::Transaction& tx, const Scope& scope, CivilDay today,
                         ClaimRecord& claim) {
  KnownFactsQuery query = {.policy = claim.policy, .claim = claim.root.id, .today = today};
  query.person.id = claim.person();
  LADDER_RETURN_IF_ERROR(ReadSubject(claim.subject, query));
  LADDER_ASSIGN_OR_RETURN(query.person, ReadPeople(tx, scope, query, claim));
  claim.divisions = query.person.divisions;
  claim.progress.beneficiary.household = query.person.household.value_or(Ulid());
  LADDER_ASSIGN_OR_RETURN(const FactMap known, KnownFacts(tx, query));
  Override(claim.facts, known);
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, EntitlementDayOf(claim.policy, claim.facts));
  LADDER_ASSIGN_OR_RETURN(const FactMap household, ClassFactsOn(tx, claim.person(), day));
  Override(claim.facts, household);
  LADDER_ASSIGN_OR_RETURN(const PolicyVersion version, VersionOn(tx, claim.policy, day, today));
  LADDER_ASSIGN_OR_RETURN(claim.line.decision, Decide(claim.policy, claim.facts, version));
  LADDER_ASSIGN_OR_RETURN(
      claim.line.key,
      LineKeyOf(claim.policy, NameOfParty({.kind = PartyKind::kPerson, .id = claim.person()}),
                claim.subject, claim.facts));
  claim.line.decided_on = today;
  claim.progress.decision = claim.line.decision.kind;
  return claim.policy == Policy::kLiving ? TakeDays(tx, query, claim.line) : absl::OkStatus();
}

absl::StatusOr<ClaimRecord> TakeStep(mysql::Transaction& tx, const ServiceContext& context,
                                     const feed::Origin& origin, const Caller& caller,
                                     const ClaimRecord& before, const StepAsked& asked) {
  return TakeStep(tx, context, origin, caller, before, before, asked);
}

absl::StatusOr<ClaimRecord> TakeStep(mysql::Transaction& tx, const ServiceContext& context,
                                     const feed::Origin& origin, const Caller& caller,
                                     const ClaimRecord& before, ClaimRecord decided,
                                     const StepAsked& asked) {
  Actor acting;
  LADDER_ASSIGN_OR_RETURN(decided.progress, AsAnyOffice(caller, [&](const Actor& actor) {
                            acting = actor;
                            return ApplyClaimStep(decided.progress,
                                                  {.event = asked.event,
                                                   .actor = actor,
                                                   .today = origin.day,
                                                   .confirms = asked.confirms,
                                                   .gives_reason = !asked.reason.empty() ||
                                                                   !asked.missing_items.empty(),
                                                   .budget_enough = asked.budget_enough,
                                                   .ahead_in_queue = asked.ahead_in_queue});
                          }));
  ClaimRecord after = std::move(decided);
  after.root.version = before.root.version + 1;
  after.missing_items = asked.missing_items;
  if (asked.event == ClaimEvent::kApprove) {
    after.budget_line = asked.budget_line;
    after.approved_at = origin.now;
  }
  if (after.progress.state != before.progress.state) {
    LADDER_RETURN_IF_ERROR(StartClock(tx, context, origin.day, after));
  }
  LADDER_RETURN_IF_ERROR(
      InsertReview(tx, after.root.id, ReviewOf(origin, caller, acting, before, after, asked)));
  LADDER_RETURN_IF_ERROR(EmitClaim(tx, origin, after));
  LADDER_RETURN_IF_ERROR(SaveClaim(tx, before, after, FactsDigest(after.facts)));
  server::CrashPoint("subsidy.claim.in_transaction");
  return after;
}

absl::Status CommitMoney(mysql::Transaction& tx, const ServiceContext& context,
                         const feed::Origin& origin, const ClaimRecord& claim,
                         BudgetRecord& budget) {
  ItemRecord item = {.root = NewRoot(Ulid::New(origin.now)),
                     .state_since = origin.day,
                     .claim = claim.root.id,
                     .line = claim.line.id,
                     .payee = claim.payee,
                     .divisions = claim.divisions,
                     .budget_line = budget.root.id,
                     .amount = claim.line.decision.amount};
  if (const auto deadline = DeadlineOf(item.progress.state, origin.day, context.workdays)) {
    item.deadline = deadline->day;
  }
  const std::string subject = NameOfClaim(claim.root.id);
  LADDER_ASSIGN_OR_RETURN(
      const Posting posting,
      MakePosting(LedgerEvent::kApproved, budget.line, item.amount, claim.root.id.ToString()));
  LADDER_RETURN_IF_ERROR(PostEntry(tx, budget, posting, subject, origin.day, origin.now));
  return InsertItem(tx, item);
}

absl::Status GiveMoneyBack(mysql::Transaction& tx, const ServiceContext&,
                           const feed::Origin& origin, const ClaimRecord& claim,
                           BudgetRecord& budget) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<ItemRecord> items, LockItemsOfClaim(tx, claim.root.id));
  for (const ItemRecord& before : items) {
    ItemRecord after = before;
    LADDER_ASSIGN_OR_RETURN(
        after.progress,
        ApplyPayItemStep(before.progress, {.event = PayItemEvent::kCancel, .today = origin.day}));
    after.root.version = before.root.version + 1;
    after.state_since = origin.day;
    after.deadline.reset();
    LADDER_RETURN_IF_ERROR(SaveItem(tx, before, after));
    LADDER_ASSIGN_OR_RETURN(const Posting posting, MakePosting(LedgerEvent::kWithdrawn, budget.line,
                                                               before.amount, before.end_to_end()));
    LADDER_RETURN_IF_ERROR(
        PostEntry(tx, budget, posting, NameOfClaim(claim.root.id), origin.day, origin.now));
  }
  return absl::OkStatus();
}

}  // namespace ladder::subsidy
