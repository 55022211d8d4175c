// The worked cases by the parameters that a running suite holds: its own engine decides them.
#pragma once

#include <string>

#include "tools/verify/policy_cases.h"

namespace ladder::verify {

// Asks the subsidy service at `address` ("127.0.0.1:7100") to decide by its stored versions
// (EvaluatePolicyVersion). UNAVAILABLE and the like when it can't be asked.
Decider DecideByStored(const std::string& address);

}  // namespace ladder::verify
