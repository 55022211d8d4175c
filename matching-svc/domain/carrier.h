// Carriers: places that take on people of poor households (docs/domain.md 2.5 CarrierKind,
// R49-R51). Resource `carriers/{carrier}`. Recognised by the county, reviewed every year, withdrawn
// when a review fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"

namespace ladder::matching {

enum class CarrierKind {
  kUnspecified = 0,
  kWorkshop = 1,
  kFactory = 2,
  kFamilyWorkshop = 3,
  kParkReturnee = 4,
  kParkEcommerce = 5,
  kParkTextile = 6,
  kParkSmall = 7,
};
enum class CarrierState { kProposed = 1, kRecognised = 2, kWithdrawn = 3 };
enum class CarrierEvent { kRecognise = 1, kReview = 2, kWithdraw = 3 };

struct CarrierDraft {
  CarrierKind kind = CarrierKind::kUnspecified;
  std::string display_name = "";
  int64_t division = 0;                 // 12 digits
  std::string site = "";                // address
  std::optional<Ulid> enterprise = {};  // the firm it stands in or that runs it
  std::string relocation_site = "";     // code of the relocation site it serves, or ""
  int walk_metres = 0;                  // from that site; R51 lists those within 1 km
};

struct Carrier {
  Root root = {};
  absl::Time created_at = absl::UnixEpoch();
  CarrierDraft facts = {};
  CarrierState state = CarrierState::kProposed;
  std::optional<CivilDay> recognised_on = {};
  std::optional<CivilDay> review_on = {};  // next yearly review
  std::optional<CivilDay> withdrawn_on = {};
  std::string withdraw_reason = "";
};

// One step: its day, and for a withdrawal the reason.
struct CarrierStep {
  CarrierEvent event = CarrierEvent::kRecognise;
  CivilDay day = CivilDay();
  std::string reason = "";
};

absl::string_view NameOf(CarrierState state);
absl::string_view NameOf(CarrierEvent event);

// FIELD_REQUIRED, FIELD_ENUM, CARRIER_ENTERPRISE_REQUIRED (a workshop without its firm).
absl::Status CheckCarrier(const CarrierDraft& draft);
absl::StatusOr<Carrier> ProposeCarrier(const CarrierDraft& draft);
// CARRIER_STATE when withdrawn.
absl::StatusOr<Carrier> EditCarrier(Carrier carrier, const CarrierDraft& draft);

// Recognise: review due a year later. Review: due again a year after the review's day. Order of
// refusals: CARRIER_STATE, DAY_IN_FUTURE, DAY_OUT_OF_ORDER, FIELD_REQUIRED (reason of a
// withdrawal).
absl::StatusOr<Carrier> ApplyStep(Carrier carrier, const CarrierStep& step, CivilDay today);

}  // namespace ladder::matching
