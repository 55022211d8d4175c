// The columns and joins of a PersonView, shared by the statements that differ in where they start.
#pragma once

#include <string>

#include "platform/mysql/value.h"
#include "registry-svc/storage/person_views.h"

namespace ladder::registry {

// Columns of the view, and the joins that follow a table with the alias p (person).
std::string ViewColumns();
std::string ViewJoins();

// The view of a row whose columns from `c` on are ViewColumns().
PersonView ReadView(const mysql::Row& row, size_t c);

}  // namespace ladder::registry
