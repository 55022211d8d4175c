#include "platform/money/fen.h"

#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder {

absl::StatusOr<Fen> Fen::ParseYuan(absl::string_view text) {
  const absl::Status invalid = Refuse(Reason::kMoneyInvalid, {{"field", "amount"}});
  absl::string_view digits = text;
  const bool negative = !digits.empty() && digits[0] == '-';
  if (negative) digits.remove_prefix(1);
  absl::string_view whole = digits, fraction;
  if (const size_t dot = digits.find('.'); dot != absl::string_view::npos) {
    whole = digits.substr(0, dot);
    fraction = digits.substr(dot + 1);
    if (fraction.empty() || fraction.size() > 2) return invalid;
  }
  if (whole.empty() || whole.size() > 15) return invalid;
  int64_t fen = 0;
  for (absl::string_view part : {whole, fraction}) {
    for (char c : part) {
      if (c < '0' || c > '9') return invalid;
      fen = fen * 10 + (c - '0');
    }
  }
  for (size_t i = fraction.size(); i < 2; ++i) fen *= 10;
  return Fen(negative ? -fen : fen);
}

std::string Fen::ToYuan() const {
  const uint64_t size =
      value_ < 0 ? 0 - static_cast<uint64_t>(value_) : static_cast<uint64_t>(value_);
  return absl::StrFormat("%s%d.%02d", value_ < 0 ? "-" : "", size / 100, size % 100);
}

Fen MulDivHalfUp(Fen amount, int64_t numerator, int64_t denominator) {
  LADDER_INVARIANT(denominator > 0);
  const __int128 product = static_cast<__int128>(amount.value()) * numerator;
  const bool negative = product < 0;
  const __int128 size = negative ? -product : product;
  const __int128 rounded = (2 * size + denominator) / (2 * static_cast<__int128>(denominator));
  LADDER_INVARIANT(rounded <= std::numeric_limits<int64_t>::max());
  const int64_t value = static_cast<int64_t>(rounded);
  return Fen(negative ? -value : value);
}

}  // namespace ladder
