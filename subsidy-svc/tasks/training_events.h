// What training tells of frozen attendance and of certificates is what TRAIN and LIVING are decided
// on (docs/domain.md 6).
#pragma once

#include "platform/feed/handlers.h"

namespace ladder::subsidy {

feed::Handlers TrainingHandlers();

}  // namespace ladder::subsidy
