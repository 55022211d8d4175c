// Numbers of disability certificates by GB/T 26341-2010: the citizen id, the category, the grade,
// and on a reissued one the letter B and its count (docs/domain.md 2.1, 2.2).
#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/standards/citizen_id.h"
#include "platform/standards/short_code.h"

namespace ladder {

enum class DisabilityCategory : int {
  kSight = 1,
  kHearing = 2,
  kSpeech = 3,
  kPhysical = 4,
  kIntellectual = 5,
  kMental = 6,
  kMultiple = 7,
};

class DisabilityCertificate {
 public:
  // A number that was parsed before it was stored. Anything else ends the process.
  static DisabilityCertificate FromStored(absl::string_view canonical);

  // 20 characters, 22 when reissued. Valid as long as this object.
  absl::string_view value() const { return code_.view(); }
  CitizenId citizen_id() const { return CitizenId::FromStored(value().substr(0, 18)); }
  DisabilityCategory category() const {
    return static_cast<DisabilityCategory>(DigitValue(value()[18]));
  }
  int grade() const { return DigitValue(value()[19]); }  // 1, the worst, to 4
  int reissue() const { return value().size() == 22 ? DigitValue(value()[21]) : 0; }
  bool WrittenAs(absl::string_view written) const { return code_.Is(written); }

  friend bool operator==(const DisabilityCertificate&, const DisabilityCertificate&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const DisabilityCertificate& certificate) {
    return H::combine(std::move(h), certificate.code_);
  }

 private:
  explicit DisabilityCertificate(absl::string_view canonical) : code_(canonical) {}
  friend absl::StatusOr<DisabilityCertificate> ParseDisabilityCertificate(absl::string_view,
                                                                          const CitizenIdRules&,
                                                                          absl::string_view);

  ShortCode<22> code_;
};

// Refuses about `field`, in this order: DIS_LENGTH, the codes of the citizen id, DIS_CATEGORY,
// DIS_GRADE, DIS_SUFFIX.
absl::StatusOr<DisabilityCertificate> ParseDisabilityCertificate(
    absl::string_view written, const CitizenIdRules& rules,
    absl::string_view field = "disability_certificate");

}  // namespace ladder
