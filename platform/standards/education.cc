#include "platform/standards/education.h"

#include <algorithm>
#include <array>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

// One school: its codes run from `first` to `last`, in groups of completed, ended without a
// diploma, left early.
struct School {
  int first = 0;
  int last = 0;
  EducationLevel level = EducationLevel::kNone;
};

constexpr std::array<School, 9> kSchools = {{
    {.first = 11, .last = 13, .level = EducationLevel::kDoctor},
    {.first = 14, .last = 19, .level = EducationLevel::kMaster},  // 17 to 19: postgraduate classes
    {.first = 21, .last = 23, .level = EducationLevel::kBachelor},
    {.first = 31, .last = 33, .level = EducationLevel::kCollege},
    {.first = 41, .last = 49, .level = EducationLevel::kSeniorSecondary},
    {.first = 61, .last = 63, .level = EducationLevel::kSeniorSecondary},
    {.first = 71, .last = 72, .level = EducationLevel::kJuniorHigh},
    {.first = 81, .last = 82, .level = EducationLevel::kPrimary},
    {.first = 90, .last = 90, .level = EducationLevel::kNone},
}};

// Codes that name a school and not how it ended; 10, graduate, is at least a master's course.
constexpr std::array<School, 7> kGroups = {{
    {.first = 10, .last = 10, .level = EducationLevel::kMaster},
    {.first = 20, .last = 20, .level = EducationLevel::kBachelor},
    {.first = 30, .last = 30, .level = EducationLevel::kCollege},
    {.first = 40, .last = 40, .level = EducationLevel::kSeniorSecondary},
    {.first = 60, .last = 60, .level = EducationLevel::kSeniorSecondary},
    {.first = 70, .last = 70, .level = EducationLevel::kJuniorHigh},
    {.first = 80, .last = 80, .level = EducationLevel::kPrimary},
}};

template <size_t kSize>
const School* FindIn(const std::array<School, kSize>& schools, int code) {
  const auto school = std::find_if(schools.begin(), schools.end(), [code](const School& candidate) {
    return code >= candidate.first && code <= candidate.last;
  });
  return school == schools.end() ? nullptr : &*school;
}

const School* FindSchool(int code) {
  const School* school = FindIn(kSchools, code);
  return school != nullptr ? school : FindIn(kGroups, code);
}

}  // namespace

EducationLevel Education::level() const { return FindSchool(code_)->level; }

bool Education::completed() const { return code_ % 10 == 0 || code_ % 10 % 3 == 1; }

EducationLevel Education::Attained() const {
  const EducationLevel attended = level();
  if (completed() || attended == EducationLevel::kNone) return attended;
  return static_cast<EducationLevel>(static_cast<int>(attended) - 1);
}

absl::StatusOr<Education> ParseEducation(int code, absl::string_view field) {
  if (FindSchool(code) == nullptr) return RefuseField(Reason::kFieldEnum, field);
  return Education(code);
}

}  // namespace ladder
