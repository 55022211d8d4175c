#include "platform/standards/bank_account.h"

#include <optional>

#include "ladder/options/v1/reasons.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

bool IsBetween(size_t size, size_t first, size_t last) { return size >= first && size <= last; }

std::optional<Reason> CardFault(absl::string_view canonical) {
  if (!IsBetween(canonical.size(), 13, 19)) return Reason::kCardLength;
  if (!AllDigits(canonical)) return Reason::kCardCharset;
  if (LuhnCheckDigit(canonical.substr(0, canonical.size() - 1)) != canonical.back())
    return Reason::kCardLuhn;
  return std::nullopt;
}

std::optional<Reason> AccountBookFault(absl::string_view canonical) {
  if (!AllDigits(canonical)) return Reason::kCardCharset;
  if (!IsBetween(canonical.size(), 5, 32)) return Reason::kCardLength;
  return std::nullopt;
}

}  // namespace

absl::StatusOr<BankCard> ParseBankCard(absl::string_view written, absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = CardFault(code.text())) return RefuseField(*fault, field);
  return BankCard(code.text());
}

absl::StatusOr<BankAccountBook> ParseBankAccountBook(absl::string_view written,
                                                     absl::string_view field) {
  const CodeText code(written);
  if (const std::optional<Reason> fault = AccountBookFault(code.text()))
    return RefuseField(*fault, field);
  return BankAccountBook(code.text());
}

char LuhnCheckDigit(absl::string_view digits) {
  LADDER_INVARIANT(AllDigits(digits));
  int sum = 0;
  bool doubled = true;  // the digit beside the check digit is the first one doubled
  for (size_t i = digits.size(); i > 0; --i) {
    const int value = DigitValue(digits[i - 1]) * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    doubled = !doubled;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace ladder
