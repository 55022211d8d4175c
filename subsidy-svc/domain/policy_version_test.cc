#include "subsidy-svc/domain/policy_version.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

TEST(PolicyVersionTest, TheDayOfEntitlementChoosesTheVersion) {
  struct Case {
    Policy policy;
    CivilDay entitlement;
    const char* code;
  };
  const Case kCases[] = {
      {Policy::kAbsorb, CivilDay(2020, 12, 31), "AB-2019"},
      {Policy::kAbsorb, CivilDay(2021, 1, 1), "AB-2021"},
      {Policy::kLoan, CivilDay(2020, 4, 14), "L-2018"},
      {Policy::kLoan, CivilDay(2020, 4, 15), "L-2020"},
      {Policy::kLoan, CivilDay(2020, 12, 31), "L-2020"},
      {Policy::kLoan, CivilDay(2021, 1, 1), "L-2021"},
      {Policy::kLoan, CivilDay(2023, 9, 30), "L-2021"},
      {Policy::kLoan, CivilDay(2023, 10, 1), "L-2023"},
      // The trial versions are never chosen.
      {Policy::kTransport, CivilDay(2020, 3, 1), "T-2019"},
      {Policy::kPwPost, CivilDay(2017, 11, 1), "PW-2019"},
  };
  const std::vector<PolicyVersion> versions = CommittedVersions();
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.code);
    const absl::StatusOr<PolicyVersion> version =
        VersionFor(versions, row.policy, row.entitlement, CivilDay(2026, 1, 1));
    ASSERT_THAT(version, IsOk());
    EXPECT_EQ(version->code, row.code);
  }
  EXPECT_THAT(VersionFor(versions, Policy::kPwPost, CivilDay(2017, 10, 31), CivilDay(2026, 1, 1)),
              Refused("VERSION_NONE"));
  EXPECT_THAT(FindVersion(versions, "T-1999"), Refused("VERSION_UNKNOWN"));
}

TEST(PolicyVersionTest, AVersionWithEarlierEffectCountsFromItsOwnDay) {
  std::vector<PolicyVersion> versions = {
      {.policy = Policy::kTransport,
       .code = "A",
       .in_force_from = CivilDay(2019, 1, 1),
       .effective_on = CivilDay(2019, 1, 1),
       .state = VersionState::kApproved},
      {.policy = Policy::kTransport,
       .code = "B",
       .in_force_from = CivilDay(2020, 1, 1),
       .effective_on = CivilDay(2021, 5, 1),
       .state = VersionState::kApproved},
  };
  const auto code = [&](CivilDay today) {
    return VersionFor(versions, Policy::kTransport, CivilDay(2020, 3, 1), today)->code;
  };
  EXPECT_EQ(code(CivilDay(2021, 4, 30)), "A");
  EXPECT_EQ(code(CivilDay(2021, 5, 1)), "B");
  versions[1].state = VersionState::kRepealed;
  EXPECT_EQ(code(CivilDay(2021, 5, 1)), "A");
  versions[1].state = VersionState::kDraft;
  EXPECT_EQ(code(CivilDay(2021, 5, 1)), "A");
}

TEST(PolicyVersionTest, ApprovalRefusalsInOrder) {
  const PolicyVersion draft = {.policy = Policy::kTrain,
                               .code = "TRAIN-2027",
                               .in_force_from = CivilDay(2027, 1, 1),
                               .effective_on = CivilDay(2027, 1, 1)};
  const VersionApproval good = {
      .drafter = "users/a", .approver = "users/b", .today = CivilDay(2026, 12, 31)};
  LADDER_ASSERT_OK_AND_ASSIGN(const PolicyVersion approved, ApproveVersion(draft, good));
  EXPECT_EQ(approved.state, VersionState::kApproved);

  // Each row breaks its rule and all that come after it.
  PolicyVersion bad = draft;
  bad.parameters = {
      {.key = "x", .valid_from = CivilDay(2020, 1, 2), .valid_to = CivilDay(2020, 1, 1)}};
  VersionApproval approval = good;
  EXPECT_THAT(ApproveVersion(bad, approval), Refused("VERSION_OVERLAP"));
  approval.failed_cases = 2;
  EXPECT_THAT(ApproveVersion(bad, approval), Refused("VERSION_CASES_FAIL"));
  approval.today = CivilDay(2027, 1, 1);
  EXPECT_THAT(ApproveVersion(bad, approval), Refused("VERSION_NOT_FUTURE"));
  approval.approver = "users/a";
  EXPECT_THAT(ApproveVersion(bad, approval), Refused("VERSION_SAME_PERSON"));
  bad.state = VersionState::kApproved;
  EXPECT_THAT(ApproveVersion(bad, approval), Refused("VERSION_STATE"));
}

TEST(PolicyVersionTest, NoTwoVersionsDecideOneDayFromTheSameDayOn) {
  const PolicyVersion draft = {.policy = Policy::kTrain,
                               .code = "TRAIN-2027",
                               .in_force_from = CivilDay(2027, 1, 1),
                               .in_force_to = CivilDay(2027, 12, 31),
                               .effective_on = CivilDay(2027, 1, 1)};
  const VersionApproval good = {
      .drafter = "users/a", .approver = "users/b", .today = CivilDay(2026, 12, 31)};
  struct Case {
    const char* edge;
    void (*change)(PolicyVersion& other);
    const char* reason;
  };
  const Case kCases[] = {
      {"the same days", [](PolicyVersion&) {}, "VERSION_OVERLAP"},
      {"one day in common",
       [](PolicyVersion& other) { other.in_force_from = CivilDay(2027, 12, 31); },
       "VERSION_OVERLAP"},
      {"the day after", [](PolicyVersion& other) { other.in_force_from = CivilDay(2028, 1, 1); },
       ""},
      {"from another day on",
       [](PolicyVersion& other) { other.effective_on = CivilDay(2026, 12, 1); }, ""},
      {"of another policy", [](PolicyVersion& other) { other.policy = Policy::kLiving; }, ""},
      {"a draft", [](PolicyVersion& other) { other.state = VersionState::kDraft; }, ""},
      {"itself", [](PolicyVersion& other) { other.code = "TRAIN-2027"; }, ""},
  };
  for (const Case& row : kCases) {
    PolicyVersion other = draft;
    other.code = "TRAIN-2026";
    other.in_force_to = kForever;
    other.state = VersionState::kApproved;
    row.change(other);
    EXPECT_THAT(ApproveVersion(draft, good, {other}), Refused(row.reason)) << row.edge;
  }
}

TEST(PolicyVersionTest, ADraftIsItsDraftersAlone) {
  PolicyVersion version = {.code = "V"};
  EXPECT_THAT(CheckDraftChange(version, "users/a", "users/a"), IsOk());
  EXPECT_THAT(CheckDraftChange(version, "users/a", "users/b"), Refused("VERSION_DRAFTER"));
  for (const VersionState state :
       {VersionState::kTrial, VersionState::kApproved, VersionState::kRepealed}) {
    version.state = state;
    EXPECT_THAT(CheckDraftChange(version, "users/a", "users/b"), Refused("VERSION_STATE"));
  }
}

TEST(PolicyVersionTest, AParameterHasOneValueADay) {
  PolicyVersion version = {
      .code = "V",
      .parameters = {
          {.key = "a", .valid_from = CivilDay(2020, 1, 1), .valid_to = CivilDay(2020, 12, 31)},
          {.key = "a", .valid_from = CivilDay(2021, 1, 1)},
          {.key = "b", .valid_from = CivilDay(2020, 1, 1)}}};
  EXPECT_THAT(CheckVersion(version), IsOk());
  version.parameters[1].valid_from = CivilDay(2020, 12, 31);
  EXPECT_THAT(CheckVersion(version), Refused("VERSION_OVERLAP"));
  version.parameters.clear();
  version.in_force_to = version.in_force_from - 1;
  EXPECT_THAT(CheckVersion(version), Refused("VERSION_OVERLAP"));
  EXPECT_THAT(CheckVersion(PolicyVersion()), Refused("VERSION_LINE"));
}

TEST(PolicyVersionTest, AReaderRemembersWhatWasMissing) {
  const PolicyVersion version = {.code = "V",
                                 .parameters = {{.key = "a",
                                                 .valid_from = CivilDay(2020, 1, 1),
                                                 .valid_to = CivilDay(2020, 1, 31),
                                                 .value = 7}}};
  ParameterReader reader(version, CivilDay(2020, 1, 31));
  EXPECT_EQ(reader.Find("a"), 7);
  EXPECT_EQ(reader.Peek("b"), std::nullopt);
  EXPECT_TRUE(reader.missing().empty());
  EXPECT_EQ(reader.FindOn("a", CivilDay(2020, 2, 1)), std::nullopt);
  EXPECT_EQ(reader.Find("b"), std::nullopt);
  EXPECT_EQ(reader.missing(), (std::set<std::string>{"a", "b"}));
}

TEST(PolicyDataTest, WrongDataIsRefusedByItsLine) {
  const std::string versions =
      "code\tpolicy\tin_force_from\tin_force_to\teffective_on\tstate\tdocument\n";
  const std::string parameters = "version\tkey\tvalid_from\tvalid_to\tvalue\tunit\tsource\n";
  const std::string train = versions + "T\tTRAIN\t2019-01-01\t9999-12-31\t2019-01-01\tDRAFT\td\n";
  struct Case {
    std::string versions;
    std::string parameters;
    const char* reason;
  };
  const Case kCases[] = {
      {"", parameters, "VERSION_LINE"},
      {versions, "key\n", "VERSION_LINE"},
      {versions + "T\tTRAIN\t2019-01-01\n", parameters, "VERSION_LINE"},
      {versions + "T\tTRAINS\t2019-01-01\t9999-12-31\t2019-01-01\tDRAFT\td\n", parameters,
       "VERSION_LINE"},
      {versions + "T\tTRAIN\t2019-02-29\t9999-12-31\t2019-01-01\tDRAFT\td\n", parameters,
       "VERSION_LINE"},
      {versions + "T\tTRAIN\t2019-01-01\t9999-12-31\t2019-01-01\tREADY\td\n", parameters,
       "VERSION_LINE"},
      {train + "T\tTRAIN\t2019-01-01\t9999-12-31\t2019-01-01\tDRAFT\td\n", parameters,
       "VERSION_LINE"},
      {train, parameters + "T\tx\t2019-01-01\t9999-12-31\t1.5\tDAYS\ts\n", "VERSION_LINE"},
      {train, parameters + "T\tx\t2019-01-01\t9999-12-31\t1\tPOUNDS\ts\n", "VERSION_LINE"},
      {train, parameters + "T\t\t2019-01-01\t9999-12-31\t1\tDAYS\ts\n", "VERSION_LINE"},
      {train, parameters + "U\tx\t2019-01-01\t9999-12-31\t1\tDAYS\ts\n", "VERSION_UNKNOWN"},
      {train,
       parameters +
           "T\tx\t2019-01-01\t9999-12-31\t1\tDAYS\ts\nT\tx\t2020-01-01\t9999-12-31\t1\tDAYS\ts\n",
       "VERSION_OVERLAP"},
  };
  for (const Case& row : kCases)
    EXPECT_THAT(ParsePolicyData(row.versions, row.parameters), Refused(row.reason));
  LADDER_ASSERT_OK_AND_ASSIGN(
      const auto parsed,
      ParsePolicyData(train, parameters + "T\tx\t2019-01-01\t9999-12-31\t-5\tDAYS\ts\n"));
  ASSERT_EQ(parsed.size(), 1u);
  EXPECT_EQ(parsed[0].parameters[0].value, -5);
}

TEST(PolicyDataTest, EntitlementDaysOfEveryPolicy) {
  const FactMap person = {{"birth", "1975-06-15"}, {"sex", 1}};
  const auto day = [&](Policy policy, const FactMap& facts) {
    return EntitlementDayOf(policy, With(person, facts));
  };
  EXPECT_EQ(*day(Policy::kSi, {{"month", "2020-03"}}), CivilDay(2020, 3, 1));
  EXPECT_EQ(*day(Policy::kMedical, {{"year", 2020}}), CivilDay(2020, 1, 1));
  EXPECT_EQ(*day(Policy::kPension, {{"year", 2020}}), CivilDay(2020, 1, 1));
  EXPECT_EQ(*day(Policy::kAbsorb, {{"hired_on", "2020-12-31"}, {"checked_on", "2021-07-01"}}),
            CivilDay(2020, 12, 31));
  EXPECT_THAT(day(Policy::kLoan, {}), Refused("FACT_REQUIRED"));
}

}  // namespace
}  // namespace ladder::subsidy
