// One page of the selection of low-threshold jobs (R34): judged by the rule in force, marked,
// counted.
#pragma once

#include <map>

#include "absl/status/statusor.h"
#include "ladder/matching/v1/job.pb.h"
#include "matching-svc/domain/low_threshold.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"

namespace ladder::matching {

// Jobs in one transaction: each may write a row and, when it changes sides, an event.
inline constexpr int kSelectionMax = 500;

struct Selection {
  int judged = 0;
  int low_threshold = 0;
  int changed = 0;
  std::map<LowThresholdTest, int> failures = {};
  bool more = false;
  Ulid last = {};
};

absl::StatusOr<Selection> SelectPage(mysql::Transaction& tx, const rpc::Call& call,
                                     const LowThresholdRule& rule, const Ulid& after, int size);
v1::SelectJobsResponse ToProto(const Selection& selection);

}  // namespace ladder::matching
