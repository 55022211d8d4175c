#include "platform/operations/daily_walk.h"

#include <string>

#include "ladder/options/v1/reasons.h"
#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr int kPage = 200;

// Would pass if it were tried later. A piece that is too large for a transaction is so tomorrow
// too.
bool IsForNow(const absl::Status& status) {
  if (ReasonOf(status) == InfoOf(Reason::kTransactionTooLarge).name) return false;
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsAborted(status) || absl::IsResourceExhausted(status) || absl::IsCancelled(status);
}

}  // namespace

absl::Status DailyWalk::ForEach(absl::string_view task, ReadIds read, PieceOfId work) const {
  Ulid after;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(
        const std::vector<Ulid> page,
        database_.Read([&](mysql::Transaction& tx) { return read(tx, after, kPage); }));
    for (const Ulid& id : page) {
      LADDER_RETURN_IF_ERROR(Do(task, id, [&](mysql::Transaction& tx) { return work(tx, id); }));
      after = id;
    }
    if (page.size() < static_cast<size_t>(kPage)) return absl::OkStatus();
  }
}

absl::Status DailyWalk::Do(absl::string_view task, const Ulid& id, Piece work) const {
  const absl::Status done = database_.Transact(mysql::TransactOptions{.repeatable = true},
                                               [&](mysql::Transaction& tx) { return work(tx); });
  if (done.ok() || IsForNow(done)) return done;
  std::string reason = ReasonOf(done);
  if (reason.empty()) {
    reason = absl::StatusCodeToString(done.code());
    log::Warning("daily_work_passed_over",
                 {{"task", task}, {"id", id.ToString()}, {"status", done.ToString()}});
  }
  metrics_
      .Counter("ladder_daily_work_passed_over_total",
               "Pieces of daily work that were refused or failed and wait for the next day.",
               {{"task", std::string(task)}, {"reason", reason}})
      .Increment();
  return absl::OkStatus();
}

}  // namespace ladder::operations
