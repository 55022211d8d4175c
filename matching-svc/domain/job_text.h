// The linter of docs/domain.md 7.4: finds unlawful conditions in the words of a job, and says which
// article forbids them. A job with one is blocked at entry, unless a legal limit code of a law in
// force permits just that kind.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matching-svc/domain/job.h"
#include "matching-svc/domain/text.h"
#include "platform/calendar/civil_day.h"

namespace ladder::matching {

// One unlawful condition found.
struct TextFinding {
  std::string phrase = "";
  std::string kind = "";  // "SEX", "MARRIAGE", "HUKOU", "ETHNIC", "RELIGION", "INFECTION",
                          // "DISABILITY", "PREGNANCY"
  Text article = {};      // the law that forbids it
};

class JobTextLinter {
 public:
  // `phrases` is unlawful_text.tsv, `limits` is legal_limits.tsv. POLICY_TABLE_INVALID.
  static absl::StatusOr<JobTextLinter> Parse(absl::string_view phrases, absl::string_view limits);

  // Unlawful conditions in title, description and tags that no legal limit code of the job permits
  // on `day`, in the order of the table. Width, blanks and punctuation between characters don't
  // hide a phrase.
  std::vector<TextFinding> Findings(const JobDraft& job, CivilDay day) const;

  // The first finding as JOB_TEXT_UNLAWFUL, or LEGAL_LIMIT_UNKNOWN about a code that is not in
  // force or whose law does not fit the job's declared hazards, or OK.
  absl::Status Check(const JobDraft& job, CivilDay day) const;

 private:
  struct Phrase {
    std::string text;
    std::string kind;  // "LAWFUL": taken out of the text before the others are looked for
    Text article;
  };
  struct Limit {
    std::string code;
    std::string kind;   // what it permits
    std::string needs;  // the fact of the job without which the law does not apply
    CivilDay from;
    CivilDay to;
  };
  const Limit* FindLimit(const JobDraft& job, CivilDay day) const;

  std::vector<std::string> lawful_;
  std::vector<Phrase> unlawful_;
  std::vector<Limit> limits_;
};

}  // namespace ladder::matching
