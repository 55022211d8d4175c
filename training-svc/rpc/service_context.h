// What every handler of training works with, made once in main.
#pragma once

#include "platform/rpc/page.h"
#include "platform/rpc/transactor.h"
#include "platform/standards/division_table.h"

namespace ladder::training {

struct ServiceContext {
  rpc::Transactor transactor;
  const rpc::Pager& pager;
  const DivisionTable& divisions;
};

}  // namespace ladder::training
