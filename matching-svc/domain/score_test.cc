#include "matching-svc/domain/score.h"

#include <numeric>
#include <set>

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

struct Case {
  const char* name;
  Factor factor;
  int fit;
  Finding finding;
  void (*change)(Seeker&, OpenJob&);
};

const Case kCases[] = {
    // Skill.
    {"nothing in common", Factor::kSkill, 0, Finding::kSkillOther, [](Seeker&, OpenJob&) {}},
    {"same occupation", Factor::kSkill, 850, Finding::kSkillSame,
     [](Seeker& s, OpenJob&) { s.profile.skills = {{.occupation = OccupationOf("6-04-02-01")}}; }},
    {"same occupation, certified", Factor::kSkill, 1000, Finding::kSkillSame,
     [](Seeker& s, OpenJob&) {
       s.profile.skills = {{.occupation = OccupationOf("6-04-02-01"), .certified = true}};
     }},
    {"three levels", Factor::kSkill, 600, Finding::kSkillNear,
     [](Seeker& s, OpenJob&) { s.profile.skills = {{.occupation = OccupationOf("6-04-02-09")}}; }},
    {"two levels", Factor::kSkill, 400, Finding::kSkillNear,
     [](Seeker& s, OpenJob&) { s.profile.skills = {{.occupation = OccupationOf("6-04-09-09")}}; }},
    {"one level", Factor::kSkill, 200, Finding::kSkillOther,
     [](Seeker& s, OpenJob&) { s.profile.skills = {{.occupation = OccupationOf("6-09-09-09")}}; }},
    {"the skill asked", Factor::kSkill, 800, Finding::kSkillSame,
     [](Seeker& s, OpenJob&) { s.profile.skills = {{.code = "SEWING"}}; }},
    {"no skill needed", Factor::kSkill, 500, Finding::kSkillNotNeeded,
     [](Seeker&, OpenJob& o) { o.job.facts.skills = {}; }},
    {"taught on the job", Factor::kSkill, 500, Finding::kSkillNotNeeded,
     [](Seeker&, OpenJob& o) { o.job.facts.training_given = true; }},
    {"schooling short", Factor::kSkill, 300, Finding::kSkillSchooling,
     [](Seeker& s, OpenJob& o) {
       s.profile.skills = {{.occupation = OccupationOf("6-04-02-01")}};
       o.job.facts.education_min = EducationOf(61);
     }},
    // Place: an hour's way costs (60 - 20) x 2.
    {"in the county", Factor::kPlace, 920, Finding::kPlaceWished, [](Seeker&, OpenJob&) {}},
    {"care duty doubles the way", Factor::kPlace, 840, Finding::kPlaceWished,
     [](Seeker& s, OpenJob&) { s.profile.care_duty = true; }},
    {"lodging on site", Factor::kPlace, 1000, Finding::kPlaceWished,
     [](Seeker&, OpenJob& o) { o.job.facts.live_in = true; }},
    {"next door", Factor::kPlace, 750, Finding::kPlaceNear,
     [](Seeker&, OpenJob& o) { o.job.facts.division = kHome; }},
    {"in the province", Factor::kPlace, 750, Finding::kPlaceFar,
     [](Seeker&, OpenJob& o) { o.job.facts.division = kWuhan; }},
    {"outside", Factor::kPlace, 500, Finding::kPlaceFar,
     [](Seeker&, OpenJob& o) { o.job.facts.division = kShenzhen; }},
    {"outside, with care", Factor::kPlace, 0, Finding::kPlaceFarWithCare,
     [](Seeker& s, OpenJob& o) {
       o.job.facts.division = kShenzhen;
       s.profile.care_duty = true;
     }},
    {"outside, as wished", Factor::kPlace, 1000, Finding::kPlaceWished,
     [](Seeker& s, OpenJob& o) {
       o.job.facts.division = kShenzhen;
       s.profile.wish->places = {PlaceLevel::kOutOfProvince};
     }},
    {"no place named", Factor::kPlace, 920, Finding::kPlaceNear,
     [](Seeker& s, OpenJob&) { s.profile.wish->places = {}; }},
    // Pay.
    {"at the wish", Factor::kPay, 1000, Finding::kPayAtWish, [](Seeker&, OpenJob&) {}},
    {"a tenth short", Factor::kPay, 600, Finding::kPayBelowWish,
     [](Seeker&, OpenJob& o) { o.job.facts.wage_low = Fen::Yuan(1800); }},
    {"half short", Factor::kPay, 0, Finding::kPayBelowWish,
     [](Seeker&, OpenJob& o) { o.job.facts.wage_low = Fen::Yuan(1000); }},
    {"below the last wage", Factor::kPay, 700, Finding::kPayBelowLast,
     [](Seeker& s, OpenJob&) { s.profile.last_wage = Fen::Yuan(5000); }},
    {"nothing said", Factor::kPay, 600, Finding::kPayUnknown,
     [](Seeker& s, OpenJob&) { s.profile.wish->wage_min = Fen(); }},
    // Intention.
    {"any work", Factor::kIntention, 760, Finding::kIntentionUnknown, [](Seeker&, OpenJob&) {}},
    {"the work wished", Factor::kIntention, 1000, Finding::kIntentionFits,
     [](Seeker& s, OpenJob&) { s.profile.wish->occupations = {OccupationOf("6-04")}; }},
    {"other work", Factor::kIntention, 400, Finding::kIntentionOther,
     [](Seeker& s, OpenJob&) { s.profile.wish->occupations = {OccupationOf("4-03-02-07")}; }},
    {"no lodging, though wished", Factor::kIntention, 560, Finding::kIntentionUnknown,
     [](Seeker& s, OpenJob&) { s.profile.wish->wants_live_in = true; }},
    {"nights", Factor::kIntention, 680, Finding::kIntentionUnknown,
     [](Seeker&, OpenJob& o) { o.job.facts.shift = Shift::kNight; }},
    {"no wish at all", Factor::kIntention, 600, Finding::kIntentionUnknown,
     [](Seeker& s, OpenJob&) { s.profile.wish.reset(); }},
    // Physical.
    {"fits", Factor::kPhysical, 1000, Finding::kPhysicalFits, [](Seeker&, OpenJob&) {}},
    {"weak, light", Factor::kPhysical, 1000, Finding::kPhysicalFits,
     [](Seeker& s, OpenJob&) { s.profile.capability = Capability::kWeak; }},
    {"weak, medium", Factor::kPhysical, 400, Finding::kPhysicalHeavy,
     [](Seeker& s, OpenJob& o) {
       s.profile.capability = Capability::kWeak;
       o.job.facts.physical_load = PhysicalLoad::kMedium;
     }},
    {"weak, heavy", Factor::kPhysical, 0, Finding::kPhysicalHeavy,
     [](Seeker& s, OpenJob& o) {
       s.profile.capability = Capability::kWeak;
       o.job.facts.physical_load = PhysicalLoad::kHeavy;
     }},
    {"support needed and offered", Factor::kPhysical, 1000, Finding::kPhysicalFits,
     [](Seeker& s, OpenJob& o) {
       s.profile.needs_support = true;
       o.job.facts.accommodations = {Accommodation::kStepFree};
     }},
    {"support needed, none offered", Factor::kPhysical, 500, Finding::kPhysicalUnaided,
     [](Seeker& s, OpenJob&) { s.profile.needs_support = true; }},
    {"weak, medium, and unaided", Factor::kPhysical, 400, Finding::kPhysicalHeavy,
     [](Seeker& s, OpenJob& o) {
       s.profile.capability = Capability::kWeak;
       s.profile.needs_support = true;
       o.job.facts.physical_load = PhysicalLoad::kMedium;
     }},
    // Stability.
    {"contract, insurance, retention not known", Factor::kStability, 750, Finding::kStabilityGood,
     [](Seeker&, OpenJob&) {}},
    {"everyone stays", Factor::kStability, 1000, Finding::kStabilityGood,
     [](Seeker&, OpenJob& o) { o.employer_retention_bp = 10000; }},
    {"short contract, no insurance", Factor::kStability, 250, Finding::kStabilityWeak,
     [](Seeker&, OpenJob& o) {
       o.job.facts.contract_months = 11;
       o.job.facts.social_insurance = false;
     }},
    // Need.
    {"none", Factor::kNeed, 0, Finding::kNeedOrdinary, [](Seeker&, OpenJob&) {}},
    {"target", Factor::kNeed, 400, Finding::kNeedUrgent,
     [](Seeker& s, OpenJob&) { s.profile.need.target = true; }},
    {"unemployed for 180 days", Factor::kNeed, 600, Finding::kNeedUrgent,
     [](Seeker& s, OpenJob&) { s.profile.class_since = kToday - 180; }},
    {"unemployed for 179 days", Factor::kNeed, 0, Finding::kNeedOrdinary,
     [](Seeker& s, OpenJob&) { s.profile.class_since = kToday - 179; }},
    {"monitored", Factor::kNeed, 800, Finding::kNeedUrgent,
     [](Seeker& s, OpenJob&) { s.profile.need = {.target = true, .monitored = true}; }},
    {"zero employment", Factor::kNeed, 1000, Finding::kNeedUrgent,
     [](Seeker& s, OpenJob&) {
       s.profile.need = {.target = true, .monitored = true, .zero_employment = true};
     }},
};

Score ScoreOf(const Seeker& seeker, const OpenJob& open, const ScoreRules& rules) {
  return ScoreJob(seeker.profile, open, NeedOf(seeker.profile, kToday, rules.long_unemployed_days),
                  rules);
}

TEST(ScoreTest, EachFactor) {
  const ScoreRules rules = Policies().Recommend().score;
  for (const Case& c : kCases) {
    Seeker seeker = MakeSeeker();
    OpenJob open = MakeOpenJob();
    c.change(seeker, open);
    const FactorScore found = ScoreOf(seeker, open, rules).at(c.factor);
    EXPECT_EQ(found.fit, c.fit) << NameOf(c.factor) << ": " << c.name;
    EXPECT_EQ(found.finding, c.finding) << NameOf(c.factor) << ": " << c.name;
    const int weight = rules.weights[static_cast<size_t>(c.factor)];
    EXPECT_EQ(found.points, (weight * c.fit + 500) / 1000) << c.name;
  }
}

TEST(ScoreTest, EveryFindingIsSaidInBothLanguages) {
  std::set<Finding> findings;
  for (const Case& c : kCases) {
    findings.insert(c.finding);
    EXPECT_FALSE(ReasonText(c.finding).zh.empty());
    EXPECT_FALSE(ReasonText(c.finding).en.empty());
  }
  EXPECT_EQ(findings.size(), 23u);  // all but kUnspecified
}

TEST(ScoreTest, TheBestPairHasAThousandAndNoneHasMore) {
  const ScoreRules rules = Policies().Recommend().score;
  EXPECT_EQ(std::accumulate(rules.weights.begin(), rules.weights.end(), 0), 1000);
  Seeker seeker = MakeSeeker();
  OpenJob open = MakeOpenJob();
  seeker.profile.skills = {{.occupation = open.job.facts.occupation, .certified = true}};
  seeker.profile.wish->occupations = {open.job.facts.occupation};
  seeker.profile.need.zero_employment = true;
  open.job.facts.live_in = true;
  open.employer_retention_bp = 10000;
  EXPECT_EQ(ScoreOf(seeker, open, rules).total, 1000);
}

TEST(ScoreTest, ThreeReasonsForAndOneAgainst) {
  const ScoreRules rules = Policies().Recommend().score;
  Seeker seeker = MakeSeeker();
  seeker.profile.need.target = true;
  const Explanation explanation = Explain(ScoreOf(seeker, MakeOpenJob(), rules), rules);
  ASSERT_EQ(explanation.in_favour.size(), 3u);
  EXPECT_EQ(explanation.in_favour[0].factor, Factor::kPlace);      // 184
  EXPECT_EQ(explanation.in_favour[1].factor, Factor::kPay);        // 150
  EXPECT_EQ(explanation.in_favour[2].factor, Factor::kIntention);  // 91, before physical's 90
  EXPECT_EQ(explanation.against.factor, Factor::kSkill);           // loses 260
  EXPECT_EQ(explanation.against.text, ReasonText(Finding::kSkillOther));
}

TEST(ScoreTest, NothingGoodMeansNoReasonFor) {
  const Explanation explanation = Explain(Score(), Policies().Recommend().score);
  EXPECT_TRUE(explanation.in_favour.empty());
  EXPECT_EQ(explanation.against.factor, Factor::kSkill);
}

}  // namespace
}  // namespace ladder::matching
