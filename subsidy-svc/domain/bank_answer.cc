#include "subsidy-svc/domain/bank_answer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/bank_text.h"

namespace ladder::subsidy {
namespace {

constexpr absl::string_view kSuccess = "ACSC";
constexpr absl::string_view kCodeColumns = "bank\tcode\tiso";

struct ActionRow {
  absl::string_view iso;
  ReturnAction action;
};

// docs/domain.md 5.5 "return codes".
constexpr ActionRow kActions[] = {
    {"AC01", ReturnAction::kFixAccount}, {"BE01", ReturnAction::kFixAccount},
    {"AC04", ReturnAction::kFixAccount}, {"AC06", ReturnAction::kFixAccount},
    {"AG01", ReturnAction::kFixAccount}, {"MD07", ReturnAction::kStop},
    {"AM04", ReturnAction::kRetry},      {"TECH", ReturnAction::kRetry},
    {"MS03", ReturnAction::kRetry},      {"AM05", ReturnAction::kLookUp},
};

const BankCode* FindCode(absl::Span<const BankCode> codes, absl::string_view code) {
  const auto* row = std::find_if(codes.begin(), codes.end(),
                                 [&](const BankCode& candidate) { return candidate.code == code; });
  return row == codes.end() ? nullptr : row;
}

absl::Status UnknownSeq(int64_t seq) {
  return Refuse(Reason::kBankSeq, {{"seq", absl::StrCat(seq)}});
}

}  // namespace

std::optional<ReturnAction> ActionOf(absl::string_view iso) {
  for (const ActionRow& row : kActions) {
    if (row.iso == iso) return row.action;
  }
  return std::nullopt;
}

absl::StatusOr<std::vector<BankCode>> ParseBankCodes(absl::string_view text,
                                                     absl::string_view bank) {
  std::vector<BankCode> codes;
  int line_number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    if (line_number > 1 && line.empty()) continue;
    const std::vector<absl::string_view> cells = absl::StrSplit(line, '\t');
    const bool header = line_number == 1;
    const bool readable = header
                              ? line == kCodeColumns
                              : cells.size() == 3 && (cells[2] == kSuccess || ActionOf(cells[2]));
    if (!readable) return Refuse(Reason::kVersionLine, {{"line", absl::StrCat(line_number)}});
    if (!header && cells[0] == bank)
      codes.push_back({std::string(cells[1]), std::string(cells[2])});
  }
  return codes;
}

absl::StatusOr<Receipt> ParseReceipt(absl::string_view text) {
  const std::vector<BankCells> rows = BankLines(text);
  if (rows.size() != 1 || rows[0][0].empty()) return Refuse(Reason::kBankHeader);
  const BankCells& cells = rows[0];
  if (cells.size() == 2 && cells[1] == "OK") {
    return Receipt{.batch = std::string(cells[0]), .accepted = true};
  }
  if (cells.size() == 3 && cells[1] == "REJECTED") {
    return Receipt{
        .batch = std::string(cells[0]), .accepted = false, .text = std::string(cells[2])};
  }
  return Refuse(Reason::kBankHeader);
}

absl::StatusOr<ResultFile> ParseResultFile(absl::string_view text) {
  const std::vector<BankCells> rows = BankLines(text);
  if (rows.empty() || rows[0].size() != 3 || rows[0][0].empty()) return Refuse(Reason::kBankHeader);
  const std::optional<CivilDay> date = ParseBankDay(rows[0][1]);
  const std::optional<int64_t> count = ParseBankNumber(rows[0][2]);
  if (!date || !count) return Refuse(Reason::kBankHeader);
  ResultFile file = {.batch = std::string(rows[0][0]), .date = *date};
  for (size_t i = 1; i < rows.size(); ++i) {
    const BankCells& cells = rows[i];
    const bool shaped = cells.size() == 2 || cells.size() == 3;
    const std::optional<int64_t> seq = ParseBankNumber(cells[0]);
    if (!shaped || !seq || cells[1].empty()) return BadBankLine(i + 1);
    file.lines.push_back({.seq = *seq, .code = std::string(cells[1])});
  }
  if (*count != static_cast<int64_t>(file.lines.size())) return Refuse(Reason::kBankCount);
  return file;
}

absl::StatusOr<Absorption> AbsorbResults(absl::string_view batch,
                                         const std::vector<AwaitedResult>& awaited,
                                         const ResultFile& file, absl::Span<const BankCode> codes) {
  if (file.batch != batch) return Refuse(Reason::kBankBatch, {{"batch", file.batch}});
  std::map<int64_t, const AwaitedResult*> by_seq;
  for (const AwaitedResult& result : awaited) by_seq[result.seq] = &result;
  std::set<int64_t> seen;
  Absorption absorption;
  for (const ResultLine& line : file.lines) {
    const auto awaited_result = by_seq.find(line.seq);
    if (awaited_result == by_seq.end() || !seen.insert(line.seq).second)
      return UnknownSeq(line.seq);
    const BankCode* code = FindCode(codes, line.code);
    if (code == nullptr) return Refuse(Reason::kBankCode, {{"seq", absl::StrCat(line.seq)}});
    const std::optional<std::string>& before = awaited_result->second->absorbed_code;
    if (!before) {
      absorption.news.push_back({.seq = line.seq,
                                 .code = line.code,
                                 .paid = code->iso == kSuccess,
                                 .action = ActionOf(code->iso)});
    } else if (*before == line.code) {
      ++absorption.repeated;
    } else {
      absorption.contradictions.push_back({.seq = line.seq, .kept = *before, .told = line.code});
    }
  }
  return absorption;
}

absl::Status CheckAnswerDay(CivilDay day, std::optional<CivilDay> sent_on, CivilDay today) {
  if (day <= today && (!sent_on || *sent_on <= day)) return absl::OkStatus();
  return Refuse(Reason::kBankDate, {{"day", FormatDay(day)}});
}

absl::Status CheckBringsAnswers(const Actor& actor) {
  if (actor.role == Role::kBank || actor.role == Role::kSystem) return absl::OkStatus();
  return Refuse(Reason::kPayItemActor,
                {{"event", "ANSWER"}, {"role", std::string(RoleName(actor.role))}});
}

}  // namespace ladder::subsidy
