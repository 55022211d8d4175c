// Matchers for absl::Status and StatusOr: tests assert on the code and the reason, never on a text.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/status/status.h"

namespace ladder {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

// EXPECT_THAT(result, IsOk());
MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg);
  return StatusOf(arg).ok();
}

// EXPECT_THAT(result, HasCode(absl::StatusCode::kNotFound));
MATCHER_P(HasCode, code, absl::StrCat("has code ", absl::StatusCodeToString(code))) {
  *result_listener << StatusOf(arg);
  return StatusOf(arg).code() == code;
}

// EXPECT_THAT(result, Refused("CLAIM_PAID"));
MATCHER_P(Refused, reason, absl::StrCat("is refused with reason ", reason)) {
  *result_listener << StatusOf(arg);
  return ReasonOf(StatusOf(arg)) == reason;
}

}  // namespace ladder

// LADDER_ASSERT_OK_AND_ASSIGN(const Person person, Load(id));
#define LADDER_ASSERT_OK_AND_ASSIGN(declaration, expression)                                    \
  LADDER_ASSERT_OK_AND_ASSIGN_IMPL(LADDER_STATUS_CONCAT(ladder_result_, __LINE__), declaration, \
                                   expression)
#define LADDER_ASSERT_OK_AND_ASSIGN_IMPL(result, declaration, expression) \
  auto result = (expression);                                             \
  ASSERT_TRUE(result.ok()) << result.status();                            \
  declaration = *std::move(result)
