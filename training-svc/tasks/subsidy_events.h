// What subsidy tells of claims and payments makes a certified class CLAIMED and SETTLED
// (docs/domain.md 6).
#pragma once

#include <functional>

#include "platform/feed/handlers.h"
#include "platform/feed/outbox.h"

namespace ladder::training {

// `origin` is asked for when a class changes, which training tells in its turn. Snapshots of
// subsidy hold claims alone: payments that were made before a reader started are not among them.
feed::Handlers SubsidyHandlers(std::function<feed::Origin()> origin);

}  // namespace ladder::training
