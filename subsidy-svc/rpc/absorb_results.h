// Takes a result file of the bank into a batch: each payment is paid or comes back, once.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/pay_batch.pb.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"
#include "subsidy-svc/domain/bank_answer.h"
#include "subsidy-svc/domain/records.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// `before` is locked, its payments are not; locks its budget line. `digest` is the file's SM3, 32
// bytes. BANK_BATCH, BANK_SEQ, BANK_CODE, BANK_DATE, PAY_ITEM_STATE before the bank accepted the
// batch, PAY_ITEM_ACTOR. The same file again changes nothing.
absl::StatusOr<v1::AbsorbResultResponse> AbsorbInto(
    mysql::Transaction& tx, const ServiceContext& context, const rpc::Call& call,
    const BatchRecord& before, const ResultFile& file, const std::string& digest);

}  // namespace ladder::subsidy
