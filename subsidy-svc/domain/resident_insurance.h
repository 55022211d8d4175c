// PENSION 城乡居民养老代缴 and MEDICAL 城乡居民医保代缴: the year's premium that the government
// pays for a person (docs/domain.md 4.2, 4.5).
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct PensionFacts {
  LineFacts line = {};
  PersonFacts person = {};
  int64_t year = 0;
  bool dibao = false;
  int64_t disability_grade = 9;  // 1 is the worst, 9 none
  bool paid_elsewhere = false;
  bool student = false;
  int64_t employee_pension_months = 0;  // of the year
  bool self_paid = false;
};

// A premium belongs to its year; the first of January stands for it.
inline CivilDay EntitlementDay(const PensionFacts& facts) { return CivilDay(facts.year, 1, 1); }
absl::StatusOr<PensionFacts> BuildPensionFacts(const FactMap& facts);
Decision DecidePension(const PensionFacts& facts, const PolicyVersion& version);

struct MedicalFacts {
  LineFacts line = {};
  PersonFacts person = {};
  int64_t year = 0;
  bool dibao = false;
  bool paid_elsewhere = false;
  std::optional<CivilDay> death = std::nullopt;
  bool employee_medical = false;
};

inline CivilDay EntitlementDay(const MedicalFacts& facts) { return CivilDay(facts.year, 1, 1); }
absl::StatusOr<MedicalFacts> BuildMedicalFacts(const FactMap& facts);
Decision DecideMedical(const MedicalFacts& facts, const PolicyVersion& version);

}  // namespace ladder::subsidy
