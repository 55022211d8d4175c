// Schooling by GB/T 4658-2006 (docs/domain.md 2.1): two digits, the first the school, the second
// how it ended.
#pragma once

#include <compare>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder {

// Ordered: a post that asks for one level takes every higher one. Vocational and general senior
// high schools are one.
enum class EducationLevel : int {
  kNone = 0,  // no schooling that the standard names ("other")
  kPrimary = 1,
  kJuniorHigh = 2,
  kSeniorSecondary = 3,
  kCollege = 4,
  kBachelor = 5,
  kMaster = 6,
  kDoctor = 7,
};

class Education {
 public:
  // 90, other.
  constexpr Education() = default;

  constexpr int code() const { return code_; }
  // The school that was attended, completed or not.
  EducationLevel level() const;
  // Whether the school was completed (毕业); a code without its second digit counts as completed.
  bool completed() const;
  // The highest school completed: `level`, or the one below when it was left early or ended without
  // a diploma.
  EducationLevel Attained() const;

  friend constexpr bool operator==(Education, Education) = default;

 private:
  explicit constexpr Education(int code) : code_(code) {}
  friend absl::StatusOr<Education> ParseEducation(int, absl::string_view);

  int code_ = 90;
};

// FIELD_ENUM about `field` for a number that is no code of the standard.
absl::StatusOr<Education> ParseEducation(int code, absl::string_view field = "education");

}  // namespace ladder
