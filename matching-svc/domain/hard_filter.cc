#include "matching-svc/domain/hard_filter.h"

#include <algorithm>

#include "matching-svc/domain/low_threshold.h"
#include "platform/standards/age.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

// Limits of law, not of policy: Labour Law 15 and 58, Decree 619.
constexpr int kWorkAge = 16;
constexpr int kAdultAge = 18;
constexpr int kFrequentLifts = 6;
constexpr int kFrequentLiftKg = 20;
constexpr int kSingleLiftKg = 25;
constexpr int kLastOffset =
    static_cast<int>(Reason::kAlreadyRefused) - static_cast<int>(Reason::kAgeUnder16);

constexpr CodeSet<Hazard> kBarredInPregnancy = {
    Hazard::kMineUnderground, Hazard::kToxic,     Hazard::kRadiation, Hazard::kHeight,
    Hazard::kHighHeat,        Hazard::kColdWater, Hazard::kVibration};
constexpr CodeSet<Hazard> kBarredInNursing = {Hazard::kMineUnderground, Hazard::kToxic,
                                              Hazard::kRadiation};

bool IsBarredByProtection(StatedProtection protection, const JobDraft& job) {
  switch (protection) {
    case StatedProtection::kNone:
      return false;
    case StatedProtection::kPregnant:
      return job.hazards.HasAnyOf(kBarredInPregnancy) || job.physical_load >= PhysicalLoad::kHeavy;
    case StatedProtection::kNursing:
      return job.hazards.HasAnyOf(kBarredInNursing) || job.physical_load >= PhysicalLoad::kHeavy;
  }
  return false;
}

bool LacksLicence(const PersonProfile& profile, const JobDraft& job, int quick_days) {
  return std::any_of(
      job.certificates.begin(), job.certificates.end(), [&](const CertificateNeed& need) {
        return need.by_law && !IsQuickHealthCertificate(need, quick_days) &&
               std::find(profile.certificates.begin(), profile.certificates.end(), need.code) ==
                   profile.certificates.end();
      });
}

void AddOwnRefusals(const Seeker& seeker, const OpenJob& open, Exclusions& found) {
  const PersonProfile& profile = seeker.profile;
  const JobDraft& job = open.job.facts;
  if (profile.wish) {
    if (profile.wish->refused_places.Has(LevelBetween(profile.residence_div, job.division))) {
      found.Add(Reason::kPersonRefusesPlace);
    }
    if (profile.wish->refuses_night && job.shift != Shift::kDay) {
      found.Add(Reason::kPersonRefusesNight);
    }
  }
  if (std::find(profile.refused_enterprises.begin(), profile.refused_enterprises.end(),
                job.enterprise) != profile.refused_enterprises.end()) {
    found.Add(Reason::kPersonRefusesEmployer);
  }
  if (seeker.refused_jobs.contains(open.job.root.id)) found.Add(Reason::kAlreadyRefused);
}

}  // namespace

std::vector<Reason> Exclusions::reasons() const {
  std::vector<Reason> reasons;
  for (int offset = 0; offset <= kLastOffset; ++offset) {
    const Reason reason = static_cast<Reason>(kFirst + offset);
    if (Has(reason)) reasons.push_back(reason);
  }
  return reasons;
}

absl::Status Exclusions::ToStatus() const {
  if (empty()) return absl::OkStatus();
  return Refuse(reasons().front());
}

bool IsBarredForWomen(const JobDraft& job) {
  return job.hazards.Has(Hazard::kMineUnderground) || job.physical_load == PhysicalLoad::kLevel4 ||
         job.lift_kg_max > kSingleLiftKg ||
         (job.lift_kg_max > kFrequentLiftKg && job.lifts_per_hour >= kFrequentLifts);
}

bool IsBarredForMinors(const JobDraft& job) {
  return job.hazards.Has(Hazard::kMineUnderground) || job.hazards.Has(Hazard::kToxic) ||
         job.physical_load == PhysicalLoad::kLevel4;
}

Exclusions FindExclusions(const Seeker& seeker, const OpenJob& open, CivilDay day,
                          int quick_certificate_days) {
  const PersonProfile& profile = seeker.profile;
  const JobDraft& job = open.job.facts;
  Exclusions found;
  const int age = FullYears(profile.birth, day);
  if (age < kWorkAge) found.Add(Reason::kAgeUnder16);
  if (age >= kWorkAge && age < kAdultAge && IsBarredForMinors(job)) {
    found.Add(Reason::kMinorRestricted);
  }
  if (profile.sex == Sex::kFemale && IsBarredForWomen(job)) {
    found.Add(Reason::kWomenStatutoryLimit);
  }
  if (IsBarredByProtection(seeker.protection, job)) found.Add(Reason::kProtectedPeriodLimit);
  if (LacksLicence(profile, job, quick_certificate_days)) found.Add(Reason::kLicenceRequired);
  if (open.job.state != JobState::kOpen) found.Add(Reason::kJobNotOpen);
  if (job.expires_on < day) found.Add(Reason::kJobExpired);
  if (open.employer == EnterpriseState::kBlocked || open.employer == EnterpriseState::kClosed) {
    found.Add(Reason::kEmployerBlocked);
  }
  AddOwnRefusals(seeker, open, found);
  return found;
}

}  // namespace ladder::matching
