#include "training-svc/domain/certificate.h"

#include "absl/strings/str_format.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/training/v1/reasons.h"
#include "platform/standards/short_code.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr size_t kBodySize = 18;
constexpr int64_t kModulus = 97;
constexpr int kKindMax = static_cast<int>(Certificate::kLevel1);

std::string BodyOf(const CertificateNumber& number) {
  return absl::StrFormat("%06d%04d%02d%06d", number.county, number.year,
                         static_cast<int>(number.kind), number.serial);
}

}  // namespace

std::string CertificateNumber::ToString() const {
  const std::string body = BodyOf(*this);
  const int64_t rest = DigitsValue(body) % kModulus * 100 % kModulus;
  return absl::StrFormat("%s%02d", body, kModulus + 1 - rest);
}

absl::StatusOr<CertificateNumber> CertificateNumber::Parse(absl::string_view text) {
  if (text.size() != kBodySize + 2 || !AllDigits(text)) {
    return Refuse(Reason::kCertificateNumberInvalid);
  }
  const int kind = static_cast<int>(DigitsValue(text.substr(10, 2)));
  if (kind < 1 || kind > kKindMax) return Refuse(Reason::kCertificateNumberInvalid);
  const CertificateNumber number = {.county = static_cast<int32_t>(DigitsValue(text.substr(0, 6))),
                                    .year = static_cast<int>(DigitsValue(text.substr(6, 4))),
                                    .kind = static_cast<Certificate>(kind),
                                    .serial = static_cast<int>(DigitsValue(text.substr(12, 6)))};
  if (number.ToString() != text) return Refuse(Reason::kCertificateNumberInvalid);
  return number;
}

absl::string_view NameOf(CertificateState state) {
  return state == CertificateState::kIssued ? "ISSUED" : "REVOKED";
}

absl::StatusOr<IssuedCertificate> Issue(const TrainingClass& training_class,
                                        const Enrolment& enrolment, const CertificateDraw& draw,
                                        CivilDay today) {
  if (training_class.state != ClassState::kAssessed) {
    return Refuse(Reason::kClassState, {{"state", std::string(NameOf(training_class.state))},
                                        {"event", std::string(NameOf(ClassEvent::kCertify))}});
  }
  if (enrolment.state != EnrolmentState::kCompleted) return Refuse(Reason::kNotCompleted);
  if (draw.serial < 1 || draw.serial > CertificateNumber::kSerialMax) {
    return Refuse(Reason::kCertificateSeriesFull);
  }
  const ClassDraft& facts = training_class.facts;
  IssuedCertificate certificate;
  certificate.training_class = training_class.root.id;
  certificate.enrolment = enrolment.root.id;
  certificate.person = enrolment.person;
  certificate.kind = facts.certificate;
  certificate.occupation = facts.occupation;
  certificate.issuer_uscc = facts.school_uscc;
  certificate.issued_on = today;
  certificate.number = {.county = static_cast<int32_t>(facts.site_division / 1'000'000),
                        .year = static_cast<int>(today.year()),
                        .kind = facts.certificate,
                        .serial = draw.serial};
  certificate.verify_code = VerifyCodeOf(draw.random);
  return certificate;
}

absl::StatusOr<IssuedCertificate> Revoke(IssuedCertificate certificate, absl::string_view reason,
                                         CivilDay today) {
  if (certificate.state != CertificateState::kIssued) {
    return Refuse(Reason::kCertificateState,
                  {{"state", std::string(NameOf(certificate.state))}, {"event", "REVOKE"}});
  }
  if (reason.empty()) return RefuseField(ladder::Reason::kFieldRequired, "reason");
  certificate.state = CertificateState::kRevoked;
  certificate.revoke_reason = std::string(reason);
  certificate.revoked_on = today;
  return certificate;
}

std::string VerifyCodeOf(const std::array<uint8_t, 5>& random) {
  constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  uint64_t bits = 0;
  for (uint8_t byte : random) bits = bits << 8 | byte;
  std::string code;
  for (int shift = 35; shift >= 0; shift -= 5) code.push_back(kAlphabet[bits >> shift & 31]);
  return code;
}

}  // namespace ladder::training
