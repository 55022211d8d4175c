// What new readers of the registry's feed start from: the newest state of every person, household,
// intention and zone.
#pragma once

#include <vector>

#include "platform/feed/service.h"
#include "platform/server/process.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

std::vector<feed::SnapshotPager> SnapshotPagers(const ServiceContext& context,
                                                const server::Process& process);

}  // namespace ladder::registry
