// The domestic payment file (docs/domain.md 5.5), as UTF-8 text with line feeds. Encoding and
// digests are subsidy-svc/bank's.
//   batch|date|count|total|sender|digest
//   seq|account|name|amount|CNAPS|summary|end_to_end
// Amounts have two decimals; the digest is the SM3 of all lines after the first, as they are
// encoded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/money/fen.h"

namespace ladder::subsidy {

// One payment of a file. Holds an account number and a name: it is never logged.
struct PaymentLine {
  int64_t seq = 0;  // 1, 2, 3
  std::string account = "";
  std::string name = "";
  Fen amount = Fen();
  std::string cnaps = "";
  std::string summary = "";
  std::string end_to_end = "";
  friend bool operator==(const PaymentLine&, const PaymentLine&) = default;
};

struct PaymentHeader {
  std::string batch = "";  // its number, at most 35 characters
  CivilDay date = CivilDay();
  int64_t count = 0;
  Fen total = Fen();
  std::string sender = "";
  std::string digest = "";  // 64 hexadecimal digits
  friend bool operator==(const PaymentHeader&, const PaymentHeader&) = default;
};

struct PaymentFile {
  PaymentHeader header = {};
  std::vector<PaymentLine> lines = {};
  friend bool operator==(const PaymentFile&, const PaymentFile&) = default;
};

// All lines after the first. BATCH_EMPTY; BANK_SEQ unless numbered 1, 2, 3; BATCH_AMOUNT; BANK_TEXT
// naming the field that is empty or holds a separator or a line end.
absl::StatusOr<std::string> FormatPaymentBody(const std::vector<PaymentLine>& lines);

// The first line. BANK_HEADER for a batch number over 35 characters or a text that the line cannot
// hold.
absl::StatusOr<std::string> FormatPaymentHeader(const PaymentHeader& header);

// Header for `lines`: counts and sums them.
PaymentHeader MakePaymentHeader(absl::string_view batch, CivilDay date, absl::string_view sender,
                                absl::string_view digest, const std::vector<PaymentLine>& lines);

// Reads a file back. BANK_HEADER, BANK_LINE with its number, BANK_COUNT, BANK_TOTAL.
absl::StatusOr<PaymentFile> ParsePaymentFile(absl::string_view text);

}  // namespace ladder::subsidy
