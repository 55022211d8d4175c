// What new readers of training's feed start from: the newest state of every class, enrolment,
// frozen attendance and certificate.
#pragma once

#include <vector>

#include "platform/feed/service.h"

namespace ladder::training {

std::vector<feed::SnapshotPager> SnapshotPagers();

}  // namespace ladder::training
