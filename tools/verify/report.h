// What became of each case of a file.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace ladder::verify {

class Report {
 public:
  void Pass() { ++passed_; }
  // `what` says what was expected and what came, without the case's value.
  void Fail(absl::string_view id, absl::string_view what);
  // No code decides this kind of case.
  void NotBuilt() { ++not_built_; }

  bool has_failures() const { return !failures_.empty(); }
  // A line per failure, starting with its id, then `N passed, M failed, K not built`.
  std::string ToText() const;

 private:
  int passed_ = 0;
  int not_built_ = 0;
  std::vector<std::string> failures_;
};

}  // namespace ladder::verify
