// The many small pieces of one day's work, each in a transaction of its own: one that can't be done
// holds up none of the others, nor the days behind it.
#pragma once

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"
#include "platform/telemetry/metrics.h"

namespace ladder::operations {

class DailyWalk {
 public:
  // At most `limit` ids after `after`, in their order; fewer only at the end.
  using ReadIds = absl::FunctionRef<absl::StatusOr<std::vector<Ulid>>(
      mysql::Transaction& tx, const Ulid& after, int limit)>;
  // Conditional on what it finds, because a piece whose commit is in doubt is done again.
  using Piece = absl::FunctionRef<absl::Status(mysql::Transaction& tx)>;
  using PieceOfId = absl::FunctionRef<absl::Status(mysql::Transaction& tx, const Ulid& id)>;

  DailyWalk(mysql::Database& database, telemetry::Metrics& metrics)
      : database_(database), metrics_(metrics) {}

  // Does the piece of each id. `task` labels the metric and the log.
  absl::Status ForEach(absl::string_view task, ReadIds read, PieceOfId work) const;

  // Does one piece. A refusal, or any other error that would come again, is counted by its reason
  // in ladder_daily_work_passed_over_total and passed over: nothing of the piece is kept, and the
  // next day finds it again. An error is what ends the walk: the database is away.
  absl::Status Do(absl::string_view task, const Ulid& id, Piece work) const;

  mysql::Database& database() const { return database_; }

 private:
  mysql::Database& database_;
  telemetry::Metrics& metrics_;
};

}  // namespace ladder::operations
