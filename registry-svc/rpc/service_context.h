// What every handler of the registry works with, made once in main.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "platform/rpc/page.h"
#include "platform/rpc/transactor.h"
#include "platform/standards/county_table.h"
#include "platform/standards/division_table.h"
#include "registry-svc/domain/spell.h"

namespace ladder::registry {

struct ServiceContext {
  rpc::Transactor transactor;
  const rpc::Pager& pager;
  const CountyTable& counties;
  const DivisionTable& divisions;
  ClassRules rules = {};
  std::string index_key = "";  // of blind indexes of identity numbers
  absl::Duration settle_time =
      absl::Seconds(10);  // how far rosters stay behind the database's clock
};

}  // namespace ladder::registry
