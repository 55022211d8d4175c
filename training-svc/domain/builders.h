// What the tests of this folder start from: an ordinary class, applicant and enrolment. Each test
// names what differs.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "platform/testing/status_matchers.h"
#include "training-svc/domain/certificate.h"
#include "training-svc/domain/eligibility.h"
#include "training-svc/domain/enrolment.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

inline constexpr CivilDay kToday = CivilDay(2020, 6, 1);
inline constexpr int64_t kSite = 420625100015;  // 锅底湖

inline Ulid IdOf(uint8_t number) {
  std::array<uint8_t, 10> random = {};
  random[9] = number;
  return Ulid::FromParts(1'500'000'000'000, random);
}

inline ClassRules MakeRules() {
  return {.version = "CR-2019",
          .reserve_percent = 60,
          .reserve_release_days = 5,
          .answer_days = 2,
          .attendance_percent = 80,
          .pass_mark = 60,
          .resit_days = 30};
}

// The baking class of R40: 58 seats, from 1 to 28 June.
inline ClassDraft MakeDraft() {
  ClassDraft draft;
  draft.display_name = "锅底湖烘焙班";
  draft.occupation = "4-03-02-07";
  draft.certificate = Certificate::kSpecial;
  draft.modules = {{.kind = ModuleKind::kSkill, .title = "蛋糕", .hours = 80}};
  draft.starts_on = kToday;
  draft.ends_on = CivilDay(2020, 6, 28);
  draft.site_division = kSite;
  draft.school_uscc = "52420625MJ0000018B";
  draft.school_name = "谷城职业培训学校";
  draft.seat_min = 15;
  draft.seat_max = 58;
  return draft;
}

inline TrainingClass MakeClass(ClassState state = ClassState::kOpen) {
  TrainingClass training_class;
  training_class.root.id = IdOf(1);
  training_class.facts = MakeDraft();
  training_class.rules = MakeRules();
  training_class.state = state;
  return training_class;
}

inline Session MakeSession(uint8_t number, CivilDay day, int start_minute = 8 * 60) {
  return {.id = IdOf(number),
          .day = day,
          .start_minute = start_minute,
          .end_minute = start_minute + 180};
}

inline std::vector<Session> MakeSessions() {
  return {MakeSession(11, kToday), MakeSession(12, kToday, 14 * 60), MakeSession(13, kToday + 1)};
}

inline Applicant MakeApplicant() {
  Applicant applicant;
  applicant.profile.person = IdOf(100);
  applicant.profile.birth = CivilDay(1980, 3, 2);
  return applicant;
}

inline Enrolment MakeEnrolment(EnrolmentState state) {
  Enrolment enrolment;
  enrolment.root.id = IdOf(50);
  enrolment.training_class = IdOf(1);
  enrolment.person = IdOf(100);
  enrolment.state = state;
  enrolment.answer_by = kToday;
  return enrolment;
}

}  // namespace ladder::training
