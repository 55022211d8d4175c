// What every handler of matching works with, made once in main.
#pragma once

#include "matching-svc/rpc/policies.h"
#include "platform/rpc/page.h"
#include "platform/rpc/transactor.h"
#include "platform/standards/division_table.h"

namespace ladder::matching {

struct ServiceContext {
  rpc::Transactor transactor;
  const rpc::Pager& pager;
  const DivisionTable& divisions;
  const PolicyBook& policies;
};

}  // namespace ladder::matching
