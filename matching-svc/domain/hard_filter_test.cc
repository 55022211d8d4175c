#include "matching-svc/domain/hard_filter.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

constexpr int kQuickDays = 7;

std::vector<Reason> ReasonsFor(const Seeker& seeker, const OpenJob& open) {
  return FindExclusions(seeker, open, kToday, kQuickDays).reasons();
}

struct Case {
  const char* name;
  Reason reason;
  bool excluded;
  void (*change)(Seeker&, OpenJob&);
};

// In order of precedence; each row changes one thing of the ordinary pair, which nothing keeps
// apart.
const Case kCases[] = {
    {"16 today", Reason::kAgeUnder16, false,
     [](Seeker& s, OpenJob&) { s.profile.birth = CivilDay(2004, 6, 1); }},
    {"16 tomorrow", Reason::kAgeUnder16, true,
     [](Seeker& s, OpenJob&) { s.profile.birth = CivilDay(2004, 6, 2); }},
    {"17 in toxic work", Reason::kMinorRestricted, true,
     [](Seeker& s, OpenJob& o) {
       s.profile.birth = CivilDay(2002, 6, 2);
       o.job.facts.hazards = {Hazard::kToxic};
     }},
    {"18 in toxic work", Reason::kMinorRestricted, false,
     [](Seeker& s, OpenJob& o) {
       s.profile.birth = CivilDay(2002, 6, 1);
       o.job.facts.hazards = {Hazard::kToxic};
     }},
    {"woman in a mine", Reason::kWomenStatutoryLimit, true,
     [](Seeker&, OpenJob& o) { o.job.facts.hazards = {Hazard::kMineUnderground}; }},
    {"man in a mine", Reason::kWomenStatutoryLimit, false,
     [](Seeker& s, OpenJob& o) {
       s.profile.sex = Sex::kMale;
       o.job.facts.hazards = {Hazard::kMineUnderground};
     }},
    {"woman, level 4", Reason::kWomenStatutoryLimit, true,
     [](Seeker&, OpenJob& o) { o.job.facts.physical_load = PhysicalLoad::kLevel4; }},
    {"woman, 25 kg five times", Reason::kWomenStatutoryLimit, false,
     [](Seeker&, OpenJob& o) {
       o.job.facts.lift_kg_max = 25;
       o.job.facts.lifts_per_hour = 5;
     }},
    {"woman, 21 kg six times", Reason::kWomenStatutoryLimit, true,
     [](Seeker&, OpenJob& o) {
       o.job.facts.lift_kg_max = 21;
       o.job.facts.lifts_per_hour = 6;
     }},
    {"woman, 20 kg six times", Reason::kWomenStatutoryLimit, false,
     [](Seeker&, OpenJob& o) {
       o.job.facts.lift_kg_max = 20;
       o.job.facts.lifts_per_hour = 6;
     }},
    {"woman, 26 kg once", Reason::kWomenStatutoryLimit, true,
     [](Seeker&, OpenJob& o) { o.job.facts.lift_kg_max = 26; }},
    {"pregnant, at height", Reason::kProtectedPeriodLimit, true,
     [](Seeker& s, OpenJob& o) {
       s.protection = StatedProtection::kPregnant;
       o.job.facts.hazards = {Hazard::kHeight};
     }},
    {"pregnant, light", Reason::kProtectedPeriodLimit, false,
     [](Seeker& s, OpenJob&) { s.protection = StatedProtection::kPregnant; }},
    {"nursing, at height", Reason::kProtectedPeriodLimit, false,
     [](Seeker& s, OpenJob& o) {
       s.protection = StatedProtection::kNursing;
       o.job.facts.hazards = {Hazard::kHeight};
     }},
    {"nursing, toxic", Reason::kProtectedPeriodLimit, true,
     [](Seeker& s, OpenJob& o) {
       s.protection = StatedProtection::kNursing;
       o.job.facts.hazards = {Hazard::kToxic};
     }},
    {"licence missing", Reason::kLicenceRequired, true,
     [](Seeker&, OpenJob& o) { o.job.facts.certificates = {{.code = "WELDER", .by_law = true}}; }},
    {"licence held", Reason::kLicenceRequired, false,
     [](Seeker& s, OpenJob& o) {
       s.profile.certificates = {"WELDER"};
       o.job.facts.certificates = {{.code = "WELDER", .by_law = true}};
     }},
    {"certificate only wished", Reason::kLicenceRequired, false,
     [](Seeker&, OpenJob& o) { o.job.facts.certificates = {{.code = "WELDER"}}; }},
    {"health certificate in a week", Reason::kLicenceRequired, false,
     [](Seeker&, OpenJob& o) {
       o.job.facts.certificates = {{.code = "HEALTH", .by_law = true, .obtainable_days = 7}};
     }},
    {"draft", Reason::kJobNotOpen, true,
     [](Seeker&, OpenJob& o) { o.job.state = JobState::kDraft; }},
    {"full", Reason::kJobNotOpen, true, [](Seeker&, OpenJob& o) { o.job.state = JobState::kFull; }},
    {"last day", Reason::kJobExpired, false,
     [](Seeker&, OpenJob& o) { o.job.facts.expires_on = kToday; }},
    {"day after", Reason::kJobExpired, true,
     [](Seeker&, OpenJob& o) { o.job.facts.expires_on = kToday - 1; }},
    {"blocked", Reason::kEmployerBlocked, true,
     [](Seeker&, OpenJob& o) { o.employer = EnterpriseState::kBlocked; }},
    {"closed", Reason::kEmployerBlocked, true,
     [](Seeker&, OpenJob& o) { o.employer = EnterpriseState::kClosed; }},
    {"says no to the county", Reason::kPersonRefusesPlace, true,
     [](Seeker& s, OpenJob&) { s.profile.wish->refused_places = {PlaceLevel::kCounty}; }},
    {"says no to elsewhere", Reason::kPersonRefusesPlace, false,
     [](Seeker& s, OpenJob&) { s.profile.wish->refused_places = {PlaceLevel::kOutOfProvince}; }},
    {"says no to nights", Reason::kPersonRefusesNight, true,
     [](Seeker& s, OpenJob& o) {
       s.profile.wish->refuses_night = true;
       o.job.facts.shift = Shift::kRotating;
     }},
    {"nights are fine", Reason::kPersonRefusesNight, false,
     [](Seeker&, OpenJob& o) { o.job.facts.shift = Shift::kNight; }},
    {"says no to the employer", Reason::kPersonRefusesEmployer, true,
     [](Seeker& s, OpenJob& o) { s.profile.refused_enterprises = {o.job.facts.enterprise}; }},
    {"refused before", Reason::kAlreadyRefused, true,
     [](Seeker& s, OpenJob& o) { s.refused_jobs = {o.job.root.id}; }},
};

TEST(HardFilterTest, NothingKeepsTheOrdinaryPairApart) {
  EXPECT_TRUE(ReasonsFor(MakeSeeker(), MakeOpenJob()).empty());
  EXPECT_THAT(FindExclusions(MakeSeeker(), MakeOpenJob(), kToday, kQuickDays).ToStatus(), IsOk());
}

TEST(HardFilterTest, EachReasonAlone) {
  for (const Case& c : kCases) {
    Seeker seeker = MakeSeeker();
    OpenJob open = MakeOpenJob();
    c.change(seeker, open);
    const std::vector<Reason> reasons = ReasonsFor(seeker, open);
    if (c.excluded) {
      EXPECT_EQ(reasons, std::vector<Reason>{c.reason}) << c.name;
    } else {
      EXPECT_TRUE(reasons.empty()) << c.name;
    }
  }
}

TEST(HardFilterTest, EveryReasonHasARow) {
  for (const ReasonInfo& info : kReasonTable) {
    if (info.number < 100 || info.number >= 200) continue;
    bool found = false;
    for (const Case& c : kCases) found |= c.excluded && static_cast<int>(c.reason) == info.number;
    EXPECT_TRUE(found) << info.name;
  }
}

TEST(HardFilterTest, AllReasonsAreSaidTheFirstRefuses) {
  Seeker seeker = MakeSeeker();
  OpenJob open = MakeOpenJob();
  seeker.refused_jobs = {open.job.root.id};
  open.job.facts.expires_on = kToday - 1;
  seeker.profile.birth = CivilDay(2010, 1, 1);
  EXPECT_EQ(ReasonsFor(seeker, open), (std::vector<Reason>{Reason::kAgeUnder16, Reason::kJobExpired,
                                                           Reason::kAlreadyRefused}));
  EXPECT_THAT(FindExclusions(seeker, open, kToday, kQuickDays).ToStatus(), Refused("AGE_UNDER_16"));
}

}  // namespace
}  // namespace ladder::matching
