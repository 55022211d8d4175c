// What matching tells of firms and hires excludes some of them from aid (docs/domain.md 4.5
// ABSORB).
#pragma once

#include "platform/feed/handlers.h"

namespace ladder::subsidy {

feed::Handlers MatchingHandlers();

}  // namespace ladder::subsidy
