// Account numbers that money is paid to. A card has a check digit (ISO/IEC 7812); passbooks and
// corporate accounts have none, so the kind chooses the test (docs/domain.md 2.2). Proof is the
// bank's own check of name and number.
#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/standards/short_code.h"

namespace ladder {

class BankCard {
 public:
  // A number that was parsed before it was stored. A longer one ends the process.
  static BankCard FromStored(absl::string_view canonical) { return BankCard(canonical); }

  // 13 to 19 digits. Valid as long as this object.
  absl::string_view value() const { return code_.view(); }
  bool WrittenAs(absl::string_view written) const { return code_.Is(written); }

  friend bool operator==(const BankCard&, const BankCard&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const BankCard& card) {
    return H::combine(std::move(h), card.code_);
  }

 private:
  explicit BankCard(absl::string_view canonical) : code_(canonical) {}
  friend absl::StatusOr<BankCard> ParseBankCard(absl::string_view, absl::string_view);

  ShortCode<19> code_;
};

// Refuses about `field`, in this order: CARD_LENGTH, CARD_CHARSET, CARD_LUHN. Luhn does not see 09
// and 90 swapped.
absl::StatusOr<BankCard> ParseBankCard(absl::string_view written,
                                       absl::string_view field = "card_number");

// A passbook's or a firm's account.
class BankAccountBook {
 public:
  static BankAccountBook FromStored(absl::string_view canonical) {
    return BankAccountBook(canonical);
  }

  // 5 to 32 digits. Valid as long as this object.
  absl::string_view value() const { return code_.view(); }
  bool WrittenAs(absl::string_view written) const { return code_.Is(written); }

  friend bool operator==(const BankAccountBook&, const BankAccountBook&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const BankAccountBook& account) {
    return H::combine(std::move(h), account.code_);
  }

 private:
  explicit BankAccountBook(absl::string_view canonical) : code_(canonical) {}
  friend absl::StatusOr<BankAccountBook> ParseBankAccountBook(absl::string_view, absl::string_view);

  ShortCode<32> code_;
};

// Refuses about `field`, in this order: CARD_CHARSET, CARD_LENGTH. Nothing else can be tested
// (OK_NO_CHECK).
absl::StatusOr<BankAccountBook> ParseBankAccountBook(absl::string_view written,
                                                     absl::string_view field = "account_number");

// The Luhn check digit that belongs behind `digits`. Other characters end the process.
char LuhnCheckDigit(absl::string_view digits);

}  // namespace ladder
