#include "platform/server/feed_admission.h"

#include "platform/testing/status_matchers.h"

namespace ladder::server {
namespace {

absl::Status Admitted(const std::string& header, bool insecure_identity = true) {
  return AdmitReader(header, "registry", insecure_identity).status();
}

TEST(FeedAdmissionTest, AReaderNeedsTheFeedsOwnPermission) {
  EXPECT_THAT(Admitted(FeedReaderHeader("matching", "registry")), IsOk());
  EXPECT_THAT(Admitted("principal=systems/civil; permissions=events.registry.read"), IsOk());
  EXPECT_THAT(Admitted("principal=users/root; permissions=*"), IsOk());
  EXPECT_THAT(Admitted(""), Refused("UNAUTHENTICATED"));
  EXPECT_THAT(Admitted("permissions=*"), Refused("UNAUTHENTICATED"));
  EXPECT_THAT(Admitted(FeedReaderHeader("matching", "training")), Refused("PERMISSION_DENIED"));
  EXPECT_THAT(Admitted("principal=users/ann; permissions=registry.*"),
              Refused("PERMISSION_DENIED"));
  EXPECT_THAT(Admitted(FeedReaderHeader("matching", "registry"), /*insecure_identity=*/false),
              Refused("UNAUTHENTICATED"));
}

TEST(FeedAdmissionTest, AReaderSeesWhatItsScopeCovers) {
  const identity::Principal reader = *identity::ParseDevelopmentHeader(
      "principal=systems/civil; permissions=events.registry.read; divisions=420625100000");
  const feed::EventFilter filter = FilterFor(reader);
  constexpr int64_t kInside = 420625100015, kOutside = 420625101001;
  struct Case {
    feed::Reach reach;
    feed::Sight sight;
  };
  const Case kCases[] = {
      {{}, feed::Sight::kWhole},
      {{.before = {kOutside}, .after = {kInside}}, feed::Sight::kWhole},
      {{.before = {kInside}, .after = {kOutside, kInside}}, feed::Sight::kWhole},
      {{.before = {kInside}, .after = {kOutside}}, feed::Sight::kTombstone},
      {{.before = {kOutside}, .after = {kOutside}}, feed::Sight::kNothing},
      {{.before = {}, .after = {kOutside}}, feed::Sight::kNothing},
  };
  for (const Case& c : kCases) EXPECT_EQ(filter(c.reach), c.sight) << feed::FormatReach(c.reach);
  EXPECT_EQ(FilterFor({.name = "services/matching"}), nullptr);
}

}  // namespace
}  // namespace ladder::server
