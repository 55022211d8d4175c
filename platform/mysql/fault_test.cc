#include "platform/mysql/fault.h"

#include <gtest/gtest.h>

#include "platform/status/status.h"
#include "platform/testing/status_matchers.h"

namespace ladder::mysql {
namespace {

using Code = absl::StatusCode;

TEST(FaultTest, EveryNumberHasItsMeaning) {
  struct Case {
    int number;
    bool lost;
    bool transient;
    Code code;
    const char* reason;
  };
  const Case cases[] = {
      {0, true, false, Code::kInternal, ""},
      {1040, false, false, Code::kInternal, ""},
      {1047, false, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
      {1053, true, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
      {1062, false, false, Code::kAlreadyExists, "ALREADY_EXISTS"},
      {1064, false, false, Code::kInternal, ""},
      {1205, false, true, Code::kAborted, "CONFLICT"},
      {1213, false, true, Code::kAborted, "CONFLICT"},
      {1290, true, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
      {1406, false, false, Code::kInternal, ""},
      {1451, false, false, Code::kFailedPrecondition, ""},
      {1452, false, false, Code::kFailedPrecondition, ""},
      {1927, true, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
      {1969, false, false, Code::kResourceExhausted, "TRANSACTION_TOO_LARGE"},
      {2002, true, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
      {2006, true, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
      {2013, true, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
      {2030, true, true, Code::kUnavailable, "DATABASE_UNAVAILABLE"},
  };
  for (const Case& c : cases) {
    const Fault fault = {.code = c.number, .state = "HY000", .message = "secret"};
    EXPECT_EQ(IsLost(fault), c.lost) << c.number;
    EXPECT_EQ(IsTransient(fault), c.transient) << c.number;
    const absl::Status status = StatementStatus(fault, "SELECT 1");
    EXPECT_THAT(status, HasCode(c.code)) << c.number;
    EXPECT_EQ(ReasonOf(status), c.reason) << c.number;
  }
}

TEST(FaultTest, ValuesOfRowsAreNeverShown) {
  const Fault duplicate = {.code = 1062,
                           .state = "23000",
                           .message = "Duplicate entry 'x for key 'y'' for key 'person_by_number'"};
  const absl::Status status = StatementStatus(duplicate, "INSERT");
  EXPECT_EQ(RefusalOf(status)->metadata,
            (Metadata{{"name", "person_by_number"}, {"key", "person_by_number"}}));
  for (int code : {1366, 1406, 1264, 1292, 1452, 4025}) {
    const Fault fault = {.code = code, .state = "22001", .message = "Incorrect value: '李明'"};
    EXPECT_EQ(StatementStatus(fault, "INSERT").ToString().find("李明"), std::string::npos) << code;
  }
  const Fault syntax = {.code = 1146, .state = "42S02", .message = "Table 'a.b' doesn't exist"};
  EXPECT_NE(StatementStatus(syntax, "SELECT").message().find("a.b"), absl::string_view::npos);
}

TEST(FaultTest, OnlyAnOperatorsMistakeStopsAConnectionForGood) {
  struct Case {
    int number;
    Code code;
  };
  const Case cases[] = {{1040, Code::kUnavailable},        {1044, Code::kFailedPrecondition},
                        {1045, Code::kFailedPrecondition}, {1049, Code::kFailedPrecondition},
                        {1193, Code::kFailedPrecondition}, {2002, Code::kUnavailable},
                        {2013, Code::kUnavailable},        {2026, Code::kFailedPrecondition}};
  for (const Case& c : cases) {
    EXPECT_THAT(ConnectStatus({.code = c.number}), HasCode(c.code)) << c.number;
  }
}

}  // namespace
}  // namespace ladder::mysql
