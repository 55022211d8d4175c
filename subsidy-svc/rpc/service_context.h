// What every handler of subsidy works with, made once in main.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/calendar/workdays.h"
#include "platform/rpc/page.h"
#include "platform/rpc/transactor.h"
#include "subsidy-svc/domain/bank_answer.h"

namespace ladder::subsidy {

struct ServiceContext {
  rpc::Transactor transactor;
  const rpc::Pager& pager;
  const WorkdayCalendar& workdays;
  std::vector<BankCode> bank_codes = {};
  int64_t county = 0;             // the county's division: who sees schools' accounts
  std::string index_key = "";     // of blind indexes of account numbers
  std::string sender = "";        // who we are in the bank's files
  std::string bank_folder = "";   // where payment files are put for the bank
  std::string bank_account = "";  // ours, of which the bank sends statements
};

}  // namespace ladder::subsidy
