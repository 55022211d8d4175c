#include "matching-svc/rpc/recommendation_rpc.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "matching-svc/domain/recommend.h"
#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/open_job.h"
#include "matching-svc/rpc/recommendation_convert.h"
#include "matching-svc/storage/jobs.h"
#include "matching-svc/storage/referrals.h"
#include "matching-svc/storage/seekers.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kRecommended = 10;  // when the caller names no limit
constexpr int kShownPerSeeker = 3;
constexpr int kSeekersMax = 200;
constexpr int kSeekersPage = 1000;

// One person and everything that is ranked for them.
struct Side {
  Seeker seeker = {};
  std::shared_ptr<const Market> market = nullptr;
  absl::flat_hash_set<Ulid> referred = {};
};

absl::StatusOr<std::vector<Seeker>> AllSeekers(mysql::Transaction& tx, const rpc::Call& call) {
  std::vector<Seeker> all;
  SeekerQuery query{.day = call.today(), .size = kSeekersPage};
  for (;;) {
    LADDER_ASSIGN_OR_RETURN(Listed<Seeker> page, matching::ListSeekers(tx, call.scope(), query));
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(all));
    if (!page.more) return all;
    query.after = page.last;
  }
}

}  // namespace

void RecommendationRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.matching.v1.RecommendationService")
      .Unary("RecommendJobs", this, &RecommendationRpc::RecommendJobs)
      .Unary("RecommendPersons", this, &RecommendationRpc::RecommendPersons)
      .Unary("ExplainMatch", this, &RecommendationRpc::ExplainMatch)
      .Unary("ListSeekers", this, &RecommendationRpc::ListSeekers)
      .Unary("CountSeekers", this, &RecommendationRpc::CountSeekers);
}

absl::StatusOr<v1::RecommendJobsResponse> RecommendationRpc::RecommendJobs(
    const rpc::Call& call, const v1::RecommendJobsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kPersonName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  LADDER_ASSIGN_OR_RETURN(
      Side side,
      context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<Side> {
        Side read;
        LADDER_ASSIGN_OR_RETURN(read.seeker, GetSeeker(tx, person, call.scope(), call.today()));
        LADDER_ASSIGN_OR_RETURN(read.market, open_jobs_.Current(tx));
        LADDER_ASSIGN_OR_RETURN(read.referred, LiveJobsOf(tx, person));
        return read;
      }));
  side.seeker.protection = static_cast<StatedProtection>(request.stated_protection());
  const JobShelf& shelf =
      request.low_threshold_only() ? side.market->low_threshold : side.market->all;
  const int limit = request.limit() == 0 ? kRecommended : request.limit();
  const Ranking ranking =
      RankJobs(side.seeker, shelf.jobs, call.today(), rules, static_cast<size_t>(limit));
  v1::RecommendJobsResponse response;
  for (const Match& match : ranking.best) {
    const OpenJob& open = shelf.jobs[match.index];
    v1::Match& out = *response.add_matches();
    out = ToProto(side.seeker.profile, open, shelf.enterprise_names[match.index], match.score,
                  rules.score);
    out.set_referred(side.referred.contains(open.job.root.id));
  }
  response.set_jobs(static_cast<int>(shelf.jobs.size()));
  response.set_fitting_jobs(static_cast<int>(ranking.fitting));
  *response.mutable_day() = rpc::ToDate(call.today());
  return response;
}

absl::StatusOr<v1::RecommendPersonsResponse> RecommendationRpc::RecommendPersons(
    const rpc::Call& call, const v1::RecommendPersonsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kJobName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  NamedOpenJob job;
  LADDER_ASSIGN_OR_RETURN(
      const std::vector<Seeker> seekers,
      context_.transactor.Read(call,
                               [&](mysql::Transaction& tx) -> absl::StatusOr<std::vector<Seeker>> {
                                 LADDER_ASSIGN_OR_RETURN(job, GetOpenJob(tx, id));
                                 LADDER_RETURN_IF_ERROR(CheckOpenOn(job.open.job, call.today()));
                                 return AllSeekers(tx, call);
                               }));
  const int limit = request.limit() == 0 ? kRecommended : request.limit();
  v1::RecommendPersonsResponse response;
  for (const Match& match :
       RecommendPeople(job.open, seekers, call.today(), rules, static_cast<size_t>(limit))) {
    *response.add_matches() = ToProto(seekers[match.index].profile, job.open, job.enterprise_name,
                                      match.score, rules.score);
  }
  *response.mutable_day() = rpc::ToDate(call.today());
  return response;
}

absl::StatusOr<v1::Match> RecommendationRpc::ExplainMatch(const rpc::Call& call,
                                                          const v1::ExplainMatchRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kPersonName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kJobName, request.job(), "job"));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Match> {
    LADDER_ASSIGN_OR_RETURN(Seeker seeker, GetSeeker(tx, person, call.scope(), call.today()));
    seeker.protection = static_cast<StatedProtection>(request.stated_protection());
    LADDER_ASSIGN_OR_RETURN(const NamedOpenJob job, GetOpenJob(tx, id));
    LADDER_ASSIGN_OR_RETURN(const absl::flat_hash_set<Ulid> referred, LiveJobsOf(tx, person));
    const NeedClass need = NeedOf(seeker.profile, call.today(), rules.score.long_unemployed_days);
    const Score score = ScoreJob(seeker.profile, job.open, need, rules.score);
    v1::Match match = ToProto(seeker.profile, job.open, job.enterprise_name, score, rules.score);
    for (int factor = 0; factor < kFactors; ++factor) {
      const auto which = static_cast<Factor>(factor);
      *match.add_factors() = ToProto(which, score.at(which), rules.score);
    }
    const Exclusions exclusions =
        FindExclusions(seeker, job.open, call.today(), rules.quick_certificate_days);
    for (const Reason reason : exclusions.reasons()) *match.add_exclusions() = ToProto(reason);
    match.set_referred(referred.contains(id));
    return match;
  });
}

absl::StatusOr<v1::ListSeekersResponse> RecommendationRpc::ListSeekers(
    const rpc::Call& call, const v1::ListSeekersRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const RecommendRules rules, context_.policies.Recommend(call.today()));
  SeekerQuery query{.day = call.today(), .size = std::min(page.size, kSeekersMax)};
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  LADDER_ASSIGN_OR_RETURN(query.division,
                          ParseAskedDivision(request.division(), context_.divisions));
  std::shared_ptr<const Market> market;
  LADDER_ASSIGN_OR_RETURN(
      const Listed<Seeker> listed,
      context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<Listed<Seeker>> {
        LADDER_ASSIGN_OR_RETURN(market, open_jobs_.Current(tx));
        return matching::ListSeekers(tx, call.scope(), query);
      }));
  const auto limit = static_cast<size_t>(request.limit() == 0 ? kShownPerSeeker : request.limit());
  v1::ListSeekersResponse response;
  for (const Seeker& seeker : listed.rows) {
    const Ranking ranking = RankJobs(seeker, market->all.jobs, call.today(), rules, limit);
    v1::Seeker& out = *response.add_seekers();
    out.set_person(NameOfPerson(seeker.profile.person));
    out.set_need(static_cast<v1::NeedClass>(
        NeedOf(seeker.profile, call.today(), rules.score.long_unemployed_days)));
    *out.mutable_wait_start_date() = rpc::ToDate(seeker.profile.wish->opened_on);
    out.set_fitting_jobs(static_cast<int>(ranking.fitting));
    for (const Match& match : ranking.best) {
      *out.add_matches() =
          ToProto(seeker.profile, market->all.jobs[match.index],
                  market->all.enterprise_names[match.index], match.score, rules.score);
    }
  }
  response.set_next_page_token(rpc::NextToken(context_.pager, call, page, listed));
  return response;
}

absl::StatusOr<v1::CountSeekersResponse> RecommendationRpc::CountSeekers(
    const rpc::Call& call, const v1::CountSeekersRequest& request) {
  SeekerQuery query{.day = call.today()};
  LADDER_ASSIGN_OR_RETURN(query.division,
                          ParseAskedDivision(request.division(), context_.divisions));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::CountSeekersResponse> {
        LADDER_ASSIGN_OR_RETURN(const SeekerCounts counts,
                                matching::CountSeekers(tx, call.scope(), query));
        v1::CountSeekersResponse response;
        response.set_seekers(counts.seekers);
        response.set_referred_seekers(counts.referred);
        return response;
      });
}

}  // namespace ladder::matching
