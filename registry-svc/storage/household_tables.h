// The tables of a household's facts.
#pragma once

#include "platform/mysql/value.h"
#include "registry-svc/domain/household.h"
#include "registry-svc/storage/record_table.h"

namespace ladder::registry {

// Columns in the order of the tables, from `c` on; the views read them too.
HouseholdStatus ReadHouseholdStatus(const mysql::Row& row, size_t c);  // 7 columns
HouseholdHome ReadHouseholdHome(const mysql::Row& row, size_t c);      // 4

const RecordTable<Period<HouseholdStatus>>& HouseholdStatusTable();
const RecordTable<Period<HouseholdHome>>& HouseholdHomeTable();

}  // namespace ladder::registry
