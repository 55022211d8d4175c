// What new readers of matching's feed start from: the newest state of every enterprise, job and
// referral, and of every hire whose work started.
#pragma once

#include <vector>

#include "platform/feed/service.h"

namespace ladder::matching {

std::vector<feed::SnapshotPager> SnapshotPagers();

}  // namespace ladder::matching
