#include "subsidy-svc/bank/digest.h"

namespace ladder::subsidy {

std::string FactsDigest(const FactMap& facts) { return Sm3Hex(FormatFacts(facts)); }

}  // namespace ladder::subsidy
