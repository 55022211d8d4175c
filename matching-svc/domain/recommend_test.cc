#include "matching-svc/domain/recommend.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

// A job that differs from the others in most of what is scored.
OpenJob MakeVariedJob(int number) {
  OpenJob open = MakeOpenJob();
  std::array<uint8_t, 10> random = {};
  random[8] = static_cast<uint8_t>(number >> 8);
  random[9] = static_cast<uint8_t>(number);
  open.job.root.id = Ulid::FromParts(1'500'000'000'000, random);
  JobDraft& facts = open.job.facts;
  constexpr int64_t kPlaces[] = {kHome, kSameTown, kSameCounty, kWuhan, kShenzhen};
  facts.division = kPlaces[number % 5];
  facts.occupation = OccupationOf(number % 3 == 0   ? "6-04-02-01"
                                  : number % 3 == 1 ? "4-03-02-07"
                                                    : "6-02-01-03");
  facts.wage_low = Fen::Yuan(1500 + number % 7 * 300);
  facts.physical_load = static_cast<PhysicalLoad>(1 + number % 3);
  facts.live_in = number % 4 == 0;
  facts.social_insurance = number % 2 == 0;
  facts.skills = number % 2 == 0 ? std::vector<std::string>{} : std::vector<std::string>{"SEWING"};
  facts.enterprise = IdOf(static_cast<uint8_t>(number % 50));
  open.employer_retention_bp = number % 11 * 1000 - 1;
  return open;
}

std::vector<OpenJob> MakeJobs(int count) {
  std::vector<OpenJob> jobs;
  for (int i = 0; i < count; ++i) jobs.push_back(MakeVariedJob(i));
  return jobs;
}

std::vector<Ulid> IdsOf(const std::vector<Match>& matches, const std::vector<OpenJob>& jobs) {
  std::vector<Ulid> ids;
  for (const Match& match : matches) ids.push_back(jobs[match.index].job.root.id);
  return ids;
}

TEST(RecommendTest, EachKeyOfTheOrderInItsPlace) {
  const Match base = {.score = {.total = 500},
                      .need = NeedClass::kTarget,
                      .waiting_since = CivilDay(2020, 5, 1),
                      .tie = 7};
  Match better = base;
  better.score.total = 501;
  better.need = NeedClass::kNone;
  EXPECT_TRUE(Precedes(better, base));
  EXPECT_FALSE(Precedes(base, better));
  better = base;
  better.need = NeedClass::kMonitored;
  better.waiting_since = CivilDay(2020, 5, 2);
  EXPECT_TRUE(Precedes(better, base));
  better = base;
  better.waiting_since = CivilDay(2020, 4, 30);
  better.tie = 8;
  EXPECT_TRUE(Precedes(better, base));
  better = base;
  better.tie = 6;
  EXPECT_TRUE(Precedes(better, base));
  EXPECT_FALSE(Precedes(base, base));
}

TEST(RecommendTest, TheOrderOfTheInputDoesNotMatter) {
  const RecommendRules rules = Policies().Recommend();
  std::vector<OpenJob> jobs = MakeJobs(300);
  const Seeker seeker = MakeSeeker();
  const std::vector<Ulid> expected = IdsOf(RecommendJobs(seeker, jobs, kToday, rules, 50), jobs);
  ASSERT_EQ(expected.size(), 50u);
  for (unsigned seed = 1; seed <= 5; ++seed) {
    std::mt19937 shuffle(seed);
    std::shuffle(jobs.begin(), jobs.end(), shuffle);
    EXPECT_EQ(IdsOf(RecommendJobs(seeker, jobs, kToday, rules, 50), jobs), expected) << seed;
  }
}

// Pinned, because a stored recommendation must come out the same in another build and year.
TEST(RecommendTest, TheTieIsStableAndDependsOnPersonJobAndDay) {
  const uint64_t tie = TieOf(IdOf(1), IdOf(2), kToday);
  EXPECT_EQ(tie, TieOf(IdOf(1), IdOf(2), kToday));
  const std::set<uint64_t> ties = {
      tie, TieOf(IdOf(3), IdOf(2), kToday), TieOf(IdOf(1), IdOf(3), kToday),
      TieOf(IdOf(1), IdOf(2), kToday + 1), TieOf(IdOf(2), IdOf(1), kToday)};
  EXPECT_EQ(ties.size(), 5u);
}

// docs/domain.md 7.3, 7.4: no personal trait is an input. What a person is must not move a job;
// what they wish, can do and need may. Sex is held for the statutory limits alone, so no job here
// falls under them.
TEST(RecommendTest, TraitsDoNotMoveTheRanking) {
  const RecommendRules rules = Policies().Recommend();
  const std::vector<OpenJob> jobs = MakeJobs(500);
  for (const OpenJob& open : jobs) ASSERT_FALSE(IsBarredForWomen(open.job.facts));
  Seeker seeker = MakeSeeker();
  seeker.profile.need = {.target = true, .monitored = true};
  const std::vector<Match> expected = RecommendJobs(seeker, jobs, kToday, rules, jobs.size());

  int permutations = 0;
  for (Sex sex : {Sex::kUnknown, Sex::kMale, Sex::kFemale, Sex::kNotStated}) {
    for (CivilDay birth : {CivilDay(1962, 1, 1), CivilDay(1980, 3, 2), CivilDay(2001, 1, 1)}) {
      for (int64_t register_div : {kHome, kSameCounty, kShenzhen}) {
        for (bool target : {true, false}) {  // household class beside the same need
          for (bool low_income : {true, false}) {
            Seeker other = seeker;
            other.profile.sex = sex;
            other.profile.birth = birth;
            other.profile.register_div = register_div;  // where the household is registered
            other.profile.need.target = target;
            other.profile.need.low_income_aid = low_income;
            const std::vector<Match> found = RecommendJobs(other, jobs, kToday, rules, jobs.size());
            ASSERT_EQ(IdsOf(found, jobs), IdsOf(expected, jobs));
            for (size_t i = 0; i < found.size(); ++i) {
              ASSERT_EQ(found[i].score.total, expected[i].score.total);
            }
            ++permutations;
          }
        }
      }
    }
  }
  EXPECT_EQ(permutations, 144);
}

TEST(RecommendTest, StatutoryLimitsForWomenTakeOutThoseJobsAndMoveNoOther) {
  const RecommendRules rules = Policies().Recommend();
  std::vector<OpenJob> jobs = MakeJobs(200);
  for (size_t i = 0; i < jobs.size(); i += 10) jobs[i].job.facts.lift_kg_max = 30;
  Seeker woman = MakeSeeker();
  Seeker man = woman;
  man.profile.sex = Sex::kMale;
  std::vector<Match> his = RecommendJobs(man, jobs, kToday, rules, jobs.size());
  EXPECT_EQ(his.size(), jobs.size());
  his.erase(std::remove_if(his.begin(), his.end(),
                           [&](const Match& match) { return match.index % 10 == 0; }),
            his.end());
  EXPECT_EQ(IdsOf(RecommendJobs(woman, jobs, kToday, rules, jobs.size()), jobs), IdsOf(his, jobs));
}

// The same for the other direction: who comes first for a job.
TEST(RecommendTest, TraitsDoNotMovePeople) {
  const RecommendRules rules = Policies().Recommend();
  std::vector<Seeker> seekers;
  for (uint8_t i = 0; i < 100; ++i) {
    Seeker seeker = MakeSeeker(i);
    seeker.profile.wish->wage_min = Fen::Yuan(2000 + i % 5 * 500);
    seeker.profile.wish->opened_on = CivilDay(2020, 5, 1) + i % 7;
    seeker.profile.need.monitored = i % 3 == 0;
    seekers.push_back(seeker);
  }
  const auto order = [&] {
    std::vector<size_t> indices;
    for (const Match& match : RecommendPeople(MakeOpenJob(), seekers, kToday, rules, 100)) {
      indices.push_back(match.index);
    }
    return indices;
  };
  const std::vector<size_t> expected = order();
  ASSERT_EQ(expected.size(), 100u);
  for (size_t i = 0; i < seekers.size(); ++i) {
    seekers[i].profile.sex = i % 2 == 0 ? Sex::kMale : Sex::kFemale;
    seekers[i].profile.birth = CivilDay(1965 + static_cast<int>(i % 30), 1, 1);
    seekers[i].profile.register_div = i % 2 == 0 ? kShenzhen : kHome;
  }
  EXPECT_EQ(order(), expected);
}

// Ethnic group, religion, marriage and hukou can't leak into a ranking, because matching doesn't
// hold them at all.
TEST(RecommendTest, BarredTraitsAreNotHeld) {
  std::ifstream file("matching-svc/domain/person_profile.h");
  std::ostringstream text;
  text << file.rdbuf();
  ASSERT_NE(text.str().find("struct PersonProfile"), std::string::npos);
  for (const char* word :
       {"ethnic", "religio", "marital", "marriage", "hukou", "political", "disab"}) {
    EXPECT_EQ(text.str().find(word), std::string::npos) << word;
  }
}

TEST(RecommendTest, AHouseholdIsWithoutWorkWhenNoLabourerHasAny) {
  constexpr HouseholdMember kWorks = {.group = ClassGroup::kEmployed, .labourer = true};
  constexpr HouseholdMember kSeeks = {.group = ClassGroup::kUnemployed, .labourer = true};
  constexpr HouseholdMember kStudies = {.group = ClassGroup::kNotInLabourForce, .labourer = true};
  constexpr HouseholdMember kLost = {.group = ClassGroup::kUnknown, .labourer = true};
  constexpr HouseholdMember kGrandfather = {.group = ClassGroup::kEmployed, .labourer = false};
  struct Case {
    std::vector<HouseholdMember> members;
    bool zero;
  };
  const Case kCases[] = {{{}, false},
                         {{kSeeks}, true},
                         {{kSeeks, kWorks}, false},
                         {{kStudies}, false},
                         {{kStudies, kSeeks}, true},
                         {{kLost}, true},
                         {{kGrandfather}, false},
                         {{kGrandfather, kSeeks}, true}};
  for (const Case& c : kCases) EXPECT_EQ(IsZeroEmployment(c.members), c.zero);
}

TEST(RecommendTest, ServesTheWillingUnemployed) {
  struct Case {
    int primary_class;
    bool wish;
    bool served;
  };
  const Case kCases[] = {{30, true, true},  {31, true, true},   {32, true, true},
                         {33, true, false}, {30, false, false}, {10, true, false},
                         {50, true, false}, {70, true, false},  {72, true, false},
                         {0, true, false}};
  for (const Case& c : kCases) {
    PersonProfile profile = MakeSeeker().profile;
    profile.primary_class = c.primary_class;
    if (!c.wish) profile.wish.reset();
    EXPECT_EQ(IsWillingUnemployed(profile), c.served) << c.primary_class;
  }
}

TEST(RecommendTest, SevenThousandJobsForFourHundredPeopleAreQuick) {
  const RecommendRules rules = Policies().Recommend();
  const std::vector<OpenJob> jobs = MakeJobs(7000);
  const auto start = std::chrono::steady_clock::now();
  size_t found = 0;
  for (uint8_t i = 0; i < 40; ++i) {
    found += RecommendJobs(MakeSeeker(i), jobs, kToday, rules, 20).size();
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  EXPECT_EQ(found, 800u);
  RecordProperty("milliseconds_for_40_people", static_cast<int>(took.count()));
  EXPECT_LT(took.count(),
            2000);  // 400 people in 20 s even on a loaded machine; a tenth of it is usual
}

}  // namespace
}  // namespace ladder::matching
