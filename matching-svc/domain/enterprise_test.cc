#include "matching-svc/domain/enterprise.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

EnterpriseDraft MakeDraft() {
  return {.uscc = "91420625MA0000007M",
          .display_name = "谷城三环锻造有限公司",
          .industry = "C3393",
          .division = 420625100014};
}

TEST(EnterpriseTest, ParsesIntoCanonicalForm) {
  EnterpriseDraft draft = MakeDraft();
  draft.uscc = " 91420625ma0000007m";
  draft.contact_phone = "+86 138 0000 0000";
  LADDER_ASSERT_OK_AND_ASSIGN(const Enterprise enterprise, RegisterEnterprise(draft, kToday));
  EXPECT_EQ(enterprise.facts.uscc, "91420625MA0000007M");
  EXPECT_EQ(enterprise.facts.contact_phone, "13800000000");
  EXPECT_EQ(enterprise.state, EnterpriseState::kRegistered);
  EXPECT_EQ(enterprise.registered_on, kToday);
}

TEST(EnterpriseTest, RefusesEachWrongField) {
  struct Case {
    void (*change)(EnterpriseDraft&);
    const char* reason;
  };
  const Case kCases[] = {
      {[](EnterpriseDraft& d) { d.uscc = "91420625MA00000070"; }, "USCC_CHECKSUM"},
      {[](EnterpriseDraft& d) { d.display_name = " "; }, "FIELD_REQUIRED"},
      {[](EnterpriseDraft& d) { d.contact_phone = "12345"; }, "MOBILE_FORMAT"},
      {[](EnterpriseDraft& d) { d.division = 0; }, "FIELD_REQUIRED"},
      {[](EnterpriseDraft& d) { d.industry = "Z1"; }, "INDUSTRY_INVALID"},
      {[](EnterpriseDraft& d) { d.industry = "C33x"; }, "INDUSTRY_INVALID"},
      {[](EnterpriseDraft& d) { d.uscc = d.industry = ""; }, "FIELDS_INVALID"},
  };
  for (const Case& c : kCases) {
    EnterpriseDraft draft = MakeDraft();
    c.change(draft);
    EXPECT_THAT(RegisterEnterprise(draft, kToday), Refused(c.reason));
  }
}

TEST(EnterpriseTest, PilotCodesPassWithAnOfficer) {
  EnterpriseDraft draft = MakeDraft();
  draft.uscc = "91420625MA00000070";
  draft.pilot_uscc = true;
  EXPECT_THAT(RegisterEnterprise(draft, kToday), IsOk());
}

TEST(EnterpriseTest, EveryEventInEveryState) {
  using S = EnterpriseState;
  using E = EnterpriseEvent;
  struct Case {
    S before;
    E event;
    absl::StatusCode code;
    S after;
  };
  constexpr auto kOk = absl::StatusCode::kOk;
  constexpr auto kNo = absl::StatusCode::kFailedPrecondition;
  const Case kCases[] = {
      {S::kRegistered, E::kVerify, kOk, S::kVerified},
      {S::kRegistered, E::kBlock, kOk, S::kBlocked},
      {S::kRegistered, E::kUnblock, kNo, S::kRegistered},
      {S::kRegistered, E::kClose, kOk, S::kClosed},
      {S::kVerified, E::kVerify, kNo, S::kVerified},
      {S::kVerified, E::kBlock, kOk, S::kBlocked},
      {S::kVerified, E::kUnblock, kNo, S::kVerified},
      {S::kVerified, E::kClose, kOk, S::kClosed},
      {S::kBlocked, E::kVerify, kNo, S::kBlocked},
      {S::kBlocked, E::kBlock, kNo, S::kBlocked},
      {S::kBlocked, E::kUnblock, kOk, S::kRegistered},
      {S::kBlocked, E::kClose, kOk, S::kClosed},
      {S::kClosed, E::kVerify, kNo, S::kClosed},
      {S::kClosed, E::kBlock, kNo, S::kClosed},
      {S::kClosed, E::kUnblock, kNo, S::kClosed},
      {S::kClosed, E::kClose, kNo, S::kClosed},
  };
  for (const Case& c : kCases) {
    Enterprise enterprise;
    enterprise.state = c.before;
    const absl::StatusOr<Enterprise> after = ApplyEvent(enterprise, c.event, "欠薪");
    EXPECT_EQ(after.status().code(), c.code) << NameOf(c.before) << " " << NameOf(c.event);
    if (after.ok()) {
      EXPECT_EQ(after->state, c.after) << NameOf(c.before) << " " << NameOf(c.event);
    } else {
      EXPECT_THAT(after, Refused("ENTERPRISE_STATE"));
    }
  }
}

TEST(EnterpriseTest, BlockingNeedsItsReason) {
  EXPECT_THAT(ApplyEvent(Enterprise(), EnterpriseEvent::kBlock, ""), Refused("FIELD_REQUIRED"));
}

TEST(EnterpriseTest, AChangedIdentityIsVerifiedAgain) {
  LADDER_ASSERT_OK_AND_ASSIGN(Enterprise enterprise, RegisterEnterprise(MakeDraft(), kToday));
  enterprise.state = EnterpriseState::kVerified;
  EnterpriseDraft draft = MakeDraft();
  draft.address = "工业大道1号";
  LADDER_ASSERT_OK_AND_ASSIGN(const Enterprise moved, EditEnterprise(enterprise, draft));
  EXPECT_EQ(moved.state, EnterpriseState::kVerified);
  draft.display_name = "另一家公司";
  LADDER_ASSERT_OK_AND_ASSIGN(const Enterprise renamed, EditEnterprise(enterprise, draft));
  EXPECT_EQ(renamed.state, EnterpriseState::kRegistered);
  enterprise.state = EnterpriseState::kClosed;
  EXPECT_THAT(EditEnterprise(enterprise, draft), Refused("ENTERPRISE_STATE"));
}

TEST(EnterpriseTest, OnlyTheVerifiedMayHire) {
  EXPECT_THAT(CheckMayHire(EnterpriseState::kRegistered), Refused("ENTERPRISE_NOT_VERIFIED"));
  EXPECT_THAT(CheckMayHire(EnterpriseState::kVerified), IsOk());
  EXPECT_THAT(CheckMayHire(EnterpriseState::kBlocked), Refused("EMPLOYER_BLOCKED"));
  EXPECT_THAT(CheckMayHire(EnterpriseState::kClosed), Refused("EMPLOYER_BLOCKED"));
}

}  // namespace
}  // namespace ladder::matching
