// RecommendationService on the wire, and the copies of people that it reads.
#include <set>

#include "matching-svc/tests/matching_test.h"

namespace ladder::matching {
namespace {

using Stub = v1::RecommendationService::Stub;

class RecommendationServiceTest : public MatchingTest {
 protected:
  Answer<v1::RecommendJobsResponse> RecommendJobs(const std::string& person,
                                                  const std::string& identity = kEverybody) {
    v1::RecommendJobsRequest request;
    request.set_name(person);
    return fixture_.Call(*recommendations_, &Stub::RecommendJobs, request, identity);
  }
  v1::CountSeekersResponse Counts(const std::string& identity = kEverybody) {
    return fixture_
        .Call(*recommendations_, &Stub::CountSeekers, v1::CountSeekersRequest(), identity)
        .value;
  }
  Answer<v1::Match> Explain(const std::string& person, const std::string& job) {
    v1::ExplainMatchRequest request;
    request.set_name(person);
    request.set_job(job);
    return fixture_.Call(*recommendations_, &Stub::ExplainMatch, request);
  }

  const std::string enterprise_ = MakeEnterprise().name();
};

TEST_F(RecommendationServiceTest, RanksTheOpenJobsForAPerson) {
  const v1::Job near = MakeJob(enterprise_);
  v1::CreateJobRequest far;
  *far.mutable_job() = JobOf(enterprise_);
  far.mutable_job()->set_division("divisions/440300000000");
  far.set_publish(true);
  MakeJob(far);
  MakeJob(enterprise_, false);
  const std::string person = MakeSeeker();
  auto answer = RecommendJobs(person);
  ASSERT_EQ(answer.reason, "");
  EXPECT_EQ(answer.value.jobs(), 2);
  EXPECT_EQ(answer.value.fitting_jobs(), 2);
  ASSERT_EQ(answer.value.matches_size(), 2);
  const v1::Match& best = answer.value.matches(0);
  EXPECT_EQ(best.job(), near.name());
  EXPECT_EQ(best.enterprise_name(), "谷城制衣有限公司");
  EXPECT_EQ(best.in_favour_size(), 3);
  EXPECT_NE(best.against().text().zh(), "");
  EXPECT_FALSE(best.referred());
  EXPECT_EQ(best.place(), codes::PLACE_LEVEL_COUNTY);

  // What changes in the database changes the next answer.
  ASSERT_EQ(Refer(person, near.name()).reason, "");
  EXPECT_TRUE(RecommendJobs(person).value.matches(0).referred());
  v1::RecommendJobsRequest low;
  low.set_name(person);
  low.set_low_threshold_only(true);
  EXPECT_EQ(fixture_.Call(*recommendations_, &Stub::RecommendJobs, low).value.jobs(), 1);
  ASSERT_EQ(BlockEnterprise(enterprise_), "");
  EXPECT_EQ(RecommendJobs(person).value.fitting_jobs(), 0);

  EXPECT_EQ(RecommendJobs(absl::StrCat("persons/", kNobody)).reason, "NOT_FOUND");
  EXPECT_EQ(RecommendJobs(person, kElsewhere).reason, "NOT_FOUND");
  EXPECT_EQ(RecommendJobs(person, kOfficer).reason, "");
}

TEST_F(RecommendationServiceTest, RanksThePeopleForAJob) {
  const v1::Job job = MakeJob(enterprise_);
  const std::string mine = MakeSeeker();
  MakeSeeker(kHujiajing);
  v1::RecommendPersonsRequest request;
  request.set_name(job.name());
  auto answer = fixture_.Call(*recommendations_, &Stub::RecommendPersons, request);
  ASSERT_EQ(answer.reason, "");
  EXPECT_EQ(answer.value.matches_size(), 2);
  answer = fixture_.Call(*recommendations_, &Stub::RecommendPersons, request, kOfficer);
  ASSERT_EQ(answer.value.matches_size(), 1);
  EXPECT_EQ(answer.value.matches(0).person(), mine);
  request.set_name(MakeJob(enterprise_, false).name());
  EXPECT_EQ(fixture_.Call(*recommendations_, &Stub::RecommendPersons, request).reason,
            "JOB_NOT_OPEN");
  fixture_.SetToday(CivilDay(2021, 1, 1));
  request.set_name(job.name());
  EXPECT_EQ(fixture_.Call(*recommendations_, &Stub::RecommendPersons, request).reason,
            "JOB_EXPIRED");
}

TEST_F(RecommendationServiceTest, ExplainsEveryFilterAndFactor) {
  v1::CreateJobRequest heavy;
  *heavy.mutable_job() = JobOf(enterprise_);
  heavy.mutable_job()->set_physical_load(v1::PHYSICAL_LOAD_LEVEL_4);
  heavy.set_publish(true);
  const std::string job = MakeJob(heavy).name();
  const auto answer = Explain(MakeSeeker(), job);
  ASSERT_EQ(answer.reason, "");
  EXPECT_EQ(answer.value.factors_size(), 7);
  ASSERT_EQ(answer.value.exclusions_size(), 1);
  EXPECT_EQ(answer.value.exclusions(0).reason(), v1::WOMEN_STATUTORY_LIMIT);
  EXPECT_NE(answer.value.exclusions(0).text().zh(), "");
  EXPECT_EQ(Explain(absl::StrCat("persons/", kNobody), job).reason, "NOT_FOUND");
  EXPECT_EQ(Explain(MakeSeeker(), absl::StrCat("jobs/", kNobody)).reason, "NOT_FOUND");
}

TEST_F(RecommendationServiceTest, SeekersAreWalkedInScopeEachOnce) {
  const v1::Job job = MakeJob(enterprise_);
  std::set<std::string> made;
  for (int i = 0; i < 5; ++i) made.insert(MakeSeeker(i % 2 == 0 ? kGuodihu : kHujiajing));
  // Registered there and living here: one person, not two.
  const Ulid mover = Ulid::New(fixture_.system_clock().Now());
  ev::PersonChanged moved = PersonOf(mover);
  moved.set_register_division(kHujiajing);
  ASSERT_THAT(Tell(moved), IsOk());
  ASSERT_THAT(Tell(WishOf(mover)), IsOk());
  made.insert(NameOfPerson(mover));
  ASSERT_EQ(Refer(*made.begin(), job.name()).reason, "");

  v1::ListSeekersRequest request;
  request.set_page_size(2);
  std::set<std::string> seen;
  do {
    const auto page = fixture_.Call(*recommendations_, &Stub::ListSeekers, request);
    ASSERT_EQ(page.reason, "");
    for (const v1::Seeker& seeker : page.value.seekers()) {
      EXPECT_TRUE(seen.insert(seeker.person()).second);
      EXPECT_EQ(seeker.fitting_jobs(), 1);
      EXPECT_EQ(seeker.matches_size(), 1);
      EXPECT_EQ(seeker.need(), v1::NEED_CLASS_ZERO_EMPLOYMENT);
    }
    request.set_page_token(page.value.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen, made);
  EXPECT_EQ(Counts().seekers(), 6);
  EXPECT_EQ(Counts().referred_seekers(), 1);
  EXPECT_EQ(Counts(kOfficer).seekers(), 4);
  EXPECT_EQ(Counts(kElsewhere).seekers(), 3);

  v1::ListSeekersRequest wrong;
  wrong.set_division("divisions/42");
  EXPECT_EQ(fixture_.Call(*recommendations_, &Stub::ListSeekers, wrong).reason, "DIV_LENGTH");
}

TEST_F(RecommendationServiceTest, TheRegistrysNewsAreKeptOnceAndReplaced) {
  const Ulid id = Ulid::New(fixture_.system_clock().Now());
  ev::PersonChanged person = PersonOf(id);
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(Tell(person), IsOk());
    ASSERT_THAT(Tell(WishOf(id)), IsOk());
  }
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person_profile"), 1);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person_scope"), 1);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person_period"), 1);
  EXPECT_EQ(Counts().seekers(), 1);

  // At work from today on, as the state of a snapshot says.
  person.set_register_division(kHujiajing);
  *person.mutable_class_periods(0)->mutable_valid_to() = rpc::ToDate(kStart);
  auto& at_work = *person.add_class_periods();
  at_work.set_primary_class(static_cast<codes::PrimaryClass>(10));
  *at_work.mutable_valid_from() = rpc::ToDate(kStart);
  const feed::SnapshotItem item{.type = person.GetDescriptor()->full_name(),
                                .state = person.SerializeAsString()};
  ASSERT_THAT(fixture_.database().Transact(
                  [&](mysql::Transaction& tx) { return handlers_.Load(tx, item); }),
              IsOk());
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person_scope"), 2);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM person_period"), 2);
  EXPECT_EQ(Counts().seekers(), 0);
  EXPECT_EQ(RecommendJobs(NameOfPerson(id), kElsewhere).reason, "");

  ASSERT_THAT(fixture_.database().Transact(
                  [&](mysql::Transaction& tx) { return handlers_.Forget(tx, NameOfPerson(id)); }),
              IsOk());
  EXPECT_EQ(RecommendJobs(NameOfPerson(id)).reason, "NOT_FOUND");
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM intention"), 0);
}

}  // namespace
}  // namespace ladder::matching
