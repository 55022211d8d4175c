#include "platform/server/feed_admission.h"

#include "absl/strings/str_cat.h"
#include "platform/testing/status_matchers.h"

namespace ladder::server {
namespace {

constexpr int64_t kCounty = 420625000000;

absl::Status Admitted(const std::string& header, bool insecure_identity = true) {
  return AdmitReader(header, "registry", kCounty, insecure_identity).status();
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
  const feed::EventFilter filter = FilterFor(reader, kCounty);
  constexpr int64_t kInside = 420625100015, kOutside = 420625101001;
  struct Case {
    feed::Reach reach;
    feed::Sight sight;
  };
  const Case kCases[] = {
      {{}, feed::Sight::kNothing},
      {{.before = {kOutside}, .after = {kInside}}, feed::Sight::kWhole},
      {{.before = {kInside}, .after = {kOutside, kInside}}, feed::Sight::kWhole},
      {{.before = {kInside}, .after = {kOutside}}, feed::Sight::kTombstone},
      {{.before = {kOutside}, .after = {kOutside}}, feed::Sight::kNothing},
      {{.before = {}, .after = {kOutside}}, feed::Sight::kNothing},
  };
  for (const Case& c : kCases) EXPECT_EQ(filter(c.reach), c.sight) << feed::FormatReach(c.reach);
  EXPECT_EQ(FilterFor({.name = "services/matching"}, kCounty), nullptr);
  // What belongs to no division is the county's, and no neighbour's.
  const std::pair<const char*, feed::Sight> kScopes[] = {{"420625000000", feed::Sight::kWhole},
                                                         {"420000000000", feed::Sight::kWhole},
                                                         {"420625100000", feed::Sight::kNothing},
                                                         {"420626000000", feed::Sight::kNothing},
                                                         {"110000000000", feed::Sight::kNothing}};
  for (const auto& [divisions, sight] : kScopes) {
    const identity::Principal scoped = *identity::ParseDevelopmentHeader(
        absl::StrCat("principal=systems/civil; divisions=", divisions));
    EXPECT_EQ(FilterFor(scoped, kCounty)({}), sight) << divisions;
  }
  EXPECT_EQ(FilterFor({.name = "systems/civil"}, kCounty)({}), feed::Sight::kNothing);
}

}  // namespace
}  // namespace ladder::server
