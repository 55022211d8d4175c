// What the bank answers (docs/domain.md 5.5): a receipt for the file, then a result for each
// payment. A bank's codes are data; what each asks of us is its ISO 20022 reason's.
//   receipt: batch|OK   or   batch|REJECTED|text
//   result:  batch|date|count   then   seq|code   or   seq|code|text
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "subsidy-svc/domain/pay_item.h"

namespace ladder::subsidy {

// One row of a bank's table of codes.
struct BankCode {
  std::string code = "";  // "00"
  std::string iso = "";   // "ACSC" is success; else a reason such as "AC04"
  friend bool operator==(const BankCode&, const BankCode&) = default;
};

// What an ISO reason asks for. nullopt for ACSC and for reasons that the table of
// docs/domain.md 5.5 lacks.
std::optional<ReturnAction> ActionOf(absl::string_view iso);

// Columns bank, code, iso, tab-separated, under a line of these names; the rows of `bank`.
// VERSION_LINE with the line.
absl::StatusOr<std::vector<BankCode>> ParseBankCodes(absl::string_view text,
                                                     absl::string_view bank);

struct Receipt {
  std::string batch = "";
  bool accepted = false;
  std::string text = "";
};

// BANK_HEADER.
absl::StatusOr<Receipt> ParseReceipt(absl::string_view text);

struct ResultLine {
  int64_t seq = 0;
  std::string code = "";
  friend bool operator==(const ResultLine&, const ResultLine&) = default;
};

struct ResultFile {
  std::string batch = "";
  CivilDay date = CivilDay();
  std::vector<ResultLine> lines = {};
};

// BANK_HEADER, BANK_LINE, BANK_COUNT.
absl::StatusOr<ResultFile> ParseResultFile(absl::string_view text);

// A payment of the batch and the code that was absorbed for it before, if any.
struct AwaitedResult {
  int64_t seq = 0;
  std::optional<std::string> absorbed_code = std::nullopt;
};

// What one result changes.
struct AbsorbedResult {
  int64_t seq = 0;
  std::string code = "";
  bool paid = false;
  std::optional<ReturnAction> action = std::nullopt;  // of a return
  friend bool operator==(const AbsorbedResult&, const AbsorbedResult&) = default;
};

// A result that differs from the one that stands: the accountant explains it, and until then the
// payment is not sent again.
struct ContradictedResult {
  int64_t seq = 0;
  std::string kept = "";
  std::string told = "";
  friend bool operator==(const ContradictedResult&, const ContradictedResult&) = default;
};

struct Absorption {
  std::vector<AbsorbedResult> news = {};
  int64_t repeated = 0;  // the same answer came before: nothing to do
  std::vector<ContradictedResult> contradictions = {};
};

// Compares a result file with the batch. The whole file is refused when one line makes no sense:
// BANK_BATCH, BANK_SEQ (unknown or twice in the file), BANK_CODE. Absorbing the same file again
// brings no news.
absl::StatusOr<Absorption> AbsorbResults(absl::string_view batch,
                                         const std::vector<AwaitedResult>& awaited,
                                         const ResultFile& file, absl::Span<const BankCode> codes);

// BANK_DATE for a day after today, or before the batch was sent: what the bank paid, it paid
// between them. A batch that was not sent awaits no result, whatever the day.
absl::Status CheckAnswerDay(CivilDay day, std::optional<CivilDay> sent_on, CivilDay today);

// PAY_ITEM_ACTOR unless the bank's answers are the actor's to bring in.
absl::Status CheckBringsAnswers(const Actor& actor);

}  // namespace ladder::subsidy
