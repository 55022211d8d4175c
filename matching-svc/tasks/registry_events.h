// What the registry tells: people and their wishes are copied, and its answer to a hire is kept.
#pragma once

#include "platform/feed/handlers.h"

namespace ladder::matching {

feed::Handlers RegistryHandlers();

}  // namespace ladder::matching
