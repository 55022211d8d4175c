#include "platform/operations/judgement.h"

#include <gtest/gtest.h>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr int kTriesMax = 3;

TEST(JudgementTest, EveryRuleInOrder) {
  const absl::Status ok = absl::OkStatus();
  const absl::Status final_refusal = Refuse(Reason::kNotFound, {{"name", "persons/1"}});
  const absl::Status away = Refuse(Reason::kUpstreamUnavailable, {{"upstream", "registry"}});
  struct Case {
    const char* what;
    Facts facts;
    Verdict verdict;
  };
  const Case kCases[] = {
      {"lost wins over success", {.status = ok, .lost = true}, Verdict::kDrop},
      {"lost wins over everything",
       {.status = away, .lost = true, .cancel_requested = true, .stopping = true},
       Verdict::kDrop},
      {"done though asked to stop",
       {.status = ok, .cancel_requested = true, .stopping = true},
       Verdict::kSucceed},
      {"cancelled",
       {.status = Refuse(Reason::kOperationCancelled), .cancel_requested = true},
       Verdict::kCancel},
      {"cancelled wins over stopping",
       {.status = away, .cancel_requested = true, .stopping = true},
       Verdict::kCancel},
      {"cancelled by nobody", {.status = Refuse(Reason::kOperationCancelled)}, Verdict::kFail},
      {"stopping", {.status = Refuse(Reason::kShuttingDown), .stopping = true}, Verdict::kHandOver},
      {"stopping, last try",
       {.status = away, .stopping = true, .tries = kTriesMax},
       Verdict::kHandOver},
      {"an upstream is away", {.status = away}, Verdict::kRetry},
      {"lost against others", {.status = Refuse(Reason::kConflict)}, Verdict::kRetry},
      {"too slow", {.status = Refuse(Reason::kDeadlinePassed)}, Verdict::kRetry},
      {"no connection free", {.status = Refuse(Reason::kOverloaded)}, Verdict::kRetry},
      {"last try but one", {.status = away, .tries = kTriesMax - 1}, Verdict::kRetry},
      {"last try", {.status = away, .tries = kTriesMax}, Verdict::kFail},
      {"a rule refuses", {.status = final_refusal}, Verdict::kFail},
      {"a step is too large", {.status = Refuse(Reason::kTransactionTooLarge)}, Verdict::kFail},
      {"a defect", {.status = absl::InternalError("defect")}, Verdict::kFail},
  };
  for (const Case& c : kCases) EXPECT_EQ(Judge(c.facts, kTriesMax), c.verdict) << c.what;
}

TEST(JudgementTest, TheWaitDoublesUpToAMinute) {
  EXPECT_EQ(RetryDelay(0), absl::Seconds(1));
  EXPECT_EQ(RetryDelay(1), absl::Seconds(1));
  EXPECT_EQ(RetryDelay(2), absl::Seconds(2));
  EXPECT_EQ(RetryDelay(6), absl::Seconds(32));
  EXPECT_EQ(RetryDelay(7), absl::Minutes(1));
  EXPECT_EQ(RetryDelay(1000), absl::Minutes(1));
}

}  // namespace
}  // namespace ladder::operations
