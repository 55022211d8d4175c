// What new readers of subsidy's feed start from: the newest state of every claim.
#pragma once

#include <vector>

#include "platform/feed/service.h"

namespace ladder::subsidy {

std::vector<feed::SnapshotPager> SnapshotPagers();

}  // namespace ladder::subsidy
