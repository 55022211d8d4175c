// A job as its row: short lists of codes as texts, sets as bits.
#pragma once

#include "matching-svc/domain/job.h"
#include "matching-svc/storage/root_table.h"

namespace ladder::matching {

const RootTable<Job>& JobTable();

}  // namespace ladder::matching
