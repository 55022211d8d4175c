#include "subsidy-svc/rpc/claim_convert.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "subsidy-svc/domain/stage_clock.h"
#include "subsidy-svc/rpc/convert.h"

namespace ladder::subsidy {

v1::StageLight ToLight(CivilDay since, const std::optional<CivilDay>& deadline,
                       const WorkdayCalendar& workdays, CivilDay today) {
  if (!deadline) return v1::STAGE_LIGHT_UNSPECIFIED;
  const int used = workdays.WorkdaysBetween(since, today);
  const int allowed = workdays.WorkdaysBetween(since, *deadline);
  return static_cast<v1::StageLight>(static_cast<int>(LightOf(used, allowed)) + 1);
}

v1::Claim ToProto(const ClaimRecord& claim, const ServiceContext& context, CivilDay today) {
  v1::Claim out;
  const ClaimProgress& progress = claim.progress;
  out.set_name(NameOfClaim(claim.root.id));
  out.set_state(static_cast<v1::Claim::State>(static_cast<int>(progress.state) + 1));
  out.set_policy(absl::StrCat("policies/", PolicyName(claim.policy)));
  out.set_beneficiary(NameOfParty({.kind = PartyKind::kPerson, .id = claim.person()}));
  out.set_payee(NameOfParty(claim.payee));
  out.set_subject(claim.subject);
  for (const auto& [key, value] : claim.facts) *out.add_facts() = ToProto(key, value);
  out.set_chain(static_cast<v1::ClaimChain>(static_cast<int>(progress.chain) + 1));
  v1::ClaimLine& line = *out.add_lines();
  line.set_name(absl::StrCat(out.name(), "/lines/", claim.line.id.ToString()));
  line.set_period(claim.line.key.period);
  line.set_kind(claim.line.key.kind);
  *line.mutable_decision() = ToProto(claim.line.decision, claim.facts);
  *out.mutable_amount() = rpc::ToMoney(claim.line.decision.amount);
  out.set_register_division(NameOfDivision(claim.divisions.registered));
  out.set_residence_division(NameOfDivision(claim.divisions.residence));
  if (claim.deadline) *out.mutable_deadline() = rpc::ToDate(*claim.deadline);
  out.set_light(ToLight(claim.state_since, claim.deadline, context.workdays, today));
  if (progress.publicity_until) {
    *out.mutable_publicity_until() = rpc::ToDate(*progress.publicity_until);
  }
  for (const std::string& item : claim.missing_items) out.add_missing_items(item);
  out.set_conflict_hold(progress.conflict_hold);
  *out.mutable_create_time() = rpc::ToTimestamp(claim.created_at);
  *out.mutable_update_time() = rpc::ToTimestamp(claim.updated_at);
  out.set_etag(rpc::EtagOf(claim.root.version));
  return out;
}

v1::ClaimReview ToProto(const ReviewRecord& review, const Ulid& claim) {
  v1::ClaimReview out;
  out.set_name(absl::StrCat(NameOfClaim(claim), "/reviews/", review.id.ToString()));
  out.set_step(static_cast<v1::ReviewStep>(static_cast<int>(review.event) + 1));
  out.set_state_before(static_cast<v1::Claim::State>(static_cast<int>(review.before) + 1));
  out.set_state_after(static_cast<v1::Claim::State>(static_cast<int>(review.after) + 1));
  out.set_actor(review.actor);
  out.set_reason(review.reason);
  out.set_remark(review.remark);
  *out.mutable_day() = rpc::ToDate(review.day);
  *out.mutable_create_time() = rpc::ToTimestamp(review.recorded);
  return out;
}

v1::PublicNotice ToProto(const NoticeRecord& notice) {
  v1::PublicNotice out;
  out.set_claim(NameOfClaim(notice.claim));
  out.set_beneficiary(NameOfParty({.kind = PartyKind::kPerson, .id = notice.person}));
  out.set_payee(NameOfParty(notice.payee));
  out.set_division(NameOfDivision(notice.division));
  out.set_policy(absl::StrCat("policies/", PolicyName(notice.policy)));
  out.set_period(notice.period);
  *out.mutable_amount() = rpc::ToMoney(notice.amount);
  *out.mutable_start_date() = rpc::ToDate(notice.started_on);
  *out.mutable_end_date() = rpc::ToDate(notice.until);
  return out;
}

}  // namespace ladder::subsidy
