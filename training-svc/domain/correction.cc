#include "training-svc/domain/correction.h"

#include "ladder/options/v1/reasons.h"
#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {

absl::StatusOr<Correction> AskCorrection(Correction asked, absl::string_view signer) {
  if (asked.reason.empty()) return RefuseField(ladder::Reason::kFieldRequired, "reason");
  if (const absl::Status status = CheckMark(asked.mark); !status.ok()) {
    return UnderField(status, "mark");
  }
  asked.state = CorrectionState::kPending;
  asked.first_signer = std::string(signer);
  asked.second_signer = "";
  return asked;
}

absl::StatusOr<Correction> Confirm(Correction correction, absl::string_view signer) {
  if (correction.state == CorrectionState::kConfirmed) {
    return Refuse(Reason::kCorrectionSignatures);
  }
  LADDER_RETURN_IF_ERROR(CheckSignatures(correction.first_signer, signer));
  correction.state = CorrectionState::kConfirmed;
  correction.second_signer = std::string(signer);
  return correction;
}

}  // namespace ladder::training
