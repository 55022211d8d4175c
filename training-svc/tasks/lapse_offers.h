// What each day does to offers of seats: those nobody answered lapse, and who waits is served
// (docs/domain.md 6 waitlist).
#pragma once

#include "absl/status/status.h"
#include "platform/feed/outbox.h"
#include "platform/operations/daily_walk.h"

namespace ladder::training {

// Over all classes, each in a transaction of its own, as of `origin.day`. A second run finds
// nothing left to do.
absl::Status LapseAllOffers(const operations::DailyWalk& walk, const feed::Origin& origin);

}  // namespace ladder::training
