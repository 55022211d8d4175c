#include "subsidy-svc/domain/policy_version.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

absl::string_view VersionStateName(VersionState state) {
  switch (state) {
    case VersionState::kTrial:
      return "TRIAL";
    case VersionState::kDraft:
      return "DRAFT";
    case VersionState::kApproved:
      return "APPROVED";
    case VersionState::kRepealed:
      return "REPEALED";
  }
  return "";
}

absl::string_view UnitName(Unit unit) {
  switch (unit) {
    case Unit::kFen:
      return "FEN";
    case Unit::kYears:
      return "YEARS";
    case Unit::kMonths:
      return "MONTHS";
    case Unit::kDays:
      return "DAYS";
    case Unit::kPercent:
      return "PERCENT";
    case Unit::kBasisPoints:
      return "BASIS_POINTS";
    case Unit::kCount:
      return "COUNT";
    case Unit::kFlag:
      return "FLAG";
    case Unit::kCode:
      return "CODE";
  }
  return "";
}

absl::Status CheckVersion(const PolicyVersion& version) {
  if (version.code.empty()) return Refuse(Reason::kVersionLine, {{"line", "0"}});
  std::vector<const Parameter*> rows;
  for (const Parameter& parameter : version.parameters) rows.push_back(&parameter);
  std::sort(rows.begin(), rows.end(), [](const Parameter* left, const Parameter* right) {
    return std::pair(left->key, left->valid_from) < std::pair(right->key, right->valid_from);
  });
  for (size_t i = 0; i < rows.size(); ++i) {
    const bool backwards = rows[i]->valid_to < rows[i]->valid_from;
    const bool overlaps =
        i > 0 && rows[i - 1]->key == rows[i]->key && rows[i]->valid_from <= rows[i - 1]->valid_to;
    if (backwards || overlaps) {
      return Refuse(Reason::kVersionOverlap, {{"version", version.code}, {"key", rows[i]->key}});
    }
  }
  if (version.in_force_to < version.in_force_from) {
    return Refuse(Reason::kVersionOverlap, {{"version", version.code}, {"key", "in_force"}});
  }
  return absl::OkStatus();
}

absl::StatusOr<PolicyVersion> VersionFor(absl::Span<const PolicyVersion> versions, Policy policy,
                                         CivilDay entitlement_day, CivilDay today) {
  const PolicyVersion* best = nullptr;
  for (const PolicyVersion& version : versions) {
    const bool usable = version.policy == policy && version.state == VersionState::kApproved &&
                        version.effective_on <= today && version.in_force_from <= entitlement_day &&
                        entitlement_day <= version.in_force_to;
    if (!usable) continue;
    const bool better = best == nullptr || std::pair(best->effective_on, best->code) <
                                               std::pair(version.effective_on, version.code);
    if (better) best = &version;
  }
  if (best != nullptr) return *best;
  return Refuse(Reason::kVersionNone,
                {{"policy", std::string(PolicyName(policy))}, {"day", FormatDay(entitlement_day)}});
}

absl::StatusOr<PolicyVersion> FindVersion(absl::Span<const PolicyVersion> versions,
                                          absl::string_view code) {
  for (const PolicyVersion& version : versions) {
    if (version.code == code) return version;
  }
  return Refuse(Reason::kVersionUnknown, {{"version", std::string(code)}});
}

absl::Status CheckDraftChange(const PolicyVersion& version, absl::string_view drafter,
                              absl::string_view editor) {
  if (version.state != VersionState::kDraft) {
    return Refuse(Reason::kVersionState,
                  {{"state", std::string(VersionStateName(version.state))}, {"event", "CHANGE"}});
  }
  return drafter == editor ? absl::OkStatus() : Refuse(Reason::kVersionDrafter);
}

absl::StatusOr<PolicyVersion> ApproveVersion(const PolicyVersion& version,
                                             const VersionApproval& approval,
                                             absl::Span<const PolicyVersion> others) {
  if (version.state != VersionState::kDraft) {
    return Refuse(Reason::kVersionState,
                  {{"state", std::string(VersionStateName(version.state))}, {"event", "APPROVE"}});
  }
  if (approval.approver == approval.drafter) return Refuse(Reason::kVersionSamePerson);
  if (version.effective_on <= approval.today) return Refuse(Reason::kVersionNotFuture);
  if (approval.failed_cases > 0) {
    return Refuse(Reason::kVersionCasesFail, {{"failed", absl::StrCat(approval.failed_cases)},
                                              {"case", approval.first_failed_case}});
  }
  LADDER_RETURN_IF_ERROR(CheckVersion(version));
  for (const PolicyVersion& other : others) {
    const bool rival = other.state == VersionState::kApproved && other.policy == version.policy &&
                       other.code != version.code && other.effective_on == version.effective_on;
    if (rival && other.in_force_from <= version.in_force_to &&
        version.in_force_from <= other.in_force_to) {
      return Refuse(Reason::kVersionOverlap, {{"version", version.code}, {"key", "effective_on"}});
    }
  }
  PolicyVersion approved = version;
  approved.state = VersionState::kApproved;
  return approved;
}

std::optional<int64_t> ParameterReader::ValueOn(absl::string_view key, CivilDay day) const {
  for (const Parameter& parameter : version_.parameters) {
    if (parameter.key == key && parameter.valid_from <= day && day <= parameter.valid_to) {
      return parameter.value;
    }
  }
  return std::nullopt;
}

std::optional<int64_t> ParameterReader::FindOn(absl::string_view key, CivilDay day) {
  const std::optional<int64_t> value = ValueOn(key, day);
  if (!value) missing_.insert(std::string(key));
  return value;
}

std::optional<int64_t> ParameterReader::Peek(absl::string_view key) const {
  return ValueOn(key, day_);
}

}  // namespace ladder::subsidy
