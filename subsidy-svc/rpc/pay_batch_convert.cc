#include "subsidy-svc/rpc/pay_batch_convert.h"

#include <string>

#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "subsidy-svc/rpc/convert.h"

namespace ladder::subsidy {

v1::PayBatch ToProto(const BatchRecord& batch) {
  v1::PayBatch out;
  out.set_name(NameOfBatch(batch.root.id));
  out.set_state(static_cast<v1::PayBatch::State>(static_cast<int>(batch.progress.state) + 1));
  out.set_budget_line(NameOfBudget(batch.budget_line));
  out.set_number(batch.number);
  out.set_item_count(batch.item_count);
  *out.mutable_total() = rpc::ToMoney(batch.total);
  out.set_digest(batch.progress.digest);
  out.set_creator(batch.creator);
  if (!batch.progress.signatures.empty()) {
    for (const std::string& signer : batch.signers) out.add_signers(signer);
  }
  *out.mutable_file_date() = rpc::ToDate(batch.file_date);
  if (batch.answer_until) *out.mutable_answer_until() = rpc::ToDate(*batch.answer_until);
  *out.mutable_create_time() = rpc::ToTimestamp(batch.created_at);
  out.set_etag(rpc::EtagOf(batch.root.version));
  return out;
}

}  // namespace ladder::subsidy
