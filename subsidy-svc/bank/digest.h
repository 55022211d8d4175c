// SM3 of files that are signed and of facts that are kept.
#pragma once

#include <string>

#include "platform/seal/sm3.h"
#include "subsidy-svc/domain/facts.h"

namespace ladder::subsidy {

using seal::Sm3;
using seal::Sm3Hex;

// The digest of a claim's facts: of their canonical form (docs/domain.md 4.1 G11).
std::string FactsDigest(const FactMap& facts);

}  // namespace ladder::subsidy
