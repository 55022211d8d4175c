// Certificates (docs/domain.md 6): what a learner who completed a class holds. Resource
// `certificates/{certificate}`. The number is unique and says who issued it when; the verify code
// lets anyone who sees the paper check it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/standards/certificate.h"
#include "training-svc/domain/enrolment.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

enum class CertificateState { kIssued = 1, kRevoked = 2 };

// A number of 20 digits: issuing county (6), year (4), kind (2), serial (6), check (2; ISO 7064 MOD
// 97-10).
struct CertificateNumber {
  static constexpr int kSerialMax = 999'999;

  int32_t county = 0;  // GB/T 2260
  int year = 0;
  Certificate kind = Certificate::kCompletion;
  int serial = 0;  // of the county's year, from 1

  std::string ToString() const;
  // CERTIFICATE_NUMBER_INVALID.
  static absl::StatusOr<CertificateNumber> Parse(absl::string_view text);
  friend bool operator==(const CertificateNumber&, const CertificateNumber&) = default;
};

struct IssuedCertificate {
  Root root = {};
  Ulid training_class = {};
  Ulid enrolment = {};
  Ulid person = {};
  CertificateNumber number = {};
  std::string verify_code = "";
  Certificate kind = Certificate::kCompletion;
  std::string occupation = "";
  std::string issuer_uscc = "";
  CivilDay issued_on = CivilDay();
  CertificateState state = CertificateState::kIssued;
  std::string revoke_reason = "";
  std::optional<CivilDay> revoked_on = {};
};

// What the caller draws for each certificate: the next serial of the series row it has locked, and
// random bytes.
struct CertificateDraw {
  int serial = 0;
  std::array<uint8_t, 5> random = {};
};

absl::string_view NameOf(CertificateState state);

// Order of refusals: CLASS_STATE (not assessed), NOT_COMPLETED, CERTIFICATE_SERIES_FULL.
absl::StatusOr<IssuedCertificate> Issue(const TrainingClass& training_class,
                                        const Enrolment& enrolment, const CertificateDraw& draw,
                                        CivilDay today);

// CERTIFICATE_STATE, FIELD_REQUIRED (reason).
absl::StatusOr<IssuedCertificate> Revoke(IssuedCertificate certificate, absl::string_view reason,
                                         CivilDay today);

// Eight characters of Crockford base 32.
std::string VerifyCodeOf(const std::array<uint8_t, 5>& random);

}  // namespace ladder::training
