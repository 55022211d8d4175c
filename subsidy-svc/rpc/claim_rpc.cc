#include "subsidy-svc/rpc/claim_rpc.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/domain/decide.h"
#include "subsidy-svc/rpc/budget_steps.h"
#include "subsidy-svc/rpc/claim_convert.h"
#include "subsidy-svc/rpc/claim_steps.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/storage/policies.h"

namespace ladder::subsidy {
namespace {

// The queue of one budget line that is looked at.
constexpr int kQueueMax = 1000;

// A step that touches the claim alone.
absl::StatusOr<v1::Claim> Step(const rpc::Call& call, ServiceContext& context,
                               absl::string_view name, absl::string_view etag,
                               const StepAsked& asked) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, name));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, before.claimant()));
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord after,
                                TakeStep(tx, context, call.origin(), caller, before, asked));
        return ToProto(after, context, call.today());
      });
}

// The budget line that pays the claim: the one it waits for, or its fund's of this year. Locked
// before the claim, as everywhere.
absl::StatusOr<std::optional<BudgetRecord>> LockPayingLine(mysql::Transaction& tx,
                                                           const rpc::Call& call, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const ClaimRecord seen, subsidy::GetClaim(tx, id, call.scope()));
  if (seen.budget_line) {
    LADDER_ASSIGN_OR_RETURN(BudgetRecord budget, LockBudget(tx, *seen.budget_line));
    return std::optional<BudgetRecord>(std::move(budget));
  }
  const BudgetLine line = {.fund = std::string(FundOf(seen.policy)), .year = call.today().year()};
  return LockBudgetOf(tx, line);
}

absl::StatusOr<ClaimRecord> NewClaim(const rpc::Call& call, const v1::CreateClaimRequest& request) {
  const v1::Claim& asked = request.claim();
  ClaimRecord claim = {.root = NewRoot(Ulid()),
                       .state_since = call.today(),
                       .subject = asked.subject(),
                       .created_at = call.now(),
                       .updated_at = call.now()};
  LADDER_ASSIGN_OR_RETURN(claim.root.id,
                          rpc::IdForCreate(request.claim_id(), call.now(), "claim_id"));
  LADDER_ASSIGN_OR_RETURN(claim.policy, ParsePolicyName(asked.policy(), "claim.policy"));
  LADDER_ASSIGN_OR_RETURN(claim.progress.beneficiary.person,
                          rpc::ParseId(kPersonName, asked.beneficiary(), "claim.beneficiary"));
  claim.payee = {.kind = PartyKind::kPerson, .id = claim.person()};
  if (!asked.payee().empty()) {
    LADDER_ASSIGN_OR_RETURN(claim.payee, ParseParty(asked.payee(), "claim.payee"));
  }
  LADDER_ASSIGN_OR_RETURN(claim.facts, ParseFactList(asked.facts()));
  claim.progress.chain = ChainOf(claim.policy);
  // A list of the nightly chain is a proposal from its beginning: nobody drafts it.
  const bool listed = claim.progress.chain == Chain::kNightlyList;
  claim.progress.state = listed ? ClaimState::kProposed : ClaimState::kDraft;
  claim.progress.proposed_on = call.today();
  claim.line.id = Ulid::New(call.now());
  return claim;
}

// Whoever makes a claim of their own confirms it by that.
bool IsConfirmed(const ClaimRecord& claim, const Caller& caller) {
  const std::vector<Role>& offices = caller.offices;
  return !NeedsConfirmation(claim.progress.chain) ||
         std::find(offices.begin(), offices.end(), Role::kClaimant) != offices.end();
}

// How the claimant confirmed what an officer hands in, as it is kept: "SIGNATURE"; or empty.
std::string ConfirmationOf(v1::ClaimConfirmation confirmation) {
  constexpr absl::string_view kPrefix = "CLAIM_CONFIRMATION_";
  if (confirmation == v1::CLAIM_CONFIRMATION_UNSPECIFIED) return "";
  return v1::ClaimConfirmation_Name(confirmation).substr(kPrefix.size());
}

}  // namespace

void ClaimRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.subsidy.v1.ClaimService")
      .Unary("GetClaim", this, &ClaimRpc::GetClaim)
      .Unary("ListClaims", this, &ClaimRpc::ListClaims)
      .Unary("CreateClaim", this, &ClaimRpc::CreateClaim)
      .Unary("SubmitClaim", this, &ClaimRpc::SubmitClaim)
      .Unary("CheckClaim", this, &ClaimRpc::CheckClaim)
      .Unary("ReturnClaim", this, &ClaimRpc::ReturnClaim)
      .Unary("RejectClaim", this, &ClaimRpc::RejectClaim)
      .Unary("ObjectClaim", this, &ClaimRpc::ObjectClaim)
      .Unary("SettleObjection", this, &ClaimRpc::SettleObjection)
      .Unary("ApproveClaim", this, &ClaimRpc::ApproveClaim)
      .Unary("WithdrawClaim", this, &ClaimRpc::WithdrawClaim)
      .Unary("ListClaimReviews", this, &ClaimRpc::ListClaimReviews)
      .Unary("ListPublicNotices", this, &ClaimRpc::ListPublicNotices);
}

absl::StatusOr<v1::Claim> ClaimRpc::GetClaim(const rpc::Call& call,
                                             const v1::GetClaimRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, request.name()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
    LADDER_ASSIGN_OR_RETURN(ClaimRecord claim, subsidy::GetClaim(tx, id, call.scope()));
    // The stored facts and version give the stored decision again, with its reasoning.
    LADDER_ASSIGN_OR_RETURN(const VersionRecord version,
                            LoadVersion(tx, claim.line.decision.version));
    LADDER_ASSIGN_OR_RETURN(claim.line.decision,
                            Decide(claim.policy, claim.facts, version.version));
    v1::Claim out = ToProto(claim, context_, call.today());
    if (claim.progress.state != ClaimState::kHoldBudget) return out;
    LADDER_ASSIGN_OR_RETURN(const std::vector<QueuedClaim> queue,
                            QueueOf(tx, *claim.budget_line, kQueueMax));
    for (const QueuedClaim& queued : queue) {
      if (queued.claim == id) break;
      out.set_queue_position(out.queue_position() + 1);
    }
    return out;
  });
}

absl::StatusOr<v1::ListClaimsResponse> ClaimRpc::ListClaims(const rpc::Call& call,
                                                            const v1::ListClaimsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  ClaimQuery query = {.limit = page.size + 1};
  LADDER_ASSIGN_OR_RETURN(query.after, IdAfter(page));
  for (const int state : request.states()) {
    query.states.push_back(static_cast<ClaimState>(state - 1));
  }
  if (!request.policy().empty()) {
    LADDER_ASSIGN_OR_RETURN(query.policy, ParsePolicyName(request.policy(), "policy"));
  }
  LADDER_ASSIGN_OR_RETURN(query.person,
                          ParseOptionalId(kPersonName, request.beneficiary(), "beneficiary"));
  for (const std::string& name : request.divisions()) {
    LADDER_ASSIGN_OR_RETURN(const DivisionRange range, ParseDivisionName(name, "divisions"));
    query.divisions.push_back(range);
  }
  LADDER_ASSIGN_OR_RETURN(query.deadline_until,
                          ParseDayOr(request.has_deadline_until(), request.deadline_until(),
                                     kForever, "deadline_until"));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListClaimsResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<ClaimRecord> claims,
                                subsidy::ListClaims(tx, call.scope(), query));
        v1::ListClaimsResponse response;
        if (CutToPage(claims, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, claims.back().root.id.ToBytes()));
        }
        for (const ClaimRecord& claim : claims) {
          *response.add_claims() = ToProto(claim, context_, call.today());
        }
        return response;
      });
}

absl::StatusOr<v1::Claim> ClaimRpc::CreateClaim(const rpc::Call& call,
                                                const v1::CreateClaimRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const ClaimRecord asked, NewClaim(call, request));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
        ClaimRecord claim = asked;
        LADDER_RETURN_IF_ERROR(DecideClaim(tx, call.scope(), call.today(), claim));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, claim.claimant()));
        claim.progress.confirmed = IsConfirmed(claim, caller);
        LADDER_RETURN_IF_ERROR(EmitClaim(tx, call.origin(), claim));
        LADDER_RETURN_IF_ERROR(InsertClaim(tx, claim, FactsDigest(claim.facts)));
        return ToProto(claim, context_, call.today());
      });
}

absl::StatusOr<v1::Claim> ClaimRpc::SubmitClaim(const rpc::Call& call,
                                                const v1::SubmitClaimRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, request.name()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, before.claimant()));
        ClaimRecord decided = before;
        LADDER_RETURN_IF_ERROR(DecideClaim(tx, call.scope(), call.today(), decided));
        const std::string confirmation = ConfirmationOf(request.confirmation());
        LADDER_ASSIGN_OR_RETURN(
            const ClaimRecord after,
            TakeStep(tx, context_, call.origin(), caller, before, std::move(decided),
                     {.event = ClaimEvent::kSubmit,
                      .confirms = !confirmation.empty(),
                      .reason = confirmation}));
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::Claim> ClaimRpc::CheckClaim(const rpc::Call& call,
                                               const v1::CheckClaimRequest& request) {
  return Step(call, context_, request.name(), request.etag(),
              {.event = ClaimEvent::kCheck, .remark = request.remark()});
}

absl::StatusOr<v1::Claim> ClaimRpc::ReturnClaim(const rpc::Call& call,
                                                const v1::ReturnClaimRequest& request) {
  return Step(call, context_, request.name(), request.etag(),
              {.event = ClaimEvent::kReturn,
               .remark = request.remark(),
               .missing_items = {request.missing_items().begin(), request.missing_items().end()}});
}

absl::StatusOr<v1::Claim> ClaimRpc::RejectClaim(const rpc::Call& call,
                                                const v1::RejectClaimRequest& request) {
  return Step(
      call, context_, request.name(), request.etag(),
      {.event = ClaimEvent::kReject, .reason = request.reason(), .remark = request.remark()});
}

absl::StatusOr<v1::Claim> ClaimRpc::ObjectClaim(const rpc::Call& call,
                                                const v1::ObjectClaimRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, request.name()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, call.scope()));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, before.claimant()));
        LADDER_ASSIGN_OR_RETURN(
            const ClaimRecord after,
            TakeStep(tx, context_, call.origin(), caller, before, {.event = ClaimEvent::kObject}));
        LADDER_RETURN_IF_ERROR(InsertObjection(tx, id, Ulid::New(call.now()), caller.name,
                                               request.remark(), call.today()));
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::Claim> ClaimRpc::SettleObjection(const rpc::Call& call,
                                                    const v1::SettleObjectionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, request.name()));
  const ClaimEvent event = request.upheld() ? ClaimEvent::kUphold : ClaimEvent::kDismiss;
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, before.claimant()));
        LADDER_ASSIGN_OR_RETURN(
            const ClaimRecord after,
            TakeStep(tx, context_, call.origin(), caller, before,
                     {.event = event, .reason = request.reason(), .remark = request.remark()}));
        LADDER_RETURN_IF_ERROR(
            SettleObjections(tx, id, request.upheld(), caller.name, call.today()));
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::Claim> ClaimRpc::ApproveClaim(const rpc::Call& call,
                                                 const v1::ApproveClaimRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, request.name()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
        LADDER_ASSIGN_OR_RETURN(const auto line, LockPayingLine(tx, call, id));
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        if (!line) return Refuse(Reason::kClaimBudgetShort);
        LADDER_ASSIGN_OR_RETURN(const std::vector<QueuedClaim> queue,
                                QueueOf(tx, line->root.id, kQueueMax));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, before.claimant()));
        const Fen free = line->BalanceOf(AccountKind::kAppropriation);
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord after,
                                TakeStep(tx, context_, call.origin(), caller, before,
                                         {.event = ClaimEvent::kApprove,
                                          .remark = request.remark(),
                                          .budget_enough = before.line.decision.amount <= free,
                                          .ahead_in_queue = static_cast<int64_t>(queue.size()),
                                          .budget_line = line->root.id}));
        if (after.progress.state == ClaimState::kApproved) {
          BudgetRecord budget = *line;
          budget.root.version += 1;
          LADDER_RETURN_IF_ERROR(CommitMoney(tx, context_, call.origin(), after, budget));
          LADDER_RETURN_IF_ERROR(SaveBudget(tx, *line, budget));
        }
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::Claim> ClaimRpc::WithdrawClaim(const rpc::Call& call,
                                                  const v1::WithdrawClaimRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, request.name()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Claim> {
        LADDER_ASSIGN_OR_RETURN(const auto line, LockPayingLine(tx, call, id));
        LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, before.claimant()));
        LADDER_ASSIGN_OR_RETURN(
            const ClaimRecord after,
            TakeStep(tx, context_, call.origin(), caller, before,
                     {.event = ClaimEvent::kWithdraw, .remark = request.remark()}));
        const bool had_money = before.progress.state == ClaimState::kApproved;
        if (line && (had_money || before.progress.state == ClaimState::kHoldBudget)) {
          BudgetRecord budget = *line;
          budget.root.version += 1;
          if (had_money) {
            LADDER_RETURN_IF_ERROR(GiveMoneyBack(tx, context_, call.origin(), after, budget));
          }
          // Whoever waits behind it may have the money now.
          LADDER_RETURN_IF_ERROR(ReleaseQueue(tx, context_, call.origin(), budget));
          LADDER_RETURN_IF_ERROR(SaveBudget(tx, *line, budget));
        }
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::ListClaimReviewsResponse> ClaimRpc::ListClaimReviews(
    const rpc::Call& call, const v1::ListClaimReviewsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClaimName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListClaimReviewsResponse> {
        LADDER_RETURN_IF_ERROR(subsidy::GetClaim(tx, id, call.scope()).status());
        LADDER_ASSIGN_OR_RETURN(std::vector<ReviewRecord> reviews,
                                ListReviews(tx, id, after, page.size + 1));
        v1::ListClaimReviewsResponse response;
        if (CutToPage(reviews, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, reviews.back().id.ToBytes()));
        }
        for (const ReviewRecord& review : reviews) {
          *response.add_claim_reviews() = ToProto(review, id);
        }
        return response;
      });
}

absl::StatusOr<v1::ListPublicNoticesResponse> ClaimRpc::ListPublicNotices(
    const rpc::Call& call, const v1::ListPublicNoticesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  NoticeQuery query = {.today = call.today(), .limit = page.size + 1};
  LADDER_ASSIGN_OR_RETURN(query.after, IdAfter(page));
  if (!request.division().empty()) {
    LADDER_ASSIGN_OR_RETURN(query.division, ParseDivisionName(request.division(), "division"));
  }
  if (!request.policy().empty()) {
    LADDER_ASSIGN_OR_RETURN(query.policy, ParsePolicyName(request.policy(), "policy"));
  }
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPublicNoticesResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<NoticeRecord> notices,
                                ListNotices(tx, call.scope(), query));
        v1::ListPublicNoticesResponse response;
        if (CutToPage(notices, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, notices.back().claim.ToBytes()));
        }
        for (const NoticeRecord& notice : notices) {
          *response.add_public_notices() = ToProto(notice);
        }
        return response;
      });
}

}  // namespace ladder::subsidy
