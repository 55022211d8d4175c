#include "tools/verify/report.h"

#include "absl/strings/str_cat.h"

namespace ladder::verify {

void Report::Fail(absl::string_view id, absl::string_view what) {
  failures_.push_back(absl::StrCat(id, ": ", what));
}

std::string Report::ToText() const {
  std::string text;
  for (const std::string& failure : failures_) absl::StrAppend(&text, failure, "\n");
  absl::StrAppend(&text, passed_, " passed, ", failures_.size(), " failed, ", not_built_,
                  " not built\n");
  return text;
}

}  // namespace ladder::verify
