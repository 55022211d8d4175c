#include "subsidy-svc/domain/bank_file.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/bank_text.h"

namespace ladder::subsidy {
namespace {

constexpr size_t kBatchNumberMax = 35;
constexpr size_t kHeaderCells = 6;
constexpr size_t kLineCells = 7;

absl::Status CheckLine(const PaymentLine& line) {
  const std::string seq = absl::StrCat(line.seq);
  if (line.amount <= Fen()) return Refuse(Reason::kBatchAmount, {{"seq", seq}});
  const std::pair<const char*, const std::string*> fields[] = {{"account", &line.account},
                                                               {"name", &line.name},
                                                               {"cnaps", &line.cnaps},
                                                               {"summary", &line.summary},
                                                               {"end_to_end", &line.end_to_end}};
  for (const auto& [field, text] : fields) {
    if (!IsBankText(*text)) return Refuse(Reason::kBankText, {{"seq", seq}, {"field", field}});
  }
  return absl::OkStatus();
}

std::optional<PaymentHeader> ParseHeader(const BankCells& cells) {
  if (cells.size() != kHeaderCells) return std::nullopt;
  const std::optional<CivilDay> date = ParseBankDay(cells[1]);
  const std::optional<int64_t> count = ParseBankNumber(cells[2]);
  const std::optional<Fen> total = ParseBankMoney(cells[3]);
  if (cells[0].empty() || !date || !count || !total) return std::nullopt;
  return PaymentHeader{.batch = std::string(cells[0]),
                       .date = *date,
                       .count = *count,
                       .total = *total,
                       .sender = std::string(cells[4]),
                       .digest = std::string(cells[5])};
}

std::optional<PaymentLine> ParseLine(const BankCells& cells) {
  if (cells.size() != kLineCells) return std::nullopt;
  const std::optional<int64_t> seq = ParseBankNumber(cells[0]);
  const std::optional<Fen> amount = ParseBankMoney(cells[3]);
  if (!seq || !amount) return std::nullopt;
  return PaymentLine{.seq = *seq,
                     .account = std::string(cells[1]),
                     .name = std::string(cells[2]),
                     .amount = *amount,
                     .cnaps = std::string(cells[4]),
                     .summary = std::string(cells[5]),
                     .end_to_end = std::string(cells[6])};
}

}  // namespace

absl::StatusOr<std::string> FormatPaymentBody(const std::vector<PaymentLine>& lines) {
  if (lines.empty()) return Refuse(Reason::kBatchEmpty);
  std::string body;
  int64_t expected = 0;
  for (const PaymentLine& line : lines) {
    if (line.seq != ++expected) return Refuse(Reason::kBankSeq, {{"seq", absl::StrCat(line.seq)}});
    LADDER_RETURN_IF_ERROR(CheckLine(line));
    absl::StrAppend(&body,
                    absl::StrJoin({absl::StrCat(line.seq), line.account, line.name,
                                   line.amount.ToYuan(), line.cnaps, line.summary, line.end_to_end},
                                  "|"),
                    "\n");
  }
  return body;
}

absl::StatusOr<std::string> FormatPaymentHeader(const PaymentHeader& header) {
  const bool writable = header.batch.size() <= kBatchNumberMax && IsBankText(header.batch) &&
                        IsBankText(header.sender) && IsBankText(header.digest);
  if (!writable) return Refuse(Reason::kBankHeader);
  return absl::StrCat(
      absl::StrJoin({header.batch, FormatDay(header.date), absl::StrCat(header.count),
                     header.total.ToYuan(), header.sender, header.digest},
                    "|"),
      "\n");
}

PaymentHeader MakePaymentHeader(absl::string_view batch, CivilDay date, absl::string_view sender,
                                absl::string_view digest, const std::vector<PaymentLine>& lines) {
  PaymentHeader header = {.batch = std::string(batch),
                          .date = date,
                          .count = static_cast<int64_t>(lines.size()),
                          .sender = std::string(sender),
                          .digest = std::string(digest)};
  for (const PaymentLine& line : lines) header.total += line.amount;
  return header;
}

absl::StatusOr<PaymentFile> ParsePaymentFile(absl::string_view text) {
  const std::vector<BankCells> rows = BankLines(text);
  std::optional<PaymentHeader> header;
  if (!rows.empty()) header = ParseHeader(rows[0]);
  if (!header) return Refuse(Reason::kBankHeader);
  PaymentFile file = {.header = *header};
  Fen total;
  for (size_t i = 1; i < rows.size(); ++i) {
    std::optional<PaymentLine> line = ParseLine(rows[i]);
    if (!line || line->seq != static_cast<int64_t>(i)) return BadBankLine(i + 1);
    total += line->amount;
    file.lines.push_back(*std::move(line));
  }
  if (file.header.count != static_cast<int64_t>(file.lines.size())) {
    return Refuse(Reason::kBankCount);
  }
  if (file.header.total != total) return Refuse(Reason::kBankTotal);
  return file;
}

}  // namespace ladder::subsidy
