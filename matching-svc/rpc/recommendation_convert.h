// Scores, reasons and matches as protos.
#pragma once

#include <string>

#include "ladder/matching/v1/recommendation.pb.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/domain/recommend.h"
#include "matching-svc/domain/score.h"

namespace ladder::matching {

v1::FactorScore ToProto(Factor factor, const FactorScore& score, const ScoreRules& rules);
v1::Exclusion ToProto(Reason reason);

// A person and a job with its score and the strongest reasons.
v1::Match ToProto(const PersonProfile& person, const OpenJob& open,
                  const std::string& enterprise_name, const Score& score, const ScoreRules& rules);

}  // namespace ladder::matching
