// What the registry tells of persons means here: a copy of the facts that seat order, eligibility
// and the scope of rows read.
#pragma once

#include "platform/feed/handlers.h"

namespace ladder::training {

// The newest state alone counts, so that a repeat changes nothing.
feed::Handlers RegistryHandlers();

}  // namespace ladder::training
