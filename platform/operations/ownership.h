// Operations as their owner sees them: claimed by a lease, kept by a fence. Every change of the
// owner is made under the row's lock after its fence was checked there, so an owner that stalled
// past its lease can commit nothing once another has claimed the operation. The lease only says
// when that may happen. Used by the runner and the context alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"
#include "platform/operations/operation.h"
#include "platform/operations/seal.h"
#include "platform/scope/scope.h"

namespace ladder::operations {

// An operation at the moment it was claimed.
struct Claim {
  Ulid id = {};
  int64_t fence = 0;
  std::string kind = "";
  std::string principal = "";
  Scope scope = {};
  std::string trace = "";
  std::string request = "";  // serialized
  Checkpoint checkpoint = {};
  int64_t steps = 0;  // committed so far
  int tries = 0;      // claims since the last committed step, this one included
  bool cancel_requested = false;
  int64_t input_bytes = 0;
  int input_parts = 0;
  absl::Status readable = absl::OkStatus();  // why what is stored could not be opened
};

// What the row says to whoever claimed it.
struct Holding {
  bool ours = false;  // open, and no later claim
  bool cancel_requested = false;
  int64_t steps = 0;
};

// How an operation ends.
struct Ending {
  State state = State::kFailed;
  std::string result = "";  // serialized google.protobuf.Any
  std::string error = "";   // serialized google.rpc.Status
};

// Thread-safe.
class Ownership {
 public:
  // `owner` is new for every start of a runner.
  Ownership(const Seal& seal, const Ulid& owner, absl::Duration lease)
      : seal_(seal), owner_(owner), lease_us_(absl::ToInt64Microseconds(lease)) {}

  // What may be claimed, longest waiting first. `sql` is a Due statement of `kinds`.
  static std::string DueSql(size_t kinds);
  static absl::StatusOr<std::vector<Ulid>> Due(mysql::Transaction& tx, absl::string_view sql,
                                               const std::vector<std::string>& kinds, int limit);
  // What could have been claimed for `patience` by whoever knows its kind, which is none of
  // `kinds`.
  static std::string StrandedSql(size_t kinds);
  static absl::StatusOr<std::vector<Ulid>> Stranded(mysql::Transaction& tx, absl::string_view sql,
                                                    const std::vector<std::string>& kinds,
                                                    absl::Duration patience, int limit);

  // Claims one, or nothing when it is no longer to be had. CONFLICT: somebody is about to.
  absl::StatusOr<std::optional<Claim>> Take(mysql::Transaction& tx, const Ulid& id) const;

  // Reads; LockHolding also locks the row until the transaction ends.
  absl::StatusOr<Holding> ReadHolding(mysql::Transaction& tx, const Ulid& id, int64_t fence) const;
  absl::StatusOr<Holding> LockHolding(mysql::Transaction& tx, const Ulid& id, int64_t fence) const;

  // The following are for an owner that found its holding good, in the same transaction; a row that
  // changed nevertheless is INTERNAL. SaveStep and SaveProgress renew the lease.
  absl::Status SaveStep(mysql::Transaction& tx, const Ulid& id, int64_t fence, int64_t steps,
                        const Checkpoint& checkpoint) const;
  absl::Status SaveProgress(mysql::Transaction& tx, const Ulid& id, int64_t fence,
                            const Progress& progress) const;
  absl::Status Finish(mysql::Transaction& tx, const Ulid& id, int64_t fence,
                      const Ending& ending) const;
  // Others may claim it after `delay`. `tries` is what is counted for it then.
  absl::Status Release(mysql::Transaction& tx, const Ulid& id, int64_t fence, absl::Duration delay,
                       int tries) const;

  // Prolongs the lease, unless the row is locked, by a step that will prolong it itself, or not
  // held any more. False: it was not prolonged.
  absl::StatusOr<bool> Renew(mysql::Transaction& tx, const Ulid& id, int64_t fence) const;

  // One part of the input, opened.
  absl::StatusOr<std::string> ReadPart(mysql::Transaction& tx, const Ulid& id, int part) const;

 private:
  const Seal& seal_;
  const Ulid owner_;
  const int64_t lease_us_;
};

}  // namespace ladder::operations
