// A change to a recorded mark, which two people sign (docs/domain.md 6 attendance). Resource
// `classes/{class}/sessions/{session}/corrections/{correction}`.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/id/ulid.h"
#include "training-svc/domain/attendance.h"

namespace ladder::training {

enum class CorrectionState { kPending = 1, kConfirmed = 2 };

struct Correction {
  Ulid id = {};
  Ulid session = {};
  Mark mark = {};  // as it should be
  Presence presence_before = Presence::kUnspecified;
  std::string reason = "";
  CorrectionState state = CorrectionState::kPending;
  std::string first_signer = "";
  std::string second_signer = "";
  absl::Time asked_at = absl::InfinitePast();
};

// The first signature. The caller has tested that marks may be written. FIELD_REQUIRED (reason),
// and CheckMark's refusals, below "mark".
absl::StatusOr<Correction> AskCorrection(Correction asked, absl::string_view signer);

// The second one: the mark is to be changed.
// CORRECTION_SIGNATURES unless another person signs than the first, and when both have signed.
absl::StatusOr<Correction> Confirm(Correction correction, absl::string_view signer);

}  // namespace ladder::training
