// Intentions between the contract and the domain.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/intention.pb.h"
#include "registry-svc/domain/intention.h"

namespace ladder::registry {

// Wrong fields are named below "intention".
absl::StatusOr<IntentionDetails> ParseDetails(const v1::Intention& intention);

v1::Intention ToProto(const Intention& intention);

}  // namespace ladder::registry
