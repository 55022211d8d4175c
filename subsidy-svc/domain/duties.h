// Who does what with a claim, and who may not: four eyes and more (docs/domain.md 5.4, 8.5). The
// rule is about people, not accounts.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"

namespace ladder::subsidy {

// The office on whose behalf somebody acts.
enum class Role {
  kClaimant,        // the person, firm, school or bank whose claim it is
  kCommunity,       // 社区(村)
  kTown,            // township or the zone's HR centre
  kCountyReviewer,  // 公共就业和人才服务机构; for MEDICAL the medical insurance bureau
  kApprover,        // leader of the county HR bureau
  kFinance,         // finance bureau
  kTreasurer,       // makes batches
  kBatchChecker,    // signs batches
  kAccountant,      // reconciles; not the treasurer
  kBank,            // whoever brings the bank's files in
  kPublic,          // anyone, named or not
  kSystem,          // the service itself
};

absl::string_view RoleName(Role role);

// A set of roles, for tables.
class Roles {
 public:
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles) bits_ |= Bit(role);
  }
  constexpr bool Has(Role role) const { return (bits_ & Bit(role)) != 0; }

 private:
  static constexpr uint32_t Bit(Role role) { return uint32_t{1} << static_cast<uint32_t>(role); }
  uint32_t bits_ = 0;
};

// What one person does at most one of for a claim.
enum class Duty { kNone, kEnter, kCheck, kApprove, kRelease, kBatch, kReconcile };

absl::string_view DutyName(Duty duty);

struct HeldDuty {
  Duty duty = Duty::kNone;
  Ulid person = Ulid();
};

// Somebody at work.
struct Actor {
  Role role = Role::kSystem;
  Ulid person = Ulid();              // zero for the service, the bank and the anonymous
  Ulid household = Ulid();           // zero when unknown
  std::vector<Ulid> relatives = {};  // declared
};

// Whose claim it is.
struct Beneficiary {
  Ulid person = Ulid();     // zero for a firm or school
  Ulid household = Ulid();  // zero when unknown
};

// Whether `actor` may take `duty` for a claim on which `held` were done. In order: DUTY_OWN_CLAIM,
// DUTY_OWN_HOUSEHOLD, DUTY_RELATIVE, DUTY_HELD. A claimant may enter a claim of their own; the
// service is no person.
absl::Status CheckDuty(const Actor& actor, Duty duty, const Beneficiary& beneficiary,
                       const std::vector<HeldDuty>& held);

}  // namespace ladder::subsidy
