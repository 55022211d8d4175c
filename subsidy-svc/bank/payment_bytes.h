// The payment file as the bank gets it: bytes that are built once, signed, sent, and sent again
// unchanged (docs/domain.md 5.5, docs/architecture.md 6).
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "subsidy-svc/domain/bank_file.h"

namespace ladder::subsidy {

struct PaymentBytes {
  std::string bytes = "";   // GB 18030, line feeds, no byte order mark
  std::string digest = "";  // SM3 of the whole file, 64 hexadecimal digits: what the signers sign
  PaymentHeader header = {};
};

// Refusals of FormatPaymentBody, FormatPaymentHeader and ToGb18030.
absl::StatusOr<PaymentBytes> BuildPaymentBytes(absl::string_view batch, CivilDay date,
                                               absl::string_view sender,
                                               const std::vector<PaymentLine>& lines);

// Reads a file back. BANK_ENCODING, those of ParsePaymentFile, BANK_DIGEST when the body is not the
// header's.
absl::StatusOr<PaymentFile> ReadPaymentBytes(absl::string_view bytes);

}  // namespace ladder::subsidy
