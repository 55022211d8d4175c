// Enterprises: who offers work. Resource `enterprises/{enterprise}` (docs/domain.md 2.4).
// Registered by anyone of the talent market, verified by an officer; only a verified one may
// publish jobs, and a blocked one reaches nobody.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"

namespace ladder::matching {

enum class EnterpriseState { kRegistered = 1, kVerified = 2, kBlocked = 3, kClosed = 4 };
enum class EnterpriseEvent { kVerify = 1, kBlock = 2, kUnblock = 3, kClose = 4 };

// What an officer types and may correct.
struct EnterpriseDraft {
  std::string uscc = "";  // unified social credit code, 18 characters
  bool pilot_uscc =
      false;  // a code of the pilot years that fails its check: an officer saw the print-out
  std::string display_name = "";  // as registered
  std::string industry = "";      // GB/T 4754: a section letter A to T and up to four digits
  int64_t division = 0;           // seat, 12 digits
  std::string address = "";
  std::string contact_name = "";
  std::string contact_phone = "";  // 11 digits; sealed in storage
  bool dishonest = false;          // on the list of dishonest firms
  bool wage_arrears = false;       // on the list of wage debtors
};

struct Enterprise {
  Root root = {};
  absl::Time created_at = absl::UnixEpoch();
  EnterpriseDraft facts = {};
  EnterpriseState state = EnterpriseState::kRegistered;
  CivilDay registered_on = CivilDay();
  std::string block_reason = "";
  // 90-day retention of people hired there, in basis points; -1 while fewer than
  // `retention_hires_min` hires are known.
  int retention_bp = -1;
};

// "VERIFIED", "BLOCK": names for refusals and logs.
absl::string_view NameOf(EnterpriseState state);
absl::string_view NameOf(EnterpriseEvent event);

// The draft in canonical form. Every wrong field is one violation: the refusals of ParseUscc,
// ParseText and ParseMobile, FIELD_REQUIRED (division), INDUSTRY_INVALID.
absl::StatusOr<EnterpriseDraft> ParseEnterprise(const EnterpriseDraft& written);

// A new enterprise in state kRegistered.
absl::StatusOr<Enterprise> RegisterEnterprise(const EnterpriseDraft& draft, CivilDay today);

// Replaces the facts. A verified enterprise whose name, social credit code or seat changes must be
// verified again. ENTERPRISE_STATE when closed.
absl::StatusOr<Enterprise> EditEnterprise(Enterprise enterprise, const EnterpriseDraft& draft);

// The state after `event`. `reason` is kept for kBlock and must not be empty there.
// ENTERPRISE_STATE.
absl::StatusOr<Enterprise> ApplyEvent(Enterprise enterprise, EnterpriseEvent event,
                                      absl::string_view reason);

// ENTERPRISE_NOT_VERIFIED or EMPLOYER_BLOCKED unless the enterprise may publish jobs and hire.
absl::Status CheckMayHire(EnterpriseState state);

}  // namespace ladder::matching
