#include "subsidy-svc/bank/payment_bytes.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/bank/encoding.h"

namespace ladder::subsidy {

absl::StatusOr<PaymentBytes> BuildPaymentBytes(absl::string_view batch, CivilDay date,
                                               absl::string_view sender,
                                               const std::vector<PaymentLine>& lines) {
  LADDER_ASSIGN_OR_RETURN(const std::string text, FormatPaymentBody(lines));
  LADDER_ASSIGN_OR_RETURN(const std::string body, ToGb18030(text));
  PaymentBytes built = {.header = MakePaymentHeader(batch, date, sender, Sm3Hex(body), lines)};
  LADDER_ASSIGN_OR_RETURN(const std::string header_text, FormatPaymentHeader(built.header));
  LADDER_ASSIGN_OR_RETURN(const std::string header, ToGb18030(header_text));
  built.bytes = absl::StrCat(header, body);
  built.digest = Sm3Hex(built.bytes);
  return built;
}

absl::StatusOr<PaymentFile> ReadPaymentBytes(absl::string_view bytes) {
  LADDER_ASSIGN_OR_RETURN(const std::string text, FromGb18030(bytes));
  LADDER_ASSIGN_OR_RETURN(PaymentFile file, ParsePaymentFile(text));
  // No character of GB 18030 has a line feed among its bytes, so the first one ends the header.
  const absl::string_view body = bytes.substr(bytes.find('\n') + 1);
  if (Sm3Hex(body) != file.header.digest) return Refuse(Reason::kBankDigest);
  return file;
}

}  // namespace ladder::subsidy
