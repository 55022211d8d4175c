#include "matching-svc/rpc/job_rpc.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/employers.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/rpc/job_convert.h"
#include "matching-svc/rpc/select_jobs.h"
#include "matching-svc/storage/carriers.h"
#include "matching-svc/storage/jobs.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {

void JobRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.matching.v1.JobService")
      .Unary("GetJob", this, &JobRpc::GetJob)
      .Unary("ListJobs", this, &JobRpc::ListJobs)
      .Unary("CountJobs", this, &JobRpc::CountJobs)
      .Unary("CreateJob", this, &JobRpc::CreateJob)
      .Unary("BatchCreateJobs", this, &JobRpc::BatchCreateJobs)
      .Unary("UpdateJob", this, &JobRpc::UpdateJob)
      .Unary("PublishJob", this, &JobRpc::PublishJob)
      .Unary("CloseJob", this, &JobRpc::CloseJob)
      .Unary("SelectJobs", this, &JobRpc::SelectJobs)
      .Unary("CheckJobText", this, &JobRpc::CheckJobText);
}

absl::StatusOr<Job> JobRpc::Draft(const rpc::Call& call, const v1::Job& written,
                                  const Ulid& id) const {
  LADDER_ASSIGN_OR_RETURN(const JobDraft draft, ParseDraft(written, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(Job job, DraftJob(draft));
  LADDER_RETURN_IF_ERROR(context_.policies.linter().Check(job.facts, call.today()));
  job.root = {.id = id, .version = 1, .last_event = {}};
  job.created_at = call.now();
  return job;
}

absl::Status JobRpc::Enter(mysql::Transaction& tx, const rpc::Call& call, bool publish,
                           std::vector<Job>& jobs) const {
  LADDER_ASSIGN_OR_RETURN(const LowThresholdRule rule,
                          context_.policies.LowThreshold(call.today()));
  Employers employers;
  for (Job& job : jobs) {
    LADDER_ASSIGN_OR_RETURN(const EnterpriseState employer,
                            employers.StateOf(tx, job.facts.enterprise));
    if (job.facts.carrier) {
      LADDER_RETURN_IF_ERROR(GetCarrier(tx, *job.facts.carrier).status());
    }
    if (publish) {
      LADDER_ASSIGN_OR_RETURN(job, matching::PublishJob(std::move(job), employer, call.today()));
    }
    job.mark = rule.Judge(job, employer, call.today()).mark;
    LADDER_RETURN_IF_ERROR(EmitJob(tx, call.origin(), job));
  }
  return InsertJobs(tx, jobs);
}

absl::StatusOr<v1::Job> JobRpc::Change(const rpc::Call& call, absl::string_view name,
                                       absl::string_view etag, const Rule& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kJobName, name));
  return context_.transactor.Transact(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Job> {
    LADDER_ASSIGN_OR_RETURN(const Job before, LockJob(tx, id));
    LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
    Employers employers;
    LADDER_ASSIGN_OR_RETURN(const EnterpriseState employer,
                            employers.StateOf(tx, before.facts.enterprise));
    LADDER_ASSIGN_OR_RETURN(Job after, rule(before, employer));
    LADDER_ASSIGN_OR_RETURN(const LowThresholdRule threshold,
                            context_.policies.LowThreshold(call.today()));
    const LowThresholdVerdict verdict = threshold.Judge(after, employer, call.today());
    after.mark = verdict.mark;
    if (after.facts.carrier && after.facts.carrier != before.facts.carrier) {
      LADDER_RETURN_IF_ERROR(GetCarrier(tx, *after.facts.carrier).status());
    }
    ++after.root.version;
    LADDER_RETURN_IF_ERROR(EmitJob(tx, call.origin(), after));
    LADDER_RETURN_IF_ERROR(SaveJob(tx, after));
    return ToProto(after);
  });
}

absl::StatusOr<v1::Job> JobRpc::GetJob(const rpc::Call& call, const v1::GetJobRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kJobName, request.name()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Job> {
    LADDER_ASSIGN_OR_RETURN(const Job job, matching::GetJob(tx, id));
    v1::Job proto = ToProto(job);
    if (!job.mark) return proto;
    // The trace is not stored: job, employer, day and the version of that day give it again.
    Employers employers;
    LADDER_ASSIGN_OR_RETURN(const EnterpriseState employer,
                            employers.StateOf(tx, job.facts.enterprise));
    LADDER_ASSIGN_OR_RETURN(const LowThresholdRule rule,
                            context_.policies.LowThreshold(job.mark->judged_on));
    AddTrace(rule.Judge(job, employer, job.mark->judged_on), proto);
    return proto;
  });
}

absl::StatusOr<v1::ListJobsResponse> JobRpc::ListJobs(const rpc::Call& call,
                                                      const v1::ListJobsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  JobQuery query{.size = page.size};
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  LADDER_ASSIGN_OR_RETURN(query.division,
                          ParseAskedDivision(request.division(), context_.divisions));
  LADDER_ASSIGN_OR_RETURN(query.occupation,
                          Occupation::Parse(request.occupation_prefix(), "occupation_prefix"));
  LADDER_ASSIGN_OR_RETURN(query.enterprise,
                          ParseOptionalId(kEnterpriseName, request.enterprise(), "enterprise"));
  LADDER_ASSIGN_OR_RETURN(
      query.open_on, ParseOptionalDay(request.has_open_date(), request.open_date(), "open_date"));
  if (request.has_low_threshold()) query.low_threshold = request.low_threshold();
  if (request.state() != v1::Job::STATE_UNSPECIFIED) {
    query.state = static_cast<JobState>(request.state());
  }
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListJobsResponse> {
        LADDER_ASSIGN_OR_RETURN(const Listed<Job> listed, matching::ListJobs(tx, query));
        v1::ListJobsResponse response;
        for (const Job& job : listed.rows) *response.add_jobs() = ToProto(job);
        response.set_next_page_token(rpc::NextToken(context_.pager, call, page, listed));
        return response;
      });
}

absl::StatusOr<v1::CountJobsResponse> JobRpc::CountJobs(const rpc::Call& call,
                                                        const v1::CountJobsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(
      const std::optional<CivilDay> open_on,
      ParseOptionalDay(request.has_open_date(), request.open_date(), "open_date"));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::CountJobsResponse> {
        LADDER_ASSIGN_OR_RETURN(const JobCounts counts, matching::CountJobs(tx, open_on));
        v1::CountJobsResponse response;
        response.set_jobs(counts.jobs);
        response.set_low_threshold_jobs(counts.low_threshold);
        response.set_vacancies_left(counts.vacancies_left);
        response.set_low_threshold_vacancies_left(counts.low_threshold_vacancies_left);
        return response;
      });
}

absl::StatusOr<v1::Job> JobRpc::CreateJob(const rpc::Call& call,
                                          const v1::CreateJobRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::IdForCreate(request.job_id(), call.now(), "job_id"));
  const absl::StatusOr<Job> draft = Draft(call, request.job(), id);
  if (!draft.ok()) return UnderField(draft.status(), "job");
  return context_.transactor.Transact(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Job> {
    std::vector<Job> jobs = {*draft};
    LADDER_RETURN_IF_ERROR(Enter(tx, call, request.publish(), jobs));
    return ToProto(jobs[0]);
  });
}

absl::StatusOr<v1::BatchCreateJobsResponse> JobRpc::BatchCreateJobs(
    const rpc::Call& call, const v1::BatchCreateJobsRequest& request) {
  std::vector<Job> drafts;
  for (int i = 0; i < request.jobs_size(); ++i) {
    const std::string field = absl::StrCat("jobs[", i, "]");
    LADDER_ASSIGN_OR_RETURN(
        const std::optional<Ulid> id,
        ParseOptionalId(kJobName, request.jobs(i).name(), absl::StrCat(field, ".name")));
    absl::StatusOr<Job> draft = Draft(call, request.jobs(i), id ? *id : Ulid::New(call.now()));
    if (!draft.ok()) return UnderField(draft.status(), field);
    drafts.push_back(*std::move(draft));
  }
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::BatchCreateJobsResponse> {
        std::vector<Job> jobs = drafts;
        LADDER_RETURN_IF_ERROR(Enter(tx, call, request.publish(), jobs));
        v1::BatchCreateJobsResponse response;
        for (const Job& job : jobs) {
          response.add_jobs(NameOfJob(job.root.id));
          if (!job.mark->low_threshold) continue;
          response.set_low_threshold_jobs(response.low_threshold_jobs() + 1);
        }
        return response;
      });
}

absl::StatusOr<v1::Job> JobRpc::UpdateJob(const rpc::Call& call,
                                          const v1::UpdateJobRequest& request) {
  const v1::Job& asked = request.job();
  return Change(call, asked.name(), asked.etag(),
                [&](const Job& before, EnterpriseState) -> absl::StatusOr<Job> {
                  v1::Job merged = ToProto(before);
                  LADDER_RETURN_IF_ERROR(ApplyMask(asked, request.update_mask(), merged));
                  absl::StatusOr<JobDraft> draft = ParseDraft(merged, context_.divisions);
                  if (!draft.ok()) return UnderField(draft.status(), "job");
                  absl::StatusOr<Job> after = EditJob(before, *draft);
                  if (!after.ok()) return UnderField(after.status(), "job");
                  const absl::Status lawful =
                      context_.policies.linter().Check(after->facts, call.today());
                  if (!lawful.ok()) return UnderField(lawful, "job");
                  return after;
                });
}

absl::StatusOr<v1::Job> JobRpc::PublishJob(const rpc::Call& call,
                                           const v1::PublishJobRequest& request) {
  return Change(call, request.name(), "", [&](const Job& job, EnterpriseState employer) {
    return matching::PublishJob(job, employer, call.today());
  });
}

absl::StatusOr<v1::Job> JobRpc::CloseJob(const rpc::Call& call,
                                         const v1::CloseJobRequest& request) {
  return Change(call, request.name(), "",
                [](const Job& job, EnterpriseState) { return matching::CloseJob(job); });
}

absl::StatusOr<v1::SelectJobsResponse> JobRpc::SelectJobs(const rpc::Call& call,
                                                          const v1::SelectJobsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(rpc::Page page, context_.pager.Open(call));
  page.size = request.page_size() == 0 ? kSelectionMax : std::min(page.size, kSelectionMax);
  LADDER_ASSIGN_OR_RETURN(const ListKey after, ParseListKey(page.after));
  LADDER_ASSIGN_OR_RETURN(const LowThresholdRule rule,
                          context_.policies.LowThreshold(call.today()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::SelectJobsResponse> {
        LADDER_ASSIGN_OR_RETURN(const Selection selection,
                                SelectPage(tx, call, rule, after.id, page.size));
        v1::SelectJobsResponse response = ToProto(selection);
        response.set_rule_version(rule.version());
        if (selection.more) {
          response.set_next_page_token(
              context_.pager.Next(call, page, ListKey{.id = selection.last}.ToString()));
        }
        return response;
      });
}

absl::StatusOr<v1::CheckJobTextResponse> JobRpc::CheckJobText(
    const rpc::Call& call, const v1::CheckJobTextRequest& request) {
  JobDraft draft{.title = request.title(), .description = request.description()};
  draft.tags.assign(request.tags().begin(), request.tags().end());
  v1::CheckJobTextResponse response;
  for (const TextFinding& finding : context_.policies.linter().Findings(draft, call.today())) {
    *response.add_findings() = ToProto(finding);
  }
  return response;
}

}  // namespace ladder::matching
