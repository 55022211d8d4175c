// A claim line and what makes it unique (docs/domain.md 4.1 G8, G10): policy, beneficiary, period,
// object and kind, among live lines. The database's unique index is over Text().
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/policy.h"

namespace ladder::subsidy {

struct LineKey {
  Policy policy = Policy::kPwPost;
  std::string beneficiary = "";  // resource name of the person or firm whom the line is counted for
  std::string period = "";       // "2020-06", "2019", "2020-07-01/2020-09-30", "LIFETIME"
  std::string object = "";  // what else tells lines apart: a certificate, a loan, a firm; or empty
  std::string kind = "ORIGINAL";  // or "TOPUP:" and the version that gives more

  // "PW_POST|persons/01H...|2020-06||ORIGINAL"
  std::string Text() const;
  friend bool operator==(const LineKey&, const LineKey&) = default;
};

// The key of a line from its facts: months for PW_POST (one line a month) and SI, the year for
// PENSION and MEDICAL, a lifetime for TRANSPORT, STARTUP and ABSORB, the class and certificate for
// TRAIN, the class for LIVING, the loan and quarter for LOAN. `object` is the class or loan; the
// other policies have none, and what is given is left out. FACT_* as the policy's facts.
absl::StatusOr<LineKey> LineKeyOf(Policy policy, absl::string_view beneficiary,
                                  absl::string_view object, const FactMap& facts);

// A line's top-up under `version`.
LineKey TopUpOf(const LineKey& original, absl::string_view version);

// "01H...-2": what the bank and we call one payment, at most 35 characters (docs/domain.md 5.5).
std::string EndToEndId(const Ulid& line, int64_t attempt);

}  // namespace ladder::subsidy
