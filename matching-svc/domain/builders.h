// What the tests of this folder start from: an ordinary person, job and the committed policies.
// Each test names what differs from the ordinary.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/domain/low_threshold.h"
#include "matching-svc/domain/recommend.h"
#include "matching-svc/domain/referral.h"
#include "platform/testing/status_matchers.h"

namespace ladder::matching {

inline constexpr CivilDay kToday = CivilDay(2020, 6, 1);
inline constexpr int64_t kHome = 420625100015;      // 锅底湖
inline constexpr int64_t kSameTown = 420625100014;  // 胡家井
inline constexpr int64_t kSameCounty = 420625200001;
inline constexpr int64_t kWuhan = 420100000000;
inline constexpr int64_t kShenzhen = 440300000000;

inline Ulid IdOf(uint8_t number) {
  std::array<uint8_t, 10> random = {};
  random[9] = number;
  return Ulid::FromParts(1'500'000'000'000, random);
}

inline Occupation OccupationOf(absl::string_view code) {
  const absl::StatusOr<Occupation> occupation = Occupation::Parse(code, "occupation");
  EXPECT_TRUE(occupation.ok()) << code;
  return occupation.value_or(Occupation());
}

inline Education EducationOf(int code) { return *ParseEducation(code); }

// A sewing post in the county that passes the low-threshold rule.
inline JobDraft MakeJobDraft() {
  JobDraft draft;
  draft.enterprise = IdOf(200);
  draft.title = "缝纫工";
  draft.description = "流水线缝纫,包教包会,男女不限。";
  draft.occupation = OccupationOf("6-04-02-01");
  draft.division = kSameCounty;
  draft.vacancies = 5;
  draft.wage_low = Fen::Yuan(2500);
  draft.wage_high = Fen::Yuan(4000);
  draft.wage_fixed = Fen::Yuan(1800);
  draft.skills = {"SEWING"};
  draft.contract_months = 12;
  draft.social_insurance = true;
  draft.expires_on = CivilDay(2020, 12, 31);
  return draft;
}

inline OpenJob MakeOpenJob(uint8_t number = 100) {
  OpenJob open;
  open.job.root.id = IdOf(number);
  open.job.facts = MakeJobDraft();
  open.job.state = JobState::kOpen;
  open.job.published_on = CivilDay(2020, 1, 1);
  return open;
}

// A woman of 40 who wants a job in the county.
inline Seeker MakeSeeker(uint8_t number = 1) {
  Seeker seeker;
  seeker.profile.person = IdOf(number);
  seeker.profile.register_div = kHome;
  seeker.profile.residence_div = kHome;
  seeker.profile.birth = CivilDay(1980, 3, 2);
  seeker.profile.sex = Sex::kFemale;
  seeker.profile.education = EducationOf(71);
  seeker.profile.capability = Capability::kFull;
  seeker.profile.primary_class = 30;
  seeker.profile.class_since = CivilDay(2020, 5, 1);
  seeker.profile.wish = JobWish{.places = {PlaceLevel::kTownship, PlaceLevel::kCounty},
                                .wage_min = Fen::Yuan(2000),
                                .opened_on = CivilDay(2020, 5, 2)};
  return seeker;
}

inline std::string ReadPolicy(absl::string_view name) {
  std::ifstream file(absl::StrCat("matching-svc/policies/", name));
  EXPECT_TRUE(file.good()) << name;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The committed policies, parsed.
struct Policies {
  ParameterBook book = *ParameterBook::Parse(ReadPolicy("parameters.tsv"));
  JobTextLinter linter =
      *JobTextLinter::Parse(ReadPolicy("unlawful_text.tsv"), ReadPolicy("legal_limits.tsv"));
  MinimumWages wages = *MinimumWages::Parse(ReadPolicy("minimum_wage.tsv"));
  ShortSkills skills = *ShortSkills::Parse(ReadPolicy("short_skills.tsv"));

  LowThresholdRule Rule(CivilDay day = kToday) const {
    return *LowThresholdRule::Make(*book.InForce("low_threshold", day), linter, wages, skills);
  }
  RecommendRules Recommend(CivilDay day = kToday) const {
    const ParameterSet low_threshold = *book.InForce("low_threshold", day);
    return {.score = *ScoreRules::Make(*book.InForce("score", day)),
            .quick_certificate_days = *low_threshold.GetInt("certificate_days_max", 0, 365)};
  }
  ReferralRules Days(CivilDay day = kToday) const {
    return *ReferralRules::Make(*book.InForce("referral", day));
  }
};

}  // namespace ladder::matching
