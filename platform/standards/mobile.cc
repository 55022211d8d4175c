#include "platform/standards/mobile.h"

#include "absl/strings/strip.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder {

absl::StatusOr<Mobile> ParseMobile(absl::string_view written, absl::string_view field) {
  const CodeText code(written);
  const absl::string_view digits = absl::StripPrefix(code.text(), "+86");
  if (digits.size() != 11 || !AllDigits(digits) || digits[0] != '1' || digits[1] < '3') {
    return RefuseField(Reason::kMobileFormat, field);
  }
  return Mobile(digits);
}

}  // namespace ladder
