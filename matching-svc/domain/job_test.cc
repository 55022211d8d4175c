#include "matching-svc/domain/job.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

TEST(JobTest, RefusesEachWrongField) {
  struct Case {
    void (*change)(JobDraft&);
    const char* reason;
  };
  const Case kCases[] = {
      {[](JobDraft& d) { d.enterprise = Ulid(); }, "FIELD_REQUIRED"},
      {[](JobDraft& d) { d.title = "  "; }, "FIELD_REQUIRED"},
      {[](JobDraft& d) { d.occupation = OccupationOf("6-04"); }, "FIELD_REQUIRED"},
      {[](JobDraft& d) { d.division = 0; }, "FIELD_REQUIRED"},
      {[](JobDraft& d) { d.expires_on = CivilDay(); }, "FIELD_REQUIRED"},
      {[](JobDraft& d) { d.vacancies = 0; }, "FIELD_OUT_OF_RANGE"},
      {[](JobDraft& d) { d.hours_per_week = 85; }, "FIELD_OUT_OF_RANGE"},
      {[](JobDraft& d) { d.experience_months_min = -1; }, "FIELD_OUT_OF_RANGE"},
      {[](JobDraft& d) { d.age_max = 100; }, "FIELD_OUT_OF_RANGE"},
      {[](JobDraft& d) { d.skills = {"sewing"}; }, "CODE_INVALID"},
      {[](JobDraft& d) { d.certificates = {{.code = ""}}; }, "CODE_INVALID"},
      {[](JobDraft& d) { d.certificates = {{.code = "HEALTH", .obtainable_days = -1}}; },
       "FIELD_OUT_OF_RANGE"},
      {[](JobDraft& d) { d.wage_low = Fen(); }, "JOB_WAGE_RANGE"},
      {[](JobDraft& d) { d.wage_high = Fen::Yuan(2499); }, "JOB_WAGE_RANGE"},
      {[](JobDraft& d) { d.wage_fixed = Fen::Yuan(4001); }, "JOB_WAGE_RANGE"},
  };
  EXPECT_THAT(DraftJob(MakeJobDraft()), IsOk());
  for (const Case& c : kCases) {
    JobDraft draft = MakeJobDraft();
    c.change(draft);
    EXPECT_THAT(DraftJob(draft), Refused(c.reason));
  }
}

TEST(JobTest, PublishingNeedsAVerifiedEmployerAndTime) {
  LADDER_ASSERT_OK_AND_ASSIGN(Job job, DraftJob(MakeJobDraft()));
  EXPECT_THAT(PublishJob(job, EnterpriseState::kRegistered, kToday),
              Refused("ENTERPRISE_NOT_VERIFIED"));
  EXPECT_THAT(PublishJob(job, EnterpriseState::kBlocked, kToday), Refused("EMPLOYER_BLOCKED"));
  EXPECT_THAT(PublishJob(job, EnterpriseState::kVerified, CivilDay(2021, 1, 1)),
              Refused("JOB_EXPIRED"));
  LADDER_ASSERT_OK_AND_ASSIGN(job, PublishJob(job, EnterpriseState::kVerified, kToday));
  EXPECT_EQ(job.state, JobState::kOpen);
  EXPECT_EQ(job.published_on, kToday);
}

// Publish, take a vacancy, close and edit, in each state.
TEST(JobTest, EveryEventInEveryState) {
  struct Case {
    JobState before;
    const char* publish;
    const char* take;
    const char* close;
    const char* edit;
  };
  const Case kCases[] = {
      {JobState::kDraft, "", "JOB_NOT_OPEN", "", ""},
      {JobState::kOpen, "JOB_STATE", "", "", ""},
      {JobState::kFull, "JOB_STATE", "JOB_FULL", "", ""},
      {JobState::kClosed, "JOB_STATE", "JOB_NOT_OPEN", "JOB_STATE", "JOB_STATE"},
  };
  for (const Case& c : kCases) {
    Job job = MakeOpenJob().job;
    job.state = c.before;
    job.filled = c.before == JobState::kFull ? job.facts.vacancies : 0;
    EXPECT_THAT(PublishJob(job, EnterpriseState::kVerified, kToday), Refused(c.publish));
    EXPECT_THAT(TakeVacancy(job), Refused(c.take)) << NameOf(c.before);
    EXPECT_THAT(CloseJob(job), Refused(c.close)) << NameOf(c.before);
    EXPECT_THAT(EditJob(job, MakeJobDraft()), Refused(c.edit)) << NameOf(c.before);
  }
}

TEST(JobTest, TheLastVacancyFillsAndAFreedOneOpens) {
  Job job = MakeOpenJob().job;
  job.facts.vacancies = 2;
  LADDER_ASSERT_OK_AND_ASSIGN(job, TakeVacancy(job));
  EXPECT_EQ(job.state, JobState::kOpen);
  LADDER_ASSERT_OK_AND_ASSIGN(job, TakeVacancy(job));
  EXPECT_EQ(job.state, JobState::kFull);
  EXPECT_THAT(CheckOpenOn(job, kToday), Refused("JOB_FULL"));
  job = ReleaseVacancy(job);
  EXPECT_EQ(job.state, JobState::kOpen);
  EXPECT_EQ(job.filled, 1);
  EXPECT_THAT(CheckOpenOn(job, kToday), IsOk());
  EXPECT_THAT(CheckOpenOn(job, CivilDay(2021, 1, 1)), Refused("JOB_EXPIRED"));
  LADDER_ASSERT_OK_AND_ASSIGN(job, CloseJob(job));
  EXPECT_EQ(ReleaseVacancy(job).state, JobState::kClosed);
}

TEST(JobTest, EditsKeepTheEnterpriseAndDropTheMark) {
  Job job = MakeOpenJob().job;
  job.filled = 3;
  job.mark = LowThresholdMark{.low_threshold = true};
  JobDraft draft = MakeJobDraft();
  draft.enterprise = IdOf(9);
  draft.vacancies = 3;
  LADDER_ASSERT_OK_AND_ASSIGN(const Job edited, EditJob(job, draft));
  EXPECT_EQ(edited.facts.enterprise, job.facts.enterprise);
  EXPECT_EQ(edited.state, JobState::kFull);
  EXPECT_FALSE(edited.mark.has_value());
  draft.vacancies = 2;
  EXPECT_THAT(EditJob(job, draft), Refused("JOB_VACANCIES_BELOW_FILLED"));
}

TEST(JobTest, SchoolingReachesByLevelCompleted) {
  struct Case {
    int held;
    int asked;
    bool reaches;
  };
  const Case kCases[] = {
      {81, 90, true},  {90, 90, true}, {90, 70, false}, {81, 70, false}, {71, 70, true},
      {72, 70, false}, {61, 70, true}, {41, 61, true},  {31, 21, false}, {21, 31, true},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(SchoolingReaches(EducationOf(c.held), EducationOf(c.asked)), c.reaches)
        << c.held << " " << c.asked;
  }
}

}  // namespace
}  // namespace ladder::matching
