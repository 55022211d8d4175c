// The row of a class and what hangs on it, between SQL and the domain; for classes.cc alone.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

// The columns of training_class in the order of ReadClass and ClassValues.
const std::string& ClassColumns();
TrainingClass ReadClass(const mysql::Row& row);
mysql::Values ClassValues(const TrainingClass& training_class);

// Modules, job orders and needs.
absl::Status LoadParts(mysql::Transaction& tx, TrainingClass& training_class);
absl::Status InsertParts(mysql::Transaction& tx, const TrainingClass& training_class);
absl::Status ReplaceParts(mysql::Transaction& tx, const TrainingClass& before,
                          const TrainingClass& after);

}  // namespace ladder::training
