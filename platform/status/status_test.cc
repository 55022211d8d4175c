#include "platform/status/status.h"

#include "ladder/options/v1/reasons.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(StatusTest, RefusalCarriesReasonCodeAndBothTexts) {
  const absl::Status status = Refuse(Reason::kNotFound, {{"name", "persons/1"}});
  EXPECT_THAT(status, HasCode(absl::StatusCode::kNotFound));
  const std::optional<Refusal> refusal = RefusalOf(status);
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->reason, "NOT_FOUND");
  EXPECT_EQ(refusal->zh, "找不到 persons/1。");
  EXPECT_EQ(refusal->en, "persons/1 was not found.");
  EXPECT_EQ(refusal->metadata, (Metadata{{"name", "persons/1"}}));
}

TEST(StatusTest, FieldRefusalNamesTheFieldWhereverItWasNested) {
  const absl::Status status =
      UnderField(RefuseField(Reason::kFieldTooLong, "name", {{"max", "50"}}), "person");
  const std::optional<Refusal> refusal = RefusalOf(status);
  ASSERT_EQ(refusal->fields.size(), 1u);
  EXPECT_EQ(refusal->fields[0].field, "person.name");
  EXPECT_EQ(refusal->fields[0].en, "person.name may have at most 50 characters.");
}

TEST(StatusTest, JoinKeepsEveryViolationInOrderAndPassesASingleOne) {
  const absl::Status a = RefuseField(Reason::kFieldRequired, "a");
  const absl::Status b = RefuseField(Reason::kIdChecksum, "b");
  EXPECT_THAT(JoinFieldRefusals({absl::OkStatus(), absl::OkStatus()}), IsOk());
  EXPECT_THAT(JoinFieldRefusals({absl::OkStatus(), b}), Refused("ID_CHECKSUM"));
  const absl::Status joined = JoinFieldRefusals({a, absl::OkStatus(), b});
  EXPECT_THAT(joined, Refused("FIELDS_INVALID"));
  const std::optional<Refusal> refusal = RefusalOf(joined);
  ASSERT_EQ(refusal->fields.size(), 2u);
  EXPECT_EQ(refusal->fields[0].reason, "FIELD_REQUIRED");
  EXPECT_EQ(refusal->fields[1].reason, "ID_CHECKSUM");
}

TEST(StatusTest, RetryDelaySurvivesAndPlainStatusesAreNoRefusals) {
  const absl::Status status = WithRetryAfter(Refuse(Reason::kOverloaded), absl::Milliseconds(250));
  EXPECT_EQ(RefusalOf(status)->retry_after, absl::Milliseconds(250));
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), "");
  EXPECT_EQ(ReasonOf(absl::OkStatus()), "");
}

}  // namespace
}  // namespace ladder
