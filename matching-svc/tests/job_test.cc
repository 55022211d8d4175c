// JobService on the wire.
#include <functional>
#include <set>
#include <vector>

#include "matching-svc/tests/matching_test.h"

namespace ladder::matching {
namespace {

using Stub = v1::JobService::Stub;

class JobServiceTest : public MatchingTest {
 protected:
  Answer<v1::Job> Create(const v1::Job& job, bool publish = false) {
    v1::CreateJobRequest request;
    *request.mutable_job() = job;
    request.set_publish(publish);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*jobs_, &Stub::CreateJob, request);
  }
  Answer<v1::Job> Get(const std::string& name) {
    v1::GetJobRequest request;
    request.set_name(name);
    return fixture_.Call(*jobs_, &Stub::GetJob, request);
  }
  Answer<v1::Job> Publish(const std::string& name) {
    v1::PublishJobRequest request;
    request.set_name(name);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*jobs_, &Stub::PublishJob, request);
  }
  Answer<v1::Job> Close(const std::string& name) {
    v1::CloseJobRequest request;
    request.set_name(name);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*jobs_, &Stub::CloseJob, request);
  }
  Answer<v1::BatchCreateJobsResponse> CreateMany(const std::vector<v1::Job>& jobs,
                                                 bool publish = true) {
    v1::BatchCreateJobsRequest request;
    for (const v1::Job& job : jobs) *request.add_jobs() = job;
    request.set_publish(publish);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*jobs_, &Stub::BatchCreateJobs, request);
  }
  // Walks the whole selection; the sums of its pages.
  v1::SelectJobsResponse SelectAll(int page_size) {
    v1::SelectJobsResponse sum;
    v1::SelectJobsRequest request;
    request.set_page_size(page_size);
    do {
      request.set_request_id(NextRequestId());
      const auto page = fixture_.Call(*jobs_, &Stub::SelectJobs, request);
      EXPECT_EQ(page.reason, "");
      sum.set_judged(sum.judged() + page.value.judged());
      sum.set_low_threshold_jobs(sum.low_threshold_jobs() + page.value.low_threshold_jobs());
      sum.set_changed(sum.changed() + page.value.changed());
      sum.set_rule_version(page.value.rule_version());
      request.set_page_token(page.value.next_page_token());
    } while (!request.page_token().empty());
    return sum;
  }

  const std::string enterprise_ = MakeEnterprise().name();
};

TEST_F(JobServiceTest, IsEnteredPublishedAndClosed) {
  v1::Job written = JobOf(enterprise_);
  auto& need = *written.add_certificates();
  need.set_code("HEALTH");
  need.set_by_law(true);
  need.set_obtainable_days(7);
  written.add_tags("包吃住");
  written.add_hazards(v1::HAZARD_HEIGHT);
  written.add_accommodations(v1::ACCOMMODATION_STEP_FREE);
  const v1::Job draft = Create(written).value;
  EXPECT_EQ(draft.state(), v1::Job::DRAFT);
  EXPECT_EQ(draft.hours_per_week(), 40);
  EXPECT_EQ(draft.education_min(), 90);
  EXPECT_TRUE(draft.low_threshold().low_threshold());
  EXPECT_EQ(Publish(draft.name()).value.state(), v1::Job::OPEN);
  EXPECT_EQ(Publish(draft.name()).reason, "JOB_STATE");
  const v1::Job shown = Get(draft.name()).value;
  EXPECT_EQ(shown.low_threshold().trace_size(), 9);
  EXPECT_EQ(shown.low_threshold().rule_version(), "LT-2019");
  EXPECT_EQ(shown.certificates(0).obtainable_days(), 7);
  EXPECT_EQ(shown.tags(0), "包吃住");
  EXPECT_EQ(shown.hazards(0), v1::HAZARD_HEIGHT);
  EXPECT_EQ(shown.accommodations(0), v1::ACCOMMODATION_STEP_FREE);
  EXPECT_EQ(shown.wage_fixed().units(), 1800);
  EXPECT_EQ(Close(draft.name()).value.state(), v1::Job::CLOSED);
  EXPECT_EQ(Close(draft.name()).reason, "JOB_STATE");
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.JobChanged"), 3);
  EXPECT_EQ(Get(absl::StrCat("jobs/", kNobody)).reason, "NOT_FOUND");
}

TEST_F(JobServiceTest, CreateRefusesWhatIsWrong) {
  struct Case {
    const char* reason;
    std::function<void(v1::Job&)> change;
  };
  const Case kCases[] = {
      {"FIELD_REQUIRED", [](auto& j) { j.clear_title(); }},
      {"FIELD_REQUIRED", [](auto& j) { j.clear_expire_date(); }},
      {"OCCUPATION_INVALID", [](auto& j) { j.set_occupation("6-4-2-1"); }},
      {"DIV_UNKNOWN", [](auto& j) { j.set_division("divisions/420625100999"); }},
      {"CODE_INVALID", [](auto& j) { j.set_skills(0, "sewing"); }},
      {"JOB_WAGE_RANGE", [](auto& j) { *j.mutable_wage_high() = Yuan(100); }},
      {"MONEY_INVALID", [](auto& j) { j.mutable_wage_low()->set_currency_code("USD"); }},
      {"JOB_TEXT_UNLAWFUL", [](auto& j) { j.set_description("限男性"); }},
      {"LEGAL_LIMIT_UNKNOWN", [](auto& j) { j.set_legal_limit_code("NONE_SUCH"); }},
      {"NOT_FOUND", [](auto& j) { j.set_enterprise(absl::StrCat("enterprises/", kNobody)); }},
      {"NOT_FOUND", [](auto& j) { j.set_carrier(absl::StrCat("carriers/", kNobody)); }},
  };
  for (const Case& c : kCases) {
    v1::Job job = JobOf(enterprise_);
    c.change(job);
    EXPECT_EQ(Create(job).reason, c.reason) << job.ShortDebugString();
  }
  EXPECT_EQ(Create(JobOf(MakeEnterprise(false).name()), true).reason, "ENTERPRISE_NOT_VERIFIED");
  v1::Job expired = JobOf(enterprise_);
  *expired.mutable_expire_date() = rpc::ToDate(kStart - 1);
  EXPECT_EQ(Create(expired, true).reason, "JOB_EXPIRED");
}

TEST_F(JobServiceTest, UpdateJudgesAgain) {
  const v1::Job made = MakeJob(enterprise_);
  v1::UpdateJobRequest request;
  request.mutable_job()->set_name(made.name());
  request.mutable_job()->set_etag(made.etag());
  request.mutable_job()->set_experience_months_min(12);
  request.mutable_update_mask()->add_paths("experience_months_min");
  request.set_request_id(NextRequestId());
  const auto updated = fixture_.Call(*jobs_, &Stub::UpdateJob, request);
  EXPECT_EQ(updated.reason, "");
  EXPECT_FALSE(updated.value.low_threshold().low_threshold());
  EXPECT_EQ(updated.value.title(), made.title());
  request.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*jobs_, &Stub::UpdateJob, request).reason, "ETAG_MISMATCH");
  request.mutable_job()->clear_etag();
  request.mutable_job()->set_title("限男性");
  request.mutable_update_mask()->add_paths("title");
  request.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*jobs_, &Stub::UpdateJob, request).reason, "JOB_TEXT_UNLAWFUL");
  for (const char* path : {"enterprise", "low_threshold", "filled"}) {
    request.mutable_update_mask()->clear_paths();
    request.mutable_update_mask()->add_paths(path);
    request.set_request_id(NextRequestId());
    EXPECT_EQ(fixture_.Call(*jobs_, &Stub::UpdateJob, request).reason, "UPDATE_MASK_INVALID");
  }
}

TEST_F(JobServiceTest, ABatchIsAllOrNothing) {
  std::vector<v1::Job> jobs(500, JobOf(enterprise_));
  jobs[1].set_experience_months_min(24);
  jobs[499].set_name(absl::StrCat("jobs/", kNobody));
  const auto made = CreateMany(jobs);
  ASSERT_EQ(made.reason, "");
  EXPECT_EQ(made.value.jobs_size(), 500);
  EXPECT_EQ(made.value.low_threshold_jobs(), 499);
  EXPECT_EQ(Get(absl::StrCat("jobs/", kNobody)).value.state(), v1::Job::OPEN);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.JobChanged"), 500);
  jobs.resize(3);
  EXPECT_EQ(CreateMany(jobs).reason, "");
  jobs[2].set_title("限男性");
  EXPECT_EQ(CreateMany(jobs).reason, "JOB_TEXT_UNLAWFUL");
  jobs[2].set_title("缝纫工");
  jobs[2].set_name(absl::StrCat("jobs/", kNobody));
  EXPECT_EQ(CreateMany(jobs).reason, "ALREADY_EXISTS");
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM job"), 503);
}

TEST_F(JobServiceTest, SelectionMarksEveryJobPageByPage) {
  std::vector<v1::Job> jobs(7, JobOf(enterprise_));
  jobs[3].set_education_min(21);
  jobs[5].add_skills("WELDING");
  ASSERT_EQ(CreateMany(jobs).reason, "");
  v1::SelectJobsResponse selection = SelectAll(3);
  EXPECT_EQ(selection.rule_version(), "LT-2019");
  EXPECT_EQ(selection.judged(), 7);
  EXPECT_EQ(selection.low_threshold_jobs(), 5);
  EXPECT_EQ(selection.changed(), 0);
  // Nothing changed, so nothing was told.
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.JobChanged"), 7);

  EXPECT_EQ(BlockEnterprise(enterprise_), "");
  fixture_.SetToday(kStart + 1);
  selection = SelectAll(0);
  EXPECT_EQ(selection.low_threshold_jobs(), 0);
  EXPECT_EQ(selection.changed(), 5);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.JobChanged"), 12);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM job WHERE judged_on = '2020-06-02'"), 7);

  fixture_.SetToday(kStart + 1);
  v1::SelectJobsRequest wrong;
  wrong.set_request_id(NextRequestId());
  wrong.set_page_token("x");
  EXPECT_EQ(fixture_.Call(*jobs_, &Stub::SelectJobs, wrong).reason, "PAGE_TOKEN_INVALID");
}

TEST_F(JobServiceTest, ListsAndCountsByWhatIsAsked) {
  std::vector<v1::Job> jobs(4, JobOf(enterprise_));
  jobs[0].set_division("divisions/440300000000");
  jobs[1].set_occupation("4-03-02-07");
  jobs[2].set_experience_months_min(12);
  *jobs[3].mutable_expire_date() = rpc::ToDate(kStart + 9);
  ASSERT_EQ(CreateMany(jobs).reason, "");
  ASSERT_EQ(Create(JobOf(MakeEnterprise().name())).reason, "");
  const auto count = [&](const std::function<void(v1::ListJobsRequest&)>& ask) {
    v1::ListJobsRequest request;
    request.set_page_size(2);
    ask(request);
    std::set<std::string> seen;
    do {
      const auto page = fixture_.Call(*jobs_, &Stub::ListJobs, request);
      EXPECT_EQ(page.reason, "");
      for (const v1::Job& job : page.value.jobs()) EXPECT_TRUE(seen.insert(job.name()).second);
      request.set_page_token(page.value.next_page_token());
    } while (!request.page_token().empty());
    return seen.size();
  };
  EXPECT_EQ(count([](auto&) {}), 5u);
  EXPECT_EQ(count([](auto& r) { r.set_state(v1::Job::DRAFT); }), 1u);
  EXPECT_EQ(count([](auto& r) { r.set_low_threshold(false); }), 2u);  // Shenzhen's minimum wage
  EXPECT_EQ(count([](auto& r) { r.set_division("divisions/420625000000"); }), 4u);
  EXPECT_EQ(count([](auto& r) { r.set_occupation_prefix("6-04"); }), 4u);
  EXPECT_EQ(count([](auto& r) { r.set_occupation_prefix("4-03-02-07"); }), 1u);
  EXPECT_EQ(count([&](auto& r) { r.set_enterprise(enterprise_); }), 4u);
  EXPECT_EQ(count([](auto& r) { *r.mutable_open_date() = rpc::ToDate(kStart + 10); }), 3u);
  v1::ListJobsRequest wrong;
  wrong.set_occupation_prefix("x");
  EXPECT_EQ(fixture_.Call(*jobs_, &Stub::ListJobs, wrong).reason, "OCCUPATION_INVALID");

  v1::CountJobsRequest request;
  const v1::CountJobsResponse all = fixture_.Call(*jobs_, &Stub::CountJobs, request).value;
  EXPECT_EQ(all.jobs(), 5);
  EXPECT_EQ(all.low_threshold_jobs(), 3);
  EXPECT_EQ(all.vacancies_left(), 10);
  *request.mutable_open_date() = rpc::ToDate(kStart + 10);
  const v1::CountJobsResponse open = fixture_.Call(*jobs_, &Stub::CountJobs, request).value;
  EXPECT_EQ(open.jobs(), 3);
  EXPECT_EQ(open.low_threshold_vacancies_left(), 2);
}

TEST_F(JobServiceTest, ATextIsCheckedBeforeItIsStored) {
  v1::CheckJobTextRequest request;
  request.set_title("缝纫工");
  request.set_description("男士优先,限本地户籍");
  const auto checked = fixture_.Call(*jobs_, &Stub::CheckJobText, request);
  ASSERT_EQ(checked.value.findings_size(), 2);
  EXPECT_EQ(checked.value.findings(0).kind(), "SEX");
  EXPECT_NE(checked.value.findings(0).article().zh(), "");
  request.set_description(std::string(4001, 'x'));
  EXPECT_EQ(fixture_.Call(*jobs_, &Stub::CheckJobText, request).reason, "FIELD_TOO_LONG");
}

}  // namespace
}  // namespace ladder::matching
