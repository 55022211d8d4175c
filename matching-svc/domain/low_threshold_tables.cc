// The dated tables that the low-threshold rule looks things up in.
#include "absl/strings/numbers.h"
#include "ladder/matching/v1/reasons.h"
#include "matching-svc/domain/low_threshold.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr absl::string_view kWages = "minimum_wage";
constexpr absl::string_view kWageColumns[] = {"division", "valid_from", "fen", "source"};
constexpr absl::string_view kSkills = "short_skills";
constexpr absl::string_view kSkillColumns[] = {"version", "skill", "zh", "en"};

// A 12-digit code's own row, then its township's, county's, city's and province's.
constexpr int64_t kGrains[] = {1, 1'000, 1'000'000, 100'000'000, 10'000'000'000};

}  // namespace

absl::StatusOr<MinimumWages> MinimumWages::Parse(absl::string_view text) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyLine> lines,
                          ReadPolicyTable(kWages, text, kWageColumns));
  MinimumWages wages;
  for (const PolicyLine& line : lines) {
    int64_t division = 0;
    int64_t fen = 0;
    const absl::StatusOr<CivilDay> from = ParseDay(line.cells[1]);
    if (line.cells[0].size() != 12 || !absl::SimpleAtoi(line.cells[0], &division)) {
      return RefuseLine(kWages, line.number, "division is no 12-digit code");
    }
    if (!from.ok()) return RefuseLine(kWages, line.number, "valid_from is no day");
    if (!absl::SimpleAtoi(line.cells[2], &fen) || fen <= 0) {
      return RefuseLine(kWages, line.number, "fen is no amount");
    }
    if (!wages.places_[division].emplace(*from, Fen(fen)).second) {
      return RefuseLine(kWages, line.number, "two amounts from one day");
    }
  }
  return wages;
}

absl::StatusOr<Fen> MinimumWages::At(int64_t division, CivilDay day) const {
  for (int64_t grain : kGrains) {
    const auto place = places_.find(division / grain * grain);
    if (place == places_.end()) continue;
    const auto next = place->second.upper_bound(day);
    if (next != place->second.begin()) return std::prev(next)->second;
  }
  return Refuse(Reason::kParameterMissing,
                {{"parameter", std::string(kWages)}, {"day", FormatDay(day)}});
}

absl::StatusOr<ShortSkills> ShortSkills::Parse(absl::string_view text) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<PolicyLine> lines,
                          ReadPolicyTable(kSkills, text, kSkillColumns));
  ShortSkills skills;
  for (const PolicyLine& line : lines) {
    skills.versions_[line.cells[0]][line.cells[1]] = {.zh = line.cells[2], .en = line.cells[3]};
  }
  return skills;
}

const Text* ShortSkills::Find(absl::string_view version, absl::string_view skill) const {
  const auto list = versions_.find(version);
  if (list == versions_.end()) return nullptr;
  const auto found = list->second.find(skill);
  return found == list->second.end() ? nullptr : &found->second;
}

}  // namespace ladder::matching
