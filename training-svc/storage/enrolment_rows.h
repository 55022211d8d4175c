// The row of an enrolment between SQL and the domain, and the walk over a scope's persons that
// lists share.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "training-svc/domain/enrolment.h"

namespace ladder::training {

// The columns of enrolment e in the order of ReadEnrolment.
inline constexpr char kEnrolmentColumns[] =
    "e.id, e.version, e.last_event, e.class_id, e.person_id, e.state, e.priority, e.subsidised, "
    "e.applied_at, e.answer_by, e.exit_reason, e.exited_on, e.completed_on, e.first_mark, "
    "e.first_sat_on, e.resit_mark, e.resit_sat_on ";
Enrolment ReadEnrolment(const mysql::Row& row, size_t first = 0);

// One row of a walk in (division, person, item) order.
struct WalkRow {
  ListKey key = {};
  int64_t register_div = 0;
  int64_t residence_div = 0;
};

// Whether a walk shows the row here: a person of two divisions of the scope is shown at the lower
// one alone.
bool IsShownAt(const Scope& scope, const WalkRow& row);

}  // namespace ladder::training
