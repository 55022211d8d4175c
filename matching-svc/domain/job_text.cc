#include "matching-svc/domain/job_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ladder/matching/v1/reasons.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/domain/policy_table.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr absl::string_view kPhrases = "unlawful_text";
constexpr absl::string_view kPhraseColumns[] = {"phrase", "kind", "article_zh", "article_en"};
constexpr absl::string_view kLimits = "legal_limits";
constexpr absl::string_view kLimitColumns[] = {"code",       "permits",  "needs",
                                               "valid_from", "valid_to", "article"};
constexpr absl::string_view kLawful = "LAWFUL";
constexpr absl::string_view kAnyJob = "ANY";
constexpr absl::string_view kWomenBarred = "WOMEN_BARRED";

// Lower case, no blanks, no punctuation, full-width ASCII made narrow. Joints between fields stay
// as a line break.
std::string Normalise(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (absl::ascii_isalnum(byte) || byte == '\n')
        out.push_back(static_cast<char>(absl::ascii_tolower(byte)));
      continue;
    }
    const absl::string_view rest = text.substr(i);
    if (rest.size() >= 3 && (byte == 0xEF && (rest[1] == '\xBC' || rest[1] == '\xBD'))) {
      // U+FF01..U+FF5E are full-width ASCII.
      const int code = (byte & 0x0F) << 12 | (rest[1] & 0x3F) << 6 | (rest[2] & 0x3F);
      const int narrow = code - 0xFEE0;
      if (narrow < 0x80 && absl::ascii_isalnum(static_cast<unsigned char>(narrow))) {
        out.push_back(absl::ascii_tolower(static_cast<unsigned char>(narrow)));
      }
      i += 2;
      continue;
    }
    if (rest.size() >= 3 && byte == 0xE3 &&
        rest[1] == '\x80') {  // U+3000..U+303F: blanks and brackets
      i += 2;
      continue;
    }
    out.push_back(static_cast<char>(byte));
  }
  return out;
}

bool NeedsHold(absl::string_view needs, const JobDraft& job) {
  if (needs == kAnyJob) return true;
  return needs == kWomenBarred && IsBarredForWomen(job);
}

}  // namespace

absl::StatusOr<JobTextLinter> JobTextLinter::Parse(absl::string_view phrases,
                                                   absl::string_view limits) {
  JobTextLinter linter;
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyLine> phrase_lines,
                          ReadPolicyTable(kPhrases, phrases, kPhraseColumns));
  for (const PolicyLine& line : phrase_lines) {
    std::string text = Normalise(line.cells[0]);
    if (text.empty()) return RefuseLine(kPhrases, line.number, "phrase is empty");
    if (line.cells[1] == kLawful) {
      linter.lawful_.push_back(std::move(text));
    } else {
      linter.unlawful_.push_back({.text = std::move(text),
                                  .kind = line.cells[1],
                                  .article = {.zh = line.cells[2], .en = line.cells[3]}});
    }
  }
  // The longest first, so that a lawful phrase inside another does not break it.
  std::stable_sort(linter.lawful_.begin(), linter.lawful_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });

  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyLine> limit_lines,
                          ReadPolicyTable(kLimits, limits, kLimitColumns));
  for (const PolicyLine& line : limit_lines) {
    const absl::StatusOr<CivilDay> from = ParseDay(line.cells[3]);
    const absl::StatusOr<CivilDay> to = ParseDay(line.cells[4]);
    if (!from.ok() || !to.ok()) return RefuseLine(kLimits, line.number, "validity is no period");
    if (line.cells[2] != kAnyJob && line.cells[2] != kWomenBarred) {
      return RefuseLine(kLimits, line.number, "needs is unknown");
    }
    linter.limits_.push_back({.code = line.cells[0],
                              .kind = line.cells[1],
                              .needs = line.cells[2],
                              .from = *from,
                              .to = *to});
  }
  return linter;
}

const JobTextLinter::Limit* JobTextLinter::FindLimit(const JobDraft& job, CivilDay day) const {
  const auto found = std::find_if(limits_.begin(), limits_.end(), [&](const Limit& limit) {
    return limit.code == job.legal_limit_code && limit.from <= day && day <= limit.to &&
           NeedsHold(limit.needs, job);
  });
  return found == limits_.end() ? nullptr : &*found;
}

std::vector<TextFinding> JobTextLinter::Findings(const JobDraft& job, CivilDay day) const {
  std::string text = absl::StrCat(job.title, "\n", job.description);
  for (const std::string& tag : job.tags) absl::StrAppend(&text, "\n", tag);
  text = Normalise(text);
  for (const std::string& lawful : lawful_) absl::StrReplaceAll({{lawful, "\n"}}, &text);

  const Limit* limit = job.legal_limit_code.empty() ? nullptr : FindLimit(job, day);
  std::vector<TextFinding> findings;
  for (const Phrase& phrase : unlawful_) {
    if (text.find(phrase.text) == std::string::npos) continue;
    if (limit != nullptr && limit->kind == phrase.kind) continue;
    findings.push_back({.phrase = phrase.text, .kind = phrase.kind, .article = phrase.article});
  }
  return findings;
}

absl::Status JobTextLinter::Check(const JobDraft& job, CivilDay day) const {
  if (!job.legal_limit_code.empty() && FindLimit(job, day) == nullptr) {
    return RefuseField(Reason::kLegalLimitUnknown, "legal_limit_code",
                       {{"code", job.legal_limit_code}});
  }
  const std::vector<TextFinding> findings = Findings(job, day);
  if (findings.empty()) return absl::OkStatus();
  return Refuse(Reason::kJobTextUnlawful,
                {{"phrase", findings[0].phrase}, {"article", findings[0].article.zh}});
}

}  // namespace ladder::matching
