// The rows that daily work reaches: every claim's, because no caller stands behind it.
#pragma once

#include "platform/scope/scope.h"

namespace ladder::subsidy {

inline const Scope& DailyScope() {
  static const Scope& scope = *new Scope(Scope::System("daily work of the service"));
  return scope;
}

}  // namespace ladder::subsidy
