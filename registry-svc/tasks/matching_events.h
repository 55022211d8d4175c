// What hires of the matching service mean here: a hire that started is an employment spell, one
// that ended ends it (docs/domain.md 3.2 STARTED_WORK, JOB_LOST).
#pragma once

#include "platform/feed/handlers.h"
#include "platform/server/process.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

// An event can't be refused: one that a rule forbids is answered with SpellRefused and changes
// nothing.
feed::Handlers MatchingHandlers(const ServiceContext& context, const server::Process& process);

}  // namespace ladder::registry
