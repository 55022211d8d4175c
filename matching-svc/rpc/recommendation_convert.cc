#include "matching-svc/rpc/recommendation_convert.h"

#include <optional>

#include "matching-svc/rpc/convert.h"
#include "platform/rpc/convert.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

v1::FactorScore ToProto(const ScoreReason& reason, const Score& score) {
  v1::FactorScore proto;
  // The proto's zero is "never sent".
  proto.set_factor(static_cast<v1::Factor>(static_cast<int>(reason.factor) + 1));
  proto.set_fit(score.at(reason.factor).fit);
  proto.set_points(reason.points);
  proto.set_weight(reason.weight);
  *proto.mutable_text() = ToProto(reason.text);
  return proto;
}

}  // namespace

v1::FactorScore ToProto(Factor factor, const FactorScore& score, const ScoreRules& rules) {
  v1::FactorScore proto;
  proto.set_factor(static_cast<v1::Factor>(static_cast<int>(factor) + 1));
  proto.set_fit(score.fit);
  proto.set_points(score.points);
  proto.set_weight(rules.weights[static_cast<size_t>(factor)]);
  *proto.mutable_text() = ToProto(ReasonText(score.finding));
  return proto;
}

v1::Exclusion ToProto(Reason reason) {
  v1::Exclusion proto;
  proto.set_reason(static_cast<v1::Reason>(reason));
  if (const std::optional<Refusal> refusal = RefusalOf(Refuse(reason))) {
    *proto.mutable_text() = ToProto(Text{.zh = refusal->zh, .en = refusal->en});
  }
  return proto;
}

v1::Match ToProto(const PersonProfile& person, const OpenJob& open,
                  const std::string& enterprise_name, const Score& score, const ScoreRules& rules) {
  const JobDraft& job = open.job.facts;
  v1::Match proto;
  proto.set_person(NameOfPerson(person.person));
  proto.set_job(NameOfJob(open.job.root.id));
  proto.set_job_title(job.title);
  proto.set_enterprise(NameOfEnterprise(job.enterprise));
  proto.set_enterprise_name(enterprise_name);
  proto.set_place(static_cast<::ladder::registry::v1::PlaceLevel>(
      LevelBetween(person.residence_div, job.division)));
  *proto.mutable_wage_low() = rpc::ToMoney(job.wage_low);
  *proto.mutable_wage_high() = rpc::ToMoney(job.wage_high);
  proto.set_score(score.total);
  proto.set_score_version(rules.version);
  const Explanation explanation = Explain(score, rules);
  for (const ScoreReason& reason : explanation.in_favour) {
    *proto.add_in_favour() = ToProto(reason, score);
  }
  *proto.mutable_against() = ToProto(explanation.against, score);
  return proto;
}

}  // namespace ladder::matching
