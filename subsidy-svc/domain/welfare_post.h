// PW_POST 公益性岗位补贴: the wage aid of a welfare post, by calendar months
// (docs/domain.md 4.2, 4.5, 7.5).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

enum class PostKind { kFullTime, kPartTime };

struct WelfarePostFacts {
  LineFacts line = {};
  PersonFacts person = {};
  PostKind post = PostKind::kFullTime;
  CivilDay from = CivilDay();  // days claimed, both inclusive
  CivilDay to = CivilDay();
  CivilDay first_approved = CivilDay();            // start of the first placement
  int64_t months_used = 0;                         // all subsidised months paid so far
  std::set<CivilMonth> months_already_paid = {};   // of this claim
  FactCounts absent_days = {};                     // unexcused, by month
  std::optional<CivilDay> left_on = std::nullopt;  // last day of work
  std::optional<CivilDay> death = std::nullopt;
  bool fiscal_payroll = false;
  bool cadre_family = false;
  bool other_job = false;
  bool other_job_flexible = false;
  bool three_cannots = true;
  int64_t placement_no = 1;
  std::string special_group = "";
  bool same_identity_paid = false;
};

inline CivilDay EntitlementDay(const WelfarePostFacts& facts) { return facts.from; }
absl::StatusOr<WelfarePostFacts> BuildWelfarePostFacts(const FactMap& facts);
Decision DecideWelfarePost(const WelfarePostFacts& facts, const PolicyVersion& version);

// A month that a claim pays.
struct PaidMonth {
  CivilMonth month = CivilMonth();
  int64_t days = 0;        // covered, less unexcused absence
  int64_t month_days = 0;  // of the calendar month
  friend bool operator==(const PaidMonth&, const PaidMonth&) = default;
};

// What a claim pays and what cut it.
struct MonthPlan {
  std::vector<PaidMonth> months = {};
  bool payable = false;     // some month has a day to pay, whatever the cap says
  bool cap_cut = false;     // a payable month lies beyond the cap
  bool overlap = false;     // a month was paid before
  bool beyond_cap = false;  // a month is paid beyond the cap by extension
  bool prorated = false;    // a month is paid for fewer days than it has
  std::optional<Reason> early_end = std::nullopt;
};

// The plan by the version's cap and ages; months whose parameter is missing are planned as if
// nothing cut them.
MonthPlan PlanMonths(const WelfarePostFacts& facts, ParameterReader& parameters);

}  // namespace ladder::subsidy
