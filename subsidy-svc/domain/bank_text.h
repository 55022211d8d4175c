// What the bank's files share: lines of cells between bars, money with two decimals.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/money/fen.h"

namespace ladder::subsidy {

using BankCells = std::vector<absl::string_view>;

// The file's lines as cells. Every line ends with a line feed, the last one too: a file that was
// cut has no lines.
std::vector<BankCells> BankLines(absl::string_view text);

// Whether a cell can hold the text: not empty, no bar, no control character.
bool IsBankText(absl::string_view text);

// "1234.50": exactly two decimals, not negative.
std::optional<Fen> ParseBankMoney(absl::string_view cell);
// Digits alone, without leading zeros.
std::optional<int64_t> ParseBankNumber(absl::string_view cell);
std::optional<CivilDay> ParseBankDay(absl::string_view cell);

// BANK_LINE naming the line's number in the file, counted from 1.
absl::Status BadBankLine(size_t line_number);

}  // namespace ladder::subsidy
