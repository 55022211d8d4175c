#include "subsidy-svc/domain/bank_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

std::vector<BankCells> BankLines(absl::string_view text) {
  std::vector<BankCells> lines;
  if (text.empty() || text.back() != '\n') return lines;
  text.remove_suffix(1);
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    lines.push_back(absl::StrSplit(line, '|'));
  }
  return lines;
}

bool IsBankText(absl::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return c == '|' || absl::ascii_iscntrl(static_cast<unsigned char>(c));
  });
}

std::optional<Fen> ParseBankMoney(absl::string_view cell) {
  const bool two_decimals = cell.size() >= 4 && cell[cell.size() - 3] == '.' && cell[0] != '-';
  if (!two_decimals) return std::nullopt;
  const absl::StatusOr<Fen> amount = Fen::ParseYuan(cell);
  return amount.ok() ? std::optional<Fen>(*amount) : std::nullopt;
}

std::optional<int64_t> ParseBankNumber(absl::string_view cell) {
  int64_t number = 0;
  const bool plain = absl::SimpleAtoi(cell, &number) && absl::StrCat(number) == cell;
  return plain && number >= 0 ? std::optional<int64_t>(number) : std::nullopt;
}

std::optional<CivilDay> ParseBankDay(absl::string_view cell) {
  const absl::StatusOr<CivilDay> day = ParseDay(cell);
  return day.ok() ? std::optional<CivilDay>(*day) : std::nullopt;
}

absl::Status BadBankLine(size_t line_number) {
  return Refuse(Reason::kBankLine, {{"line", absl::StrCat(line_number)}});
}

}  // namespace ladder::subsidy
