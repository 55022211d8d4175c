// Answers of the bank that differ from the one that stands for an attempt of a payment. The
// county's accountant explains them; while one is unexplained the payment is not sent again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

struct ContradictionRecord {
  Ulid id = {};
  Ulid item = {};
  int64_t attempt = 1;
  Ulid batch = {};
  std::string kept = "";  // the bank's codes
  std::string told = "";
  CivilDay told_on = {};
  std::string importer = "";  // the principal
  Ulid importer_person = {};
  std::string cleared_by = "";
  std::optional<CivilDay> cleared_on = std::nullopt;
  std::string remark = "";  // may name people
};

// Keeps it, unless the attempt's same answer is kept already; told again on a later day it is open
// again, though it was cleared.
absl::Status NoteContradiction(mysql::Transaction& tx, const ContradictionRecord& record);
// Whether an answer about the payment, or about one of the batch's, is unexplained.
absl::StatusOr<bool> IsContradicted(mysql::Transaction& tx, const Ulid& item);
absl::StatusOr<bool> BatchIsContradicted(mysql::Transaction& tx, const Ulid& batch);

struct ContradictionQuery {
  bool with_cleared = false;
  Ulid after = {};
  int limit = 50;
};
// By id.
absl::StatusOr<std::vector<ContradictionRecord>> ListContradictions(
    mysql::Transaction& tx, const ContradictionQuery& query);
// Locked. NOT_FOUND.
absl::StatusOr<ContradictionRecord> LockContradiction(mysql::Transaction& tx, const Ulid& id);
// Writes who explained it.
absl::Status SaveExplained(mysql::Transaction& tx, const ContradictionRecord& record);

}  // namespace ladder::subsidy
