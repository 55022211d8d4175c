#include "subsidy-svc/domain/proposal.h"

#include <functional>

#include "absl/strings/str_join.h"
#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

constexpr CivilDay kToday(2020, 9, 10);

std::string Names(const std::vector<Policy>& policies) {
  return absl::StrJoin(policies, " ", [](std::string* out, Policy policy) {
    out->append(PolicyName(policy).data(), PolicyName(policy).size());
  });
}

KnownPerson Man() {
  return {.id = Ulid::FromParts(1, {}), .birth = CivilDay(1975, 6, 15), .sex = Sex::kMale};
}

TEST(ProposalTest, Work) {
  const WorkCandidate base = {.spell = Ulid::FromParts(2, {}),
                              .person = Man(),
                              .household = {.household_class = HouseholdClass::kRegisteredPoor},
                              .work = {.division = 440300000000,
                                       .from = CivilDay(2020, 3, 1),
                                       .employer = Ulid::FromParts(3, {}),
                                       .contract_months = 12}};
  struct Case {
    const char* edge;
    std::function<void(WorkCandidate&)> change;
    const char* proposed;
  };
  const Case kCases[] = {
      {"far away for six months with a firm of ours", [](WorkCandidate&) {}, "TRANSPORT ABSORB"},
      {"three months to the day", [](auto& c) { c.work.from = CivilDay(2020, 6, 11); },
       "TRANSPORT"},
      {"a day less", [](auto& c) { c.work.from = CivilDay(2020, 6, 12); }, ""},
      {"six months to the day", [](auto& c) { c.work.from = CivilDay(2020, 3, 10); },
       "TRANSPORT ABSORB"},
      {"a day less for the firm", [](auto& c) { c.work.from = CivilDay(2020, 3, 11); },
       "TRANSPORT"},
      {"in the county", [](auto& c) { c.work.division = 420625100015; }, "ABSORB"},
      {"a firm that is none of ours", [](auto& c) { c.work.employer.reset(); }, "TRANSPORT"},
      {"day jobs", [](auto& c) { c.work.form = 22; }, "TRANSPORT"},
      {"an own firm", [](auto& c) { c.work.form = kFormSelf; }, "TRANSPORT"},
      {"the firm's owner", [](auto& c) { c.work.owner = true; }, "TRANSPORT"},
      {"a welfare post before", [](auto& c) { c.work.welfare_post = true; }, "TRANSPORT"},
      {"a short contract", [](auto& c) { c.work.contract_months = 11; }, "TRANSPORT"},
      {"a dishonest firm", [](auto& c) { c.work.dishonest = true; }, "TRANSPORT"},
      {"left within three months", [](auto& c) { c.work.to = CivilDay(2020, 5, 30); }, ""},
      {"left after three months", [](auto& c) { c.work.to = CivilDay(2020, 5, 31); }, "TRANSPORT"},
      {"no target household", [](auto& c) { c.household.household_class = HouseholdClass::kNone; },
       ""},
      {"dead", [](auto& c) { c.person.died_on = CivilDay(2020, 9, 1); }, ""},
      {"too old", [](auto& c) { c.person.birth = CivilDay(1960, 3, 1); }, ""},
      {"begun too long ago for the grant", [](auto& c) { c.work.from = CivilDay(2018, 12, 31); },
       "ABSORB"},
      {"not begun", [](auto& c) { c.work.from = kToday + 1; }, ""},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.edge);
    WorkCandidate candidate = base;
    row.change(candidate);
    EXPECT_EQ(Names(ProposedFor(candidate, CommittedVersions(), kToday)), row.proposed);
  }
}

TEST(ProposalTest, Classes) {
  const ClassCandidate base = {.person = Man(),
                               .household = {.household_class = HouseholdClass::kRegisteredPoor},
                               .known = {.id = Ulid::FromParts(4, {}),
                                         .from = CivilDay(2020, 5, 1),
                                         .to = CivilDay(2020, 5, 30),
                                         .sessions = 20,
                                         .occupation = "4-03-02-03",
                                         .attended = 20,
                                         .attended_days = 20,
                                         .certificate = "COMPLETION",
                                         .certificate_occupation = "4-03-02-03",
                                         .certified_on = CivilDay(2020, 6, 15)}};
  struct Case {
    const char* edge;
    std::function<void(ClassCandidate&)> change;
    const char* proposed;
  };
  const Case kCases[] = {
      {"certified", [](ClassCandidate&) {}, "TRAIN LIVING"},
      {"without a certificate", [](auto& c) { c.known.certificate = ""; }, "LIVING"},
      {"no target household", [](auto& c) { c.household.household_class = HouseholdClass::kNone; },
       "TRAIN"},
      {"no version has an amount for the level", [](auto& c) { c.known.certificate = "L1"; },
       "LIVING"},
      {"away too often", [](auto& c) { c.known.attended = 15; }, ""},
      {"more days than a class pays", [](auto& c) { c.known.attended_days = 35; }, "TRAIN LIVING"},
      {"left the class", [](auto& c) { c.known.dropped_out = true; }, ""},
      {"a late certificate", [](auto& c) { c.known.certified_on = CivilDay(2021, 5, 31); },
       "LIVING"},
      {"fifteen years old", [](auto& c) { c.person.birth = CivilDay(2004, 5, 2); }, ""},
      {"dead", [](auto& c) { c.person.died_on = CivilDay(2020, 9, 1); }, ""},
      {"before the first version", [](auto& c) { c.known.from = CivilDay(2018, 12, 31); }, ""},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.edge);
    ClassCandidate candidate = base;
    row.change(candidate);
    EXPECT_EQ(Names(ProposedFor(candidate, CommittedVersions(), kToday)), row.proposed);
  }
}

TEST(ProposalTest, ADayCountsOnce) {
  const std::vector<CivilDay> days = {CivilDay(2020, 5, 1), CivilDay(2020, 5, 2),
                                      CivilDay(2020, 5, 3), CivilDay(2020, 5, 4)};
  struct Case {
    const char* edge;
    std::vector<DaySpan> waged;
    std::set<CivilDay> claimed;
    size_t elsewhere;
  };
  const Case kCases[] = {
      {"nothing else", {}, {}, 0},
      {"work that ended before", {{CivilDay(2020, 1, 1), CivilDay(2020, 4, 30)}}, {}, 0},
      {"work up to the first day", {{CivilDay(2020, 1, 1), CivilDay(2020, 5, 1)}}, {}, 1},
      {"work from the last day on", {{CivilDay(2020, 5, 4)}}, {}, 1},
      {"another claim's day", {}, {CivilDay(2020, 5, 2), CivilDay(2020, 6, 2)}, 1},
      {"both on one day", {{CivilDay(2020, 5, 4)}}, {CivilDay(2020, 5, 4)}, 1},
      {"at work all the time", {{CivilDay(2019, 1, 1)}}, {}, 4},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.edge);
    EXPECT_EQ(days.size() - DaysPaidHere(days, row.waged, row.claimed).size(), row.elsewhere);
  }
}

}  // namespace
}  // namespace ladder::subsidy
