#include "training-svc/domain/eligibility.h"

#include <algorithm>

#include "ladder/training/v1/reasons.h"
#include "platform/standards/age.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr int kWorkAge = 16;          // Labour Law 15
constexpr int kSchoolLeaverAge = 15;  // rules on child labour 13

}  // namespace

absl::StatusOr<Eligibility> CheckEligible(const TrainingClass& training_class,
                                          absl::Span<const Session> sessions,
                                          const Applicant& applicant) {
  const PersonProfile& profile = applicant.profile;
  if (profile.gone) return Refuse(Reason::kPersonGone);
  const int age = FullYears(profile.birth, training_class.facts.starts_on);
  if (age < (profile.two_post_secondary ? kSchoolLeaverAge : kWorkAge)) {
    return Refuse(Reason::kAgeUnderMin);
  }
  if (applicant.live_enrolment_exists) return Refuse(Reason::kEnrolmentExists);
  const bool learnt_before =
      std::any_of(applicant.learnt.begin(), applicant.learnt.end(), [&](const Learnt& learnt) {
        return learnt.occupation == training_class.facts.occupation &&
               learnt.certificate == training_class.facts.certificate;
      });
  if (learnt_before) return Refuse(Reason::kSameOccupationLevel);
  if (const std::optional<CivilDay> day = FindClash(sessions, applicant.other_sessions)) {
    return Refuse(Reason::kSessionClash, {{"day", FormatDay(*day)}});
  }
  return Eligibility{.priority = PriorityOf(profile), .subsidised = age >= kWorkAge};
}

}  // namespace ladder::training
