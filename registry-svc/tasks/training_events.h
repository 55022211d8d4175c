// What certificates of the training service mean here: a certificate is a skill from the day of
// issue, until it is revoked (docs/domain.md 6).
#pragma once

#include "platform/feed/handlers.h"
#include "platform/server/process.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

feed::Handlers TrainingHandlers(const ServiceContext& context, const server::Process& process);

}  // namespace ladder::registry
