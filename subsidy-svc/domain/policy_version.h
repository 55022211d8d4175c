// A policy's version: from which days of entitlement it holds and with which parameters. No amount,
// age, cap, share or number of months stands in code; each is a dated row of a version
// (docs/domain.md 4.1 G4, 4.2, 4.5).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/calendar/civil_day.h"
#include "subsidy-svc/domain/policy.h"

namespace ladder::subsidy {

// What a parameter's value counts.
enum class Unit { kFen, kYears, kMonths, kDays, kPercent, kBasisPoints, kCount, kFlag, kCode };

absl::string_view UnitName(Unit unit);

// A value that holds for entitlement days from valid_from to valid_to, both inclusive.
struct Parameter {
  std::string key = "";
  CivilDay valid_from = CivilDay();
  CivilDay valid_to = kForever;
  int64_t value = 0;
  Unit unit = Unit::kCount;
  std::string source = "";  // document or rule that set it
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

enum class VersionState {
  kTrial,     // evaluates on request, never chosen for a claim
  kDraft,     // being written
  kApproved,  // chosen for claims from effective_on
  kRepealed   // no longer chosen; old decisions are still replayed with it
};

struct PolicyVersion {
  Policy policy = Policy::kPwPost;
  std::string code = "";                // "T-2019"
  CivilDay in_force_from = CivilDay();  // first and last day of entitlement
  CivilDay in_force_to = kForever;
  CivilDay effective_on = CivilDay();  // the day from which decisions use it; later than
                                       // in_force_from when it has earlier effect
  VersionState state = VersionState::kDraft;
  std::string document = "";  // number or name of the document
  std::vector<Parameter> parameters = {};
};

absl::string_view VersionStateName(VersionState state);

// Two values of one parameter on one day, or a period that ends before it begins: VERSION_OVERLAP.
// Empty code: VERSION_LINE.
absl::Status CheckVersion(const PolicyVersion& version);

// The version that decides a claim on `today` for `entitlement_day`: approved, effective, in force;
// of several the one with the latest effective_on, then the greatest code. VERSION_NONE when there
// is none.
absl::StatusOr<PolicyVersion> VersionFor(absl::Span<const PolicyVersion> versions, Policy policy,
                                         CivilDay entitlement_day, CivilDay today);
// VERSION_UNKNOWN when the code is not among them.
absl::StatusOr<PolicyVersion> FindVersion(absl::Span<const PolicyVersion> versions,
                                          absl::string_view code);

// Whether a draft's text may be changed: VERSION_STATE unless it is a draft, VERSION_DRAFTER unless
// its drafter changes it, so that there is one drafter whom the approver differs from.
absl::Status CheckDraftChange(const PolicyVersion& version, absl::string_view drafter,
                              absl::string_view editor);

// Who takes a draft into force, and when (docs/domain.md 5.4 and the README of the cases).
struct VersionApproval {
  std::string drafter = "";  // principals
  std::string approver = "";
  CivilDay today = CivilDay();
  int failed_cases = 0;
  std::string first_failed_case = "";
};
// The approved version. Refusals in order: VERSION_STATE, VERSION_SAME_PERSON, VERSION_NOT_FUTURE,
// VERSION_CASES_FAIL, then CheckVersion's; last VERSION_OVERLAP about "effective_on" when one of
// `others` is approved, of the same policy and effective day, and in force on a day of the
// version's, so that nothing would tell which of the two decides.
absl::StatusOr<PolicyVersion> ApproveVersion(const PolicyVersion& version,
                                             const VersionApproval& approval,
                                             absl::Span<const PolicyVersion> others = {});

// Reads a version's parameters on one day of entitlement and remembers which were missing.
class ParameterReader {
 public:
  // `version` must outlive the reader.
  ParameterReader(const PolicyVersion& version, CivilDay day) : version_(version), day_(day) {}

  // The value on the reader's day, or on `day`. Absent: nullopt, and the key is among missing().
  std::optional<int64_t> Find(absl::string_view key) { return FindOn(key, day_); }
  std::optional<int64_t> FindOn(absl::string_view key, CivilDay day);
  // For keys whose absence is an answer, such as an item that does not count.
  std::optional<int64_t> Peek(absl::string_view key) const;

  const std::set<std::string>& missing() const { return missing_; }
  CivilDay day() const { return day_; }
  const PolicyVersion& version() const { return version_; }

 private:
  std::optional<int64_t> ValueOn(absl::string_view key, CivilDay day) const;

  const PolicyVersion& version_;
  const CivilDay day_;
  std::set<std::string> missing_;
};

}  // namespace ladder::subsidy
