// The rows that events of other services reach: every person's, because the sender has no caller
// whose scope could hold.
#pragma once

#include "platform/scope/scope.h"

namespace ladder::registry {

inline const Scope& EventScope() {
  static const Scope& scope = *new Scope(Scope::System("events of other services"));
  return scope;
}

}  // namespace ladder::registry
