#include "matching-svc/rpc/referral_rpc.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/rpc/open_job.h"
#include "matching-svc/rpc/referral_convert.h"
#include "matching-svc/storage/persons.h"
#include "matching-svc/storage/referrals.h"
#include "matching-svc/storage/seekers.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr char kEverybodysReferrals[] = "persons/-";
constexpr char kReviewName[] = "persons/{person}/refusalReview";
constexpr int kNoteLengthMax = 500;

struct Seen {
  Referral referral = {};
  PersonBasics person = {};
};

// NOT_FOUND when absent, another person's, or the person is out of scope.
absl::StatusOr<Seen> See(mysql::Transaction& tx, const rpc::Call& call, const ReferralName& name) {
  Seen seen;
  LADDER_ASSIGN_OR_RETURN(seen.person, GetPersonBasics(tx, name.person, call.scope()));
  LADDER_ASSIGN_OR_RETURN(seen.referral, GetReferral(tx, name.referral));
  if (seen.referral.person != name.person) {
    return Refuse(::ladder::Reason::kNotFound,
                  {{"name", NameOfReferral(name.person, name.referral)}});
  }
  return seen;
}

absl::StatusOr<ReferralQuery> ParseQuery(const v1::ListReferralsRequest& request,
                                         const rpc::Page& page) {
  ReferralQuery query{.size = page.size};
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  if (request.parent() != kEverybodysReferrals) {
    LADDER_ASSIGN_OR_RETURN(query.person, rpc::ParseId(kPersonName, request.parent(), "parent"));
  }
  LADDER_ASSIGN_OR_RETURN(query.job, ParseOptionalId(kJobName, request.job(), "job"));
  LADDER_ASSIGN_OR_RETURN(query.enterprise,
                          ParseOptionalId(kEnterpriseName, request.enterprise(), "enterprise"));
  LADDER_ASSIGN_OR_RETURN(
      query.referred_from,
      ParseOptionalDay(request.has_start_date(), request.start_date(), "start_date"));
  if (request.state() != v1::Referral::STATE_UNSPECIFIED) {
    query.state = static_cast<ReferralState>(request.state());
  }
  return query;
}

}  // namespace

void ReferralRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.matching.v1.ReferralService")
      .Unary("GetReferral", this, &ReferralRpc::GetReferral)
      .Unary("ListReferrals", this, &ReferralRpc::ListReferrals)
      .Unary("CreateReferral", this, &ReferralRpc::CreateReferral)
      .Unary("InterviewReferral", this, &ReferralRpc::InterviewReferral)
      .Unary("OfferReferral", this, &ReferralRpc::OfferReferral)
      .Unary("AcceptReferral", this, &ReferralRpc::AcceptReferral)
      .Unary("StartReferral", this, &ReferralRpc::StartReferral)
      .Unary("DeclineReferral", this, &ReferralRpc::DeclineReferral)
      .Unary("RejectReferral", this, &ReferralRpc::RejectReferral)
      .Unary("CancelReferral", this, &ReferralRpc::CancelReferral)
      .Unary("GetRefusalReview", this, &ReferralRpc::GetRefusalReview);
}

absl::StatusOr<v1::Referral> ReferralRpc::Step(const rpc::Call& call, absl::string_view name,
                                               const google::type::Date& day,
                                               StepWithEffects asked) {
  LADDER_ASSIGN_OR_RETURN(const ReferralName parsed, ParseReferralName(name));
  LADDER_ASSIGN_OR_RETURN(asked.step.day, rpc::ParseDate(day, "day"));
  LADDER_ASSIGN_OR_RETURN(
      asked.step.note,
      ParseText(asked.step.note,
                {.field = "note", .characters_max = kNoteLengthMax, .lines = true}));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Referral> {
        LADDER_ASSIGN_OR_RETURN(const Seen seen, See(tx, call, parsed));
        LADDER_ASSIGN_OR_RETURN(const Referral after, TakeStep(tx, call.origin(), context_.policies,
                                                               seen.referral, seen.person, asked));
        return ToProto(after, rules.score);
      });
}

absl::StatusOr<v1::Referral> ReferralRpc::GetReferral(const rpc::Call& call,
                                                      const v1::GetReferralRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const ReferralName name, ParseReferralName(request.name()));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  return context_.transactor.Read(call,
                                  [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Referral> {
                                    LADDER_ASSIGN_OR_RETURN(const Seen seen, See(tx, call, name));
                                    return ToProto(seen.referral, rules.score);
                                  });
}

absl::StatusOr<v1::ListReferralsResponse> ReferralRpc::ListReferrals(
    const rpc::Call& call, const v1::ListReferralsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const ReferralQuery query, ParseQuery(request, page));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListReferralsResponse> {
        LADDER_ASSIGN_OR_RETURN(const Listed<Referral> listed,
                                matching::ListReferrals(tx, call.scope(), query));
        v1::ListReferralsResponse response;
        for (const Referral& referral : listed.rows) {
          *response.add_referrals() = ToProto(referral, rules.score);
        }
        response.set_next_page_token(rpc::NextToken(context_.pager, call, page, listed));
        return response;
      });
}

absl::StatusOr<v1::Referral> ReferralRpc::CreateReferral(const rpc::Call& call,
                                                         const v1::CreateReferralRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kPersonName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const Ulid job,
                          rpc::ParseId(kJobName, request.referral().job(), "referral.job"));
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.referral_id(), call.now(), "referral_id"));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  LADDER_ASSIGN_OR_RETURN(const ReferralRules days, context_.policies.Referrals(call.today()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Referral> {
        LADDER_ASSIGN_OR_RETURN(Seeker seeker, GetSeeker(tx, person, call.scope(), call.today()));
        seeker.protection = static_cast<StatedProtection>(request.stated_protection());
        LADDER_ASSIGN_OR_RETURN(const NamedOpenJob open, GetOpenJob(tx, job));
        LADDER_ASSIGN_OR_RETURN(const absl::flat_hash_set<Ulid> live, LiveJobsOf(tx, person));
        LADDER_ASSIGN_OR_RETURN(Referral referral, Refer(seeker, open.open, live.contains(job),
                                                         rules, days, call.today()));
        referral.root = {.id = id, .version = 1, .last_event = {}};
        referral.created_at = call.now();
        LADDER_RETURN_IF_ERROR(
            EmitReferral(tx, call.origin(),
                         {seeker.profile.register_div, seeker.profile.residence_div}, referral));
        LADDER_RETURN_IF_ERROR(InsertReferral(tx, referral));
        return ToProto(referral, rules.score);
      });
}

absl::StatusOr<v1::Referral> ReferralRpc::InterviewReferral(
    const rpc::Call& call, const v1::InterviewReferralRequest& request) {
  return Step(call, request.name(), request.day(),
              {.step = {.event = ReferralEvent::kInterview, .note = request.note()}});
}

absl::StatusOr<v1::Referral> ReferralRpc::OfferReferral(const rpc::Call& call,
                                                        const v1::OfferReferralRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Offer offer, ParseOffer(request.offer()));
  return Step(call, request.name(), request.day(),
              {.step = {.event = ReferralEvent::kOffer, .offer = offer, .note = request.note()}});
}

absl::StatusOr<v1::Referral> ReferralRpc::AcceptReferral(const rpc::Call& call,
                                                         const v1::AcceptReferralRequest& request) {
  return Step(call, request.name(), request.day(),
              {.step = {.event = ReferralEvent::kAccept, .note = request.note()},
               .owner = request.owner()});
}

absl::StatusOr<v1::Referral> ReferralRpc::StartReferral(const rpc::Call& call,
                                                        const v1::StartReferralRequest& request) {
  return Step(call, request.name(), request.day(),
              {.step = {.event = ReferralEvent::kStart, .note = request.note()}});
}

absl::StatusOr<v1::Referral> ReferralRpc::DeclineReferral(
    const rpc::Call& call, const v1::DeclineReferralRequest& request) {
  return Step(call, request.name(), request.day(),
              {.step = {.event = ReferralEvent::kDecline,
                        .decline_reason = static_cast<DeclineReason>(request.decline_reason()),
                        .officer_finds_good = request.good_reason(),
                        .note = request.note()},
               .refuse_enterprise = request.refuse_enterprise()});
}

absl::StatusOr<v1::Referral> ReferralRpc::RejectReferral(const rpc::Call& call,
                                                         const v1::RejectReferralRequest& request) {
  return Step(call, request.name(), request.day(),
              {.step = {.event = ReferralEvent::kReject,
                        .reject_reason = static_cast<RejectReason>(request.reject_reason()),
                        .note = request.note()}});
}

absl::StatusOr<v1::Referral> ReferralRpc::CancelReferral(const rpc::Call& call,
                                                         const v1::CancelReferralRequest& request) {
  return Step(call, request.name(), request.day(),
              {.step = {.event = ReferralEvent::kCancel, .note = request.note()}});
}

absl::StatusOr<v1::RefusalReview> ReferralRpc::GetRefusalReview(
    const rpc::Call& call, const v1::GetRefusalReviewRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kReviewName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const int to_report, context_.policies.RefusalsToReport(call.today()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::RefusalReview> {
        LADDER_ASSIGN_OR_RETURN(const Seeker seeker,
                                GetSeeker(tx, person, call.scope(), call.today()));
        LADDER_ASSIGN_OR_RETURN(const std::vector<Outcome> outcomes, OutcomesOf(tx, person));
        const RefusalReview review =
            ReviewRefusals(outcomes, seeker.profile.need.low_income_aid, to_report);
        v1::RefusalReview proto;
        proto.set_name(request.name());
        proto.set_in_a_row(review.in_a_row);
        proto.set_report_due(review.report_due);
        return proto;
      });
}

}  // namespace ladder::matching
