// What the registry tells of persons is what entitlement is decided on (docs/domain.md 3.6a).
#pragma once

#include "platform/feed/handlers.h"

namespace ladder::subsidy {

feed::Handlers RegistryHandlers();

}  // namespace ladder::subsidy
