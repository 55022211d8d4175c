#include "tools/verify/check_vectors.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/bank_account.h"
#include "platform/standards/citizen_id.h"
#include "platform/standards/county_table.h"
#include "platform/standards/data_files.h"
#include "platform/standards/disability_certificate.h"
#include "platform/standards/division_table.h"
#include "platform/standards/mobile.h"
#include "platform/standards/text.h"
#include "platform/standards/uscc.h"
#include "platform/status/status.h"
#include "tools/verify/csv.h"
#include "tools/verify/digests.h"

namespace ladder::verify {
namespace {

constexpr absl::string_view kColumns[] = {"vector_id", "kind", "value", "expected", "reason_code"};
enum Column : size_t { kVectorId, kKind, kValue, kExpected, kReasonCode };

// What the code says about one value.
struct Verdict {
  bool valid = false;
  std::string reason;

  friend bool operator==(const Verdict&, const Verdict&) = default;
  std::string ToText() const { return absl::StrCat(valid ? "valid " : "invalid ", reason); }
};

// The tables that some kinds are tested against.
struct Tables {
  CountyTable counties;
  DivisionTable divisions;
  CivilDay today;

  CitizenIdRules IdRules() const { return {.today = today, .counties = counties}; }
};

Verdict Valid(bool as_written) {
  return {.valid = true, .reason = as_written ? "OK" : "OK_NORMALISED"};
}
Verdict Invalid(const absl::Status& refusal) {
  return {.valid = false, .reason = ReasonOf(refusal)};
}

template <typename T>
Verdict Judge(const absl::StatusOr<T>& parsed, absl::string_view written) {
  return parsed.ok() ? Valid(parsed->WrittenAs(written)) : Invalid(parsed.status());
}

Verdict JudgeCitizenId(absl::string_view value, const Tables& tables) {
  return Judge(ParseCitizenId(value, tables.IdRules()), value);
}

// `15 digits>18 characters`, where the right side may be missing.
Verdict JudgeUpgrade(absl::string_view value, const Tables&) {
  const std::pair<absl::string_view, absl::string_view> sides =
      absl::StrSplit(value, absl::MaxSplits('>', 1));
  const auto& [old_form, new_form] = sides;
  const absl::StatusOr<std::string> upgraded = UpgradeCitizenId15(old_form);
  const std::string review = InfoOf(Reason::kId15CentenarianReview).name;
  if (ReasonOf(upgraded.status()) == review) return {.valid = true, .reason = review};
  if (!upgraded.ok()) return Invalid(upgraded.status());
  const bool is_plain = old_form == absl::StrCat(upgraded->substr(0, 6), upgraded->substr(8, 9));
  if (CodeText(new_form).size() == 0) return Valid(is_plain);
  const absl::Status matched = MatchUpgrade(*upgraded, new_form);
  return matched.ok() ? Valid(is_plain && new_form == *upgraded) : Invalid(matched);
}

Verdict JudgeDisabilityCertificate(absl::string_view value, const Tables& tables) {
  return Judge(ParseDisabilityCertificate(value, tables.IdRules()), value);
}

Verdict JudgeOrganisationCode(absl::string_view value, const Tables&) {
  return Judge(ParseOrganisationCode(value), value);
}

Verdict JudgeUscc(absl::string_view value, const Tables&) { return Judge(ParseUscc(value), value); }

Verdict JudgeBankCard(absl::string_view value, const Tables&) {
  return Judge(ParseBankCard(value), value);
}

// A valid number says only that nothing could be tested.
Verdict JudgeBankAccountBook(absl::string_view value, const Tables&) {
  const absl::StatusOr<BankAccountBook> parsed = ParseBankAccountBook(value);
  if (!parsed.ok()) return Invalid(parsed.status());
  return {.valid = true, .reason = "OK_NO_CHECK"};
}

Verdict JudgeDivision(absl::string_view value, const Tables& tables) {
  return Judge(ParseDivision(value, tables.divisions), value);
}

Verdict JudgeMobile(absl::string_view value, const Tables&) {
  return Judge(ParseMobile(value), value);
}

// `text => digest in hex`
Verdict JudgeSm3(absl::string_view value, const Tables&) {
  constexpr absl::string_view kArrow = " => ";
  const size_t arrow = value.rfind(kArrow);
  if (arrow == absl::string_view::npos) return Invalid(Refuse(Reason::kDigestMismatch));
  const std::string digest = Sm3Hex(value.substr(0, arrow));
  const bool matches = absl::EqualsIgnoreCase(digest, value.substr(arrow + kArrow.size()));
  return matches ? Valid(true) : Invalid(Refuse(Reason::kDigestMismatch));
}

// `k=key p=plaintext => c=ciphertext`, all in hex
Verdict JudgeSm4(absl::string_view value, const Tables&) {
  const Verdict mismatch = Invalid(Refuse(Reason::kCipherMismatch));
  const std::vector<absl::string_view> words = absl::StrSplit(value, ' ', absl::SkipEmpty());
  const bool has_form = words.size() == 4 && absl::StartsWith(words[0], "k=") &&
                        absl::StartsWith(words[1], "p=") && words[2] == "=>" &&
                        absl::StartsWith(words[3], "c=");
  if (!has_form) return mismatch;
  const absl::StatusOr<std::string> cipher = Sm4EcbHex(words[0].substr(2), words[1].substr(2));
  return cipher.ok() && absl::EqualsIgnoreCase(*cipher, words[3].substr(2)) ? Valid(true)
                                                                            : mismatch;
}

struct Kind {
  absl::string_view name;
  Verdict (*judge)(absl::string_view value, const Tables& tables) = nullptr;
};

constexpr Kind kKinds[] = {
    {.name = "CITIZEN_ID", .judge = &JudgeCitizenId},
    {.name = "ID15_TO_18", .judge = &JudgeUpgrade},
    {.name = "DISABILITY_CERT", .judge = &JudgeDisabilityCertificate},
    {.name = "ORG_CODE", .judge = &JudgeOrganisationCode},
    {.name = "USCC", .judge = &JudgeUscc},
    {.name = "BANK_CARD", .judge = &JudgeBankCard},
    {.name = "BANK_ACCOUNT_BOOK", .judge = &JudgeBankAccountBook},
    {.name = "DIVISION12", .judge = &JudgeDivision},
    {.name = "MOBILE", .judge = &JudgeMobile},
    {.name = "SM3_HEX", .judge = &JudgeSm3},
    {.name = "SM4_ECB_HEX", .judge = &JudgeSm4},
};

absl::StatusOr<Tables> LoadTables(const Settings& settings) {
  Tables tables;
  tables.today = settings.today;
  LADDER_ASSIGN_OR_RETURN(tables.counties,
                          LoadCountyTable(absl::StrCat(settings.cache, "/divisions/counties.tsv")));
  LADDER_ASSIGN_OR_RETURN(tables.divisions, LoadDivisionTable(absl::StrCat(
                                                settings.cache, "/divisions/divisions.tsv")));
  return tables;
}

// The verdict that the file expects.
absl::StatusOr<Verdict> ExpectedOf(const CsvTable& csv, const CsvRow& row) {
  const std::string& expected = csv.Cell(row, kExpected);
  if (expected != "valid" && expected != "invalid") {
    return absl::InvalidArgumentError(
        absl::StrCat("line ", row.line, ": expected is neither valid nor invalid"));
  }
  return Verdict{.valid = expected == "valid", .reason = csv.Cell(row, kReasonCode)};
}

}  // namespace

absl::Status RunCheckVectors(absl::string_view file_text, const Settings& settings,
                             Report& report) {
  LADDER_ASSIGN_OR_RETURN(const CsvTable csv, CsvTable::Parse(file_text, kColumns));
  LADDER_ASSIGN_OR_RETURN(const Tables tables, LoadTables(settings));
  for (const CsvRow& row : csv.rows()) {
    LADDER_ASSIGN_OR_RETURN(const Verdict expected, ExpectedOf(csv, row));
    const auto kind =
        std::find_if(std::begin(kKinds), std::end(kKinds),
                     [&](const Kind& candidate) { return candidate.name == csv.Cell(row, kKind); });
    if (kind == std::end(kKinds)) {
      report.NotBuilt();
      continue;
    }
    const Verdict verdict = kind->judge(csv.Cell(row, kValue), tables);
    if (verdict == expected) {
      report.Pass();
    } else {
      report.Fail(csv.Cell(row, kVectorId),
                  absl::StrCat("expected ", expected.ToText(), ", but it is ", verdict.ToText()));
    }
  }
  return absl::OkStatus();
}

}  // namespace ladder::verify
