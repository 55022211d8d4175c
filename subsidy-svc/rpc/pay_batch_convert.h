// Batches as the API shows them.
#pragma once

#include "ladder/subsidy/v1/pay_batch.pb.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

v1::PayBatch ToProto(const BatchRecord& batch);

}  // namespace ladder::subsidy
